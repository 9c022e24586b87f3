import { allOf, andThen, type MaybePromise } from '../../maybe-promise.ts';
import { flawsOf, type Flaw } from './flaws.ts';
import type { Source } from './paging.ts';
import { LONGEST_PAGE, shownOf, walk } from './walk.ts';

interface Numbered {
  readonly whmcsId: number;
}

export type Compare<T> = (a: T, b: T) => number;

/** Newest first, by WHMCS's own numbers. */
export const newestFirst: Compare<Numbered> = (a, b) => b.whmcsId - a.whmcsId;
export const oldestFirst: Compare<Numbered> = (a, b) => a.whmcsId - b.whmcsId;

interface Beginning<T> {
  readonly rows: readonly T[];
  /** Null if it is not known. */
  readonly total: number | null;
  readonly flaws: readonly Flaw[];
}

/** At least the first `wanted` rows of a list, or all of a shorter one. */
function beginningOf<T extends Numbered>(
  source: Source<T>,
  wanted: number,
  order: Compare<T>,
): MaybePromise<Beginning<T>> {
  const most = Math.max(wanted, LONGEST_PAGE);
  return andThen(walk(source, { wanted: most, identity: ({ whmcsId }) => whmcsId }), (walked) => {
    const { rows: all, total, ends, flaws } = walked;
    const rows = shownOf(walked);
    // If a list has exactly one page, its end may be seen or not: the order is the same in both cases.
    if (ends) return { rows: all.length < LONGEST_PAGE ? rows.toSorted(order) : rows, total: rows.length, flaws };
    return { rows, total: total && total > all.length ? total : null, flaws };
  });
}

/** The first `count` rows of all lists together, each list in its own order. */
function firstOf<T>(lists: readonly (readonly T[])[], count: number, order: Compare<T>): T[] {
  const next = lists.map(() => 0);
  const taken: T[] = [];
  while (taken.length < count) {
    let best: { readonly row: T; readonly list: number } | undefined;
    for (const [list, rows] of lists.entries()) {
      const row = rows[next[list] ?? 0];
      if (row !== undefined && (!best || order(row, best.row) < 0)) best = { row, list };
    }
    if (!best) break;
    taken.push(best.row);
    next[best.list] = (next[best.list] ?? 0) + 1;
  }
  return taken;
}

/**
 * Merges the clients' lists into one.
 *
 * @param sourceOf the list of one client
 * @param order the order of the merged list, if WHMCS returns long lists in the same order
 */
export function merged<T extends Numbered>(
  clients: readonly number[],
  sourceOf: (client: number) => Source<T>,
  order: Compare<T>,
): Source<T> {
  return (offset, limit) => {
    const wanted = offset + limit;
    return andThen(allOf(clients.map((client) => beginningOf(sourceOf(client), wanted, order))), (lists) => {
      const first = firstOf(
        lists.map(({ rows }) => rows),
        wanted,
        order,
      );
      return { rows: first.slice(offset), total: sumOf(lists.map(({ total }) => total)), flaws: flawsOf(lists) };
    });
  };
}

/** Null if one of them is not known. */
const sumOf = (totals: readonly (number | null)[]): number | null =>
  totals.reduce((sum, total) => (sum === null || total === null ? null : sum + total), 0);
