/**
 * Everybody's list, newest first, read as far back as a lost write needs: a list that is filtered by client was seen to miss rows, so that
 * it alone never proves that something is not there.
 */

/** Wall-clock times name no zone: read as UTC they are off by half a day, and clocks by minutes. */
const ZONES_MS = 16 * 60 * 60_000;
const PAGE = 100;
/** On a desk that is busier than that, nothing is proved. */
const MOST_PAGES = 5;

/** What was made at this wall-clock time, or later, may have been made since. */
export const isSince = (at: string | null | undefined, since: number): boolean =>
  at == null || momentOf(at) >= since - ZONES_MS;

/** In milliseconds, as if it were UTC: an offset that some build prints makes no difference here. No time is no number. */
export const momentOf = (wallClock: string | null | undefined): number =>
  Date.parse(`${wallClock?.slice(0, 10)}T${wallClock?.slice(11, 19)}Z`);

interface Newest<Row> {
  readonly read: (
    limitstart: number,
    limitnum: number,
  ) => Promise<{ readonly rows: readonly Row[]; readonly total: number | null | undefined }>;
  readonly id: (row: Row) => number | null | undefined;
  /** By what WHMCS sorts the list; the newest row has the highest. */
  readonly rank: (row: Row) => number;
  /** A wall-clock time at which the row was there. */
  readonly at: (row: Row) => string | null | undefined;
}

interface Reached<Row> {
  readonly rows: readonly Row[];
  /** Whether everything that was made since is among them. */
  readonly isWhole: boolean;
}

/** Reads a list from its newest row on until it reaches back to `since`, in milliseconds. Nobody documents its order, so it is checked. */
export async function newestSince<Row>(list: Newest<Row>, since: number): Promise<Reached<Row>> {
  const found = new Map<number, Row>();
  let lowest = Infinity;
  let isWhole = false;
  for (let page = 0; page < MOST_PAGES && !isWhole; page++) {
    const before = found.size;
    // From the last row of the page before, which shows that nothing has moved in between.
    const { rows, total } = await list.read(Math.max(0, before - 1), PAGE);
    const [first, last] = [rows[0], rows.at(-1)];
    const joins = before === 0 || (first !== undefined && found.has(list.id(first) ?? 0));
    const ranks = [lowest, ...rows.map((row) => list.rank(row))];
    const isSorted = ranks.every((rank, index) => index === 0 || rank <= (ranks[index - 1] ?? 0));
    lowest = ranks.at(-1) ?? lowest;
    for (const row of rows) found.set(list.id(row) ?? 0, row);
    const isFarBack = last !== undefined && momentOf(list.at(last)) < since - ZONES_MS;
    isWhole = joins && ((total ?? 0) === found.size || (isSorted && isFarBack));
    if (!joins || !isSorted || found.size === before) break;
  }
  // A row without a number may be the one.
  return { rows: [...found.values()], isWhole: isWhole && !found.has(0) };
}
