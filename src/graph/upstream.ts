/** Pages of WHMCS's lists, as sources for paging. */
import type { Answer, Params, ReadCommand } from '../whmcs/command.ts';
import { UnexpectedAnswerError } from '../whmcs/errors.ts';
import { andThen, type MaybePromise } from './entity.ts';
import { DEFAULT_PAGE, listed, type Rows, type Source } from './paging.ts';
import type { Session } from './session.ts';

/** PHP runs out of memory on long pages of some installations (8.x, 500 services); half a page may do where a page does not. */
const SHORTEST_HALF = 10;

/** WHMCS documents no maximum; above this, pages have been seen to exhaust PHP's memory. */
export const LONGEST_PAGE = 100;

/** Whether PHP may have failed for the length of the page; what a firewall or a maintenance page says is not about that. */
const mayBeTooLong = (error: unknown): boolean =>
  error instanceof UnexpectedAnswerError &&
  (['php', 'truncated', 'empty'].includes(error.oddity) ||
    (error.oddity === 'html' && [500, 502, 504].includes(error.status)));

/** First pages of these lengths are often at hand, and tell of what is asked for in another. */
const USUAL_PAGES = [LONGEST_PAGE, DEFAULT_PAGE];

interface Listed<Row> {
  readonly totalresults?: number | null | undefined;
  readonly rows: readonly Row[];
}

/**
 * A paged list of WHMCS.
 *
 * @param question the parameters for one page
 * @param rowsOf finds the rows in the answer
 * @param show makes a thing of a row, or null where it cannot be shown
 */
export function pagesOf<C extends ReadCommand, Row, T>(
  session: Session,
  command: C,
  question: (page: { readonly limitstart: number; readonly limitnum: number }) => Params<C>,
  rowsOf: (answer: Answer<C>) => Listed<Row>,
  show: (row: Row, toldOn: number) => T | null,
): Source<T> {
  const shown = (answer: Answer<C>, offset: number, limit: number): Rows<T> => {
    const { rows, totalresults = null } = rowsOf(answer);
    if (totalresults) session.learnTotal(command, question({ limitstart: offset, limitnum: limit }), totalresults);
    const toldOn = session.askedOn(answer);
    const showRow = (row: Row): T | null => show(row, toldOn);
    // Some commands ignore limitnum and answer all rows from the first.
    if (rows.length > limit && (totalresults ?? 0) <= rows.length)
      return { rows: rows.slice(offset, offset + limit).map(showRow), total: rows.length };
    return { rows: rows.slice(0, limit).map(showRow), total: totalresults };
  };
  const inHalves = async (offset: number, limit: number, error: unknown): Promise<Rows<T>> => {
    const half = Math.ceil(limit / 2);
    if (half < SHORTEST_HALF || !mayBeTooLong(error)) throw error;
    const head = await read(offset, half);
    if (head.rows.length < half) return head;
    const tail = await read(offset + half, limit - half);
    return { rows: [...head.rows, ...tail.rows], total: tail.total ?? head.total };
  };
  /** The rows as part of a first page at hand that has so many rows, or all. */
  const within = (length: number, offset: number, limit: number): Rows<T> | undefined => {
    const first = question({ limitstart: 0, limitnum: length });
    const answer = session.peek(command, first);
    if (answer === undefined) return undefined;
    const { rows, totalresults = null } = rowsOf(answer);
    if (offset + limit > rows.length && totalresults !== rows.length) return undefined;
    session.atHand(command, first);
    const toldOn = session.askedOn(answer);
    return { rows: rows.slice(offset, offset + limit).map((row) => show(row, toldOn)), total: totalresults };
  };
  const read = (offset: number, limit: number): MaybePromise<Rows<T>> => {
    const page = question({ limitstart: offset, limitnum: limit });
    const atHand = session.atHand(command, page);
    if (atHand !== undefined) return shown(atHand, offset, limit);
    for (const length of USUAL_PAGES) {
      const part = within(length, offset, limit);
      if (part) return part;
    }
    const answer = session.read(command, page);
    if (!(answer instanceof Promise)) return shown(answer, offset, limit);
    return answer.then(
      (told) => shown(told, offset, limit),
      (error: unknown) => inHalves(offset, limit, error),
    );
  };
  return read;
}

/** Every row of a source, page by page, each once: rows move while a list that changes is paged through. */
export function everyRow<T>(source: Source<T>, identity: (row: T) => unknown): MaybePromise<T[]> {
  const found = new Map<unknown, T>();
  const from = (offset: number): MaybePromise<T[]> =>
    andThen(source(offset, LONGEST_PAGE), ({ rows, total }) => {
      const before = found.size;
      for (const row of rows) if (row !== null) found.set(identity(row), row);
      // Where nobody counts, a page without anything new is the end: some lists begin again whatever the offset.
      const ended = total ? offset + rows.length >= total : found.size === before;
      return ended || rows.length < LONGEST_PAGE ? [...found.values()] : from(offset + LONGEST_PAGE);
    });
  return from(0);
}

/** A list of which WHMCS cannot leave out what is not wanted: all of it is read, and counted here. */
export function filtered<T extends { readonly whmcsId: number }>(
  source: Source<T>,
  keep: (row: T) => boolean,
): Source<T> {
  let all: MaybePromise<T[]> | undefined;
  return (offset, limit) =>
    andThen((all ??= everyRow(source, ({ whmcsId }) => whmcsId)), (rows) => listed(rows.filter(keep))(offset, limit));
}
