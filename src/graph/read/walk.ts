import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import type { Flaw } from './flaws.ts';
import { listed, type Rows, type Source } from './paging.ts';

/** WHMCS documents no maximum; above this, pages have been seen to exhaust PHP's memory. */
export const LONGEST_PAGE = 100;

interface Walk<T> {
  readonly start?: number;
  /** Rows that are asked for at once. */
  readonly length?: number;
  /** When it has so many rows it goes no further. */
  readonly wanted?: number;
  /** What tells rows apart where the source does not say their numbers. */
  readonly identity?: (row: T) => unknown;
}

export interface Walked<T> extends Rows<T> {
  /** Whether nothing follows. */
  readonly ends: boolean;
  readonly flaws: readonly Flaw[];
}

/** Why a list ends before its total. */
export const beginsAgain =
  'WHMCS answers with the first rows of the list wherever a page is to begin; see whether a proxy or an addon before WHMCS drops "limitstart".';

/** The rows of a list, each once: they move while a list that changes is paged through. Of a row that comes twice the later counts. */
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
  const take = (told: Rows<T>): number => {
    const before = rows.length;
    for (const [index, row] of told.rows.entries()) {
      const key = keyOf(told, index, identity);
      const place = key === null ? undefined : places.get(key);
      if (place !== undefined) rows[place] = row;
      else {
        if (key !== null) places.set(key, rows.length);
        rows.push(row);
      }
    }
    return rows.length - before;
  };
  const noted = (flaw: Flaw): Flaw => {
    source.note?.(flaw);
    return flaw;
  };
  const end = (ends: boolean): Walked<T> => ({ rows, total, ends, flaws });

  const from = (offset: number): MaybePromise<Walked<T>> =>
    andThen(page(offset, length), (told) => {
      const fresh = take(told);
      flaws.push(...(told.flaws ?? []));
      total = told.total ?? total;
      const next = offset + told.rows.length;
      if (told.rows.length === 0 || told.ends) return end(true);
      const begins = keyOf(told, 0, identity);
      if (fresh === 0 && begins !== null && begins === first) {
        if (total && rows.length < total)
          flaws.push(noted({ position: start + rows.length, rows: null, why: beginsAgain }));
        return end(true);
      }
      first ??= begins;
      // Where nobody counts, a short page is the last, and so is one without anything new.
      if (total ? next >= total : told.rows.length < length || fresh === 0) return end(true);
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

/** Every row of a source that can be shown, each once. */
export const everyRow = <T>(source: Source<T>, identity: (row: T) => unknown): MaybePromise<T[]> =>
  andThen(walk(source, { identity }), shownOf);

/** Those of the rows that can be shown. */
export const shownOf = <T>({ rows }: Rows<T>): T[] => rows.filter((row) => row !== null);

/** A list of which WHMCS cannot leave out what is not wanted: all of it is read, and counted here. */
export function filtered<T extends Numbered>(source: Source<T>, keep: (row: T) => boolean): Source<T> {
  let all: MaybePromise<Walked<T>> | undefined;
  return (offset, limit) =>
    andThen((all ??= walk(source, { identity: ({ whmcsId }) => whmcsId })), (walked) => ({
      ...listed(shownOf(walked).filter(keep))(offset, limit),
      flaws: walked.flaws,
    }));
}
