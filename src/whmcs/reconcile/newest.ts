/**
 * The list of all clients, newest first, read as far back as a lost write needs. A list filtered by client was seen to miss rows, so it
 * never proves by itself that something is absent.
 */
import type { Found, Listed } from './created.ts';
import type { FreshRead } from './rule.ts';

/** Wall-clock times name no zone: read as UTC they are off by up to half a day, and clocks are off by minutes. */
const ZONES_MS = 16 * 60 * 60_000;
const PAGE = 100;
/** On a busier installation nothing is proved. */
const MOST_PAGES = 5;

/** Whether something with this wall-clock time may have been created since then. */
export const isSince = (at: string | null | undefined, since: number): boolean =>
  at == null || momentOf(at) >= since - ZONES_MS;

/** In milliseconds, read as UTC: the offset that some builds print makes no difference here. NaN where there is no time. */
export const momentOf = (wallClock: string | null | undefined): number =>
  Date.parse(`${wallClock?.slice(0, 10)}T${wallClock?.slice(11, 19)}Z`);

/** A page of a list, with WHMCS's count of all rows. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number | null | undefined;
}

interface Newest<Row> {
  readonly read: (
    asked: { readonly limitstart: number; readonly limitnum: number },
    look: FreshRead,
  ) => Promise<ListPage<Row>>;
  readonly id: (row: Row) => number | null | undefined;
  /** What WHMCS sorts the list by; the newest row has the highest. */
  readonly rank: (row: Row) => number;
  /** A wall-clock time at which the row existed. */
  readonly at: (row: Row) => string | null | undefined;
}

interface Everybodys<Row> extends Newest<Row> {
  readonly createdAt: (row: Row) => string | null | undefined;
  /** @param scope the client whose records are looked for */
  readonly found: (scope: number) => (row: Row) => Found;
}

/** A second list for `created`: that of all clients, as far back as the write. */
export const allClientsList =
  <Row>(list: Everybodys<Row>) =>
  async (scope: number, look: FreshRead, since: number): Promise<Listed> => {
    const { rows, isWhole } = await newestSince(list, look, since);
    const found = list.found(scope);
    return { isWhole, found: rows.map((row) => ({ ...found(row), isOlder: !isSince(list.createdAt(row), since) })) };
  };

interface Reached<Row> {
  readonly rows: readonly Row[];
  /** Whether everything that was created since is among them. */
  readonly isWhole: boolean;
}

/** Reads a list from its newest row until it reaches back to `since`, in milliseconds. Its order is not documented, so it is checked. */
async function newestSince<Row>(list: Newest<Row>, look: FreshRead, since: number): Promise<Reached<Row>> {
  const found = new Map<number, Row>();
  let lowest = Infinity;
  let isWhole = false;
  for (let page = 0; page < MOST_PAGES && !isWhole; page++) {
    const before = found.size;
    // Each page begins with the last row of the page before, which shows that no row has moved in between.
    const { rows, total } = await list.read({ limitstart: Math.max(0, before - 1), limitnum: PAGE }, look);
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
  // A row without an id may be the one that is looked for.
  return { rows: [...found.values()], isWhole: isWhole && !found.has(0) };
}
