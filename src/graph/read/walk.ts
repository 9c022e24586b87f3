import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { Flaw } from './flaws.ts';
import { listed, type Rows, type Source } from './paging.ts';

/** WHMCS documents no maximum; above this, pages have been seen to exhaust PHP's memory. */
export const LONGEST_PAGE = 100;

interface Walk<T> {
  readonly start?: number;
  /** The length of a page. */
  readonly length?: number;
  /** The number of rows after which it stops. */
  readonly wanted?: number;
  /** Identifies a row if the source does not report numbers. */
  readonly identity?: (row: T) => unknown;
}

export interface Walked<T> extends Rows<T> {
  /** Whether the list ends here. */
  readonly ends: boolean;
  readonly flaws: readonly Flaw[];
}

/** The reason why a list ends before its total. */
export const firstPageRepeated =
  'WHMCS answers with the first rows of the list wherever a page is to begin; see whether a proxy or an addon before WHMCS drops "limitstart".';

/** The rows of a list, each once: rows move when a list changes between two pages. If a row appears twice, the later one is kept. */
export function walk<T>(
  source: Source<T>,
  { start = 0, length = LONGEST_PAGE, wanted = Infinity, identity }: Walk<T> = {},
): MaybePromise<Walked<T>> {
  const page = source.page ?? source;
  const rows: (T | null)[] = [];
  const places = new Map<unknown, number>();
  const flaws: Flaw[] = [];
  let total: number | null = null;
  let first: unknown;

  /** @returns how many rows are new */
  const take = (result: Rows<T>): number => {
    const before = rows.length;
    for (const [index, row] of result.rows.entries()) {
      const key = keyOf(result, index, identity);
      const place = key === null ? undefined : places.get(key);
      if (place !== undefined) rows[place] = row;
      else {
        if (key !== null) places.set(key, rows.length);
        rows.push(row);
      }
    }
    return rows.length - before;
  };
  const report = (flaw: Flaw): Flaw => {
    source.note?.(flaw);
    return flaw;
  };
  const end = (ends: boolean): Walked<T> => ({ rows, total, ends, flaws });

  const from = (offset: number): MaybePromise<Walked<T>> =>
    andThen(page(offset, length), (result) => {
      const added = take(result);
      flaws.push(...(result.flaws ?? []));
      total = result.total ?? total;
      const next = offset + result.rows.length;
      if (result.rows.length === 0 || result.ends) return end(true);
      const beginning = keyOf(result, 0, identity);
      if (added === 0 && beginning !== null && beginning === first) {
        if (total && rows.length < total)
          flaws.push(report({ position: start + rows.length, rows: null, why: firstPageRepeated }));
        return end(true);
      }
      first ??= beginning;
      // Without a total, a short page is the last one, and so is a page without new rows.
      if (total ? next >= total : result.rows.length < length || added === 0) return end(true);
      return rows.length >= wanted ? end(false) : from(next);
    });
  return from(start);
}

const keyOf = <T>({ rows, ids }: Rows<T>, index: number, identity?: (row: T) => unknown): unknown => {
  const id = ids?.[index];
  if (id != null) return id;
  const row = rows[index];
  return row == null || !identity ? null : identity(row);
};

interface Numbered {
  readonly whmcsId: number;
}

/** All rows of a source that can be shown, each once. */
export const everyRow = <T>(source: Source<T>, identity: (row: T) => unknown): MaybePromise<T[]> =>
  andThen(walk(source, { identity }), shownOf);

/** The rows that can be shown. */
export const shownOf = <T>({ rows }: Rows<T>): T[] => rows.filter((row) => row !== null);

/** Filters a list by a condition that WHMCS does not have: the whole list is read, and filtered and counted here. */
export function filtered<T extends Numbered>(source: Source<T>, keep: (row: T) => boolean): Source<T> {
  let all: MaybePromise<Walked<T>> | undefined;
  return (offset, limit) =>
    andThen((all ??= walk(source, { identity: ({ whmcsId }) => whmcsId })), (walked) => ({
      ...listed(shownOf(walked).filter(keep))(offset, limit),
      flaws: walked.flaws,
    }));
}
