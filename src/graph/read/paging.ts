import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { badInput } from '../base/errors.ts';
import type { Flaw } from './flaws.ts';

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
  readonly offset?: number | null | undefined;
}

/** Part of a list, in its order. A row that cannot be shown (it has no readable number) is null and keeps its place. */
export interface Rows<T> {
  readonly rows: readonly (T | null)[];
  /** The length of the whole list; null if it is not known. */
  readonly total: number | null;
  /** WHMCS's numbers of the rows, including rows that cannot be shown. */
  readonly ids?: readonly (number | null)[];
  readonly flaws?: readonly Flaw[] | undefined;
  /** Whether the list ends here, even if the total is larger. */
  readonly ends?: boolean;
}

/** Reads `limit` rows from position `offset`; fewer only at the end of the list. */
export interface Source<T> {
  (offset: number, limit: number): MaybePromise<Rows<T>>;
  /** One page as WHMCS returns it, which may be shorter although more rows follow. */
  readonly page?: (offset: number, limit: number) => MaybePromise<Rows<T>>;
  /** Logs what is missing. */
  readonly note?: (flaw: Flaw) => void;
}

export interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

/** Converts places in a list to cursors and back. */
export interface Cursors {
  at(place: Place): string;
  /** Null if it is not a cursor of this list. */
  read(cursor: string): Place | null;
}

/** The place of a row: usually a position in the whole list. */
export interface Place {
  readonly position: number;
  /** If the list is read in parts: the part, in which the position is counted. */
  readonly part?: Part;
}

/** A part of the viewer's clients: `clients` of them, from the client number `from`. */
export interface Part {
  readonly from: number;
  readonly clients: number;
}

/** A row and its place. Most operations do not select the cursor, so it is computed only when it is read. */
export class RowEdge<T> implements Edge<T> {
  readonly node: T;
  readonly #place: Place;
  readonly #cursors: Cursors;

  constructor(node: T, place: Place, cursors: Cursors) {
    this.node = node;
    this.#place = place;
    this.#cursors = cursors;
  }

  get cursor(): string {
    return this.#cursors.at(this.#place);
  }
}

export interface Page<T> {
  readonly edges: readonly Edge<T>[];
  readonly total: number | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where the next page begins, unless that is after the last edge: a page may end before it finds a row. */
  readonly end?: { readonly cursor: string };
  readonly flaws?: readonly Flaw[] | undefined;
}

export const DEFAULT_PAGE = 25;
export const LARGEST_PAGE = 100;

export const cursorAt = (position: number): string => Buffer.from(`row:${position}`).toString('base64url');

/** Cursors for viewers that see the whole list: cheap, and valid for any list. */
export const openCursors: Cursors = {
  at: ({ position }) => cursorAt(position),
  read(cursor) {
    const digits = /^row:(\d{1,12})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
    return digits === undefined ? null : { position: Number(digits) };
  },
};

/** @throws BAD_USER_INPUT if it is not a cursor of this list */
export function placeOf(cursor: string, argument: string, cursors: Cursors): Place {
  const place = cursors.read(cursor);
  if (!place) throw badInput(`${argument} is no cursor of this list: take endCursor or startCursor of a page`);
  return place;
}

const positionOf = (cursor: string, argument: string, cursors: Cursors): number =>
  placeOf(cursor, argument, cursors).position;

function sizeOf(value: number, argument: string): number {
  if (value < 0 || value > LARGEST_PAGE)
    throw badInput(`${argument} must be between 0 and ${LARGEST_PAGE}, got ${value}`);
  return value;
}

/** The position at which a page begins, according to its arguments. */
export const startOf = ({ after, offset }: Pick<PageArgs, 'after' | 'offset'>, cursors = openCursors): number =>
  after == null ? (offset ?? 0) : positionOf(after, 'after', cursors) + 1;

/** The requested rows: from `start` on, or the `last` rows before `end` (null means the end of the list). */
type Window =
  | { readonly kind: 'forward'; readonly start: number; readonly limit: number }
  | { readonly kind: 'backward'; readonly last: number; readonly start: number; readonly end: number | null };

/** @throws BAD_USER_INPUT if the arguments contradict each other */
export function windowOf({ first, after, last, before, offset }: PageArgs, cursors: Cursors): Window {
  if (first != null && last != null) throw badInput('first and last cannot be combined: ask for one end of the list');
  if (offset != null) {
    if (after != null || before != null || last != null)
      throw badInput('offset goes with first, not with last or a cursor');
    if (offset < 0) throw badInput(`offset must not be negative, got ${offset}`);
  }
  const start = startOf({ after, offset }, cursors);
  const end = before == null ? null : positionOf(before, 'before', cursors);
  if (last != null) return { kind: 'backward', last: sizeOf(last, 'last'), start, end };
  const limit = sizeOf(first ?? DEFAULT_PAGE, 'first');
  return { kind: 'forward', start, limit: end === null ? limit : Math.max(0, Math.min(limit, end - start)) };
}

/** WHMCS's total of a list that begins with these rows; undefined if it is wrong: some answers omit it, or report 0 beside rows. */
export const listTotal = (total: number | null | undefined, rows: readonly unknown[]): number | undefined =>
  total != null && total >= rows.length ? total : undefined;

/** The corrected total: WHMCS omits it in some answers, or reports 0 beside rows. A short page is then the last one. */
function countOf({ rows, total }: Rows<unknown>, offset: number, limit: number): number | null {
  const end = offset + rows.length;
  if (total !== null && (total >= end || rows.length === 0)) return total;
  if (rows.length === 0) return offset === 0 ? 0 : null;
  return rows.length < limit ? end : null;
}

function edgesOf<T>(rows: readonly (T | null)[], offset: number, cursors: Cursors): Edge<T>[] {
  const edges: Edge<T>[] = [];
  for (const [index, node] of rows.entries())
    if (node !== null) edges.push(new RowEdge(node, { position: offset + index }, cursors));
  return edges;
}

/** Whether these rows are the last, even if the total is larger. */
const isLast = ({ rows, ends }: Rows<unknown>, limit: number): boolean => ends === true && rows.length <= limit;

/** Cuts the rows of a source to the requested page. */
function pageFrom<T>(result: Rows<T>, offset: number, limit: number, cursors: Cursors): Page<T> {
  const rows = result.rows.slice(0, limit);
  const total = countOf(result, offset, limit);
  const end = offset + rows.length;
  return {
    edges: edgesOf(rows, offset, cursors),
    total,
    // An empty page is the end, even if the total is larger: otherwise a caller would request pages for ever.
    hasNextPage:
      result.rows.length > 0 && !isLast(result, limit) && (total === null ? rows.length === limit : end < total),
    hasPreviousPage: offset > 0 && total !== 0,
    flaws: result.flaws,
  };
}

const read = <T>(source: Source<T>, offset: number, limit: number, cursors: Cursors): MaybePromise<Page<T>> =>
  // A page of size 0 has a total too, which one row reports.
  andThen(source(offset, Math.max(limit, 1)), (result) => pageFrom(result, offset, limit, cursors));

/** A list may shrink between two reads. Its end is then searched again, at most this often. */
const MOST_TRIES = 3;

async function readBackward<T>(
  source: Source<T>,
  window: Extract<Window, { kind: 'backward' }>,
  cursors: Cursors,
): Promise<Page<T>> {
  const { last, start, end } = window;
  // Without `before` the list may be short enough to end within the first page.
  let edge = end ?? start + last;
  for (let attempt = 1; ; attempt++) {
    const offset = Math.max(start, edge - last);
    const page = await read(source, offset, Math.max(0, edge - offset), cursors);
    if (page.total === null && page.hasNextPage && end === null)
      return readBackward(await counted(source, edge), window, cursors);
    if (page.total === null || attempt === MOST_TRIES) return page;
    const actual = end === null ? page.total : Math.min(end, page.total);
    const sameStart = Math.max(start, actual - last) === offset;
    if (actual === edge || (actual < edge && sameStart)) return page;
    edge = actual;
  }
}

/** No list of WHMCS is this long: a source that has rows even there never ends. */
const LONGEST_LIST = 2 ** 31;

/** Finds the end of a list without a total, by doubling and then by bisection. `from` is a position that is known to have rows. */
async function counted<T>(source: Source<T>, from: number): Promise<Source<T>> {
  const isRow = async (position: number) => (await source(position, 1)).rows.length > 0;
  let rows = from;
  let limit = from + LARGEST_PAGE;
  while (await isRow(limit)) {
    rows = limit + 1;
    limit *= 2;
    if (limit > LONGEST_LIST) throw badInput('the end of this list cannot be found: use first and after');
  }
  while (rows < limit) {
    const middle = Math.floor((rows + limit) / 2);
    if (await isRow(middle)) rows = middle + 1;
    else limit = middle;
  }
  return async (offset, size) => ({ ...(await source(offset, size)), total: rows });
}

/**
 * The requested page, with a single read if one is enough.
 *
 * @throws BAD_USER_INPUT for sizes above 100, first with last, offset with a cursor, and invalid cursors
 */
export function paginate<T>(args: PageArgs, source: Source<T>, cursors = openCursors): MaybePromise<Page<T>> {
  const window = windowOf(args, cursors);
  return window.kind === 'forward'
    ? read(source, window.start, window.limit, cursors)
    : readBackward(source, window, cursors);
}

/** A source for a list that is in memory. */
export const listed =
  <T>(all: readonly T[]) =>
  (offset: number, limit: number): Rows<T> => ({ rows: all.slice(offset, offset + limit), total: all.length });
