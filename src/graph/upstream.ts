/** Pages of WHMCS's lists, as sources for paging. */
import type { Answer, Params, ReadCommand } from '../whmcs/command.ts';
import { UnexpectedAnswerError } from '../whmcs/errors.ts';
import type { Rows, Source } from './paging.ts';
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
  show: (row: Row) => T | null,
): Source<T> {
  const read = async (offset: number, limit: number): Promise<Rows<T>> => {
    try {
      const { rows, totalresults = null } = rowsOf(
        await session.read(command, question({ limitstart: offset, limitnum: limit })),
      );
      // Some commands ignore limitnum and answer all rows from the first.
      if (rows.length > limit && (totalresults ?? 0) <= rows.length)
        return { rows: rows.slice(offset, offset + limit).map(show), total: rows.length };
      return { rows: rows.slice(0, limit).map(show), total: totalresults };
    } catch (error) {
      const half = Math.ceil(limit / 2);
      if (half < SHORTEST_HALF || !mayBeTooLong(error)) throw error;
      const head = await read(offset, half);
      if (head.rows.length < half) return head;
      const tail = await read(offset + half, limit - half);
      return { rows: [...head.rows, ...tail.rows], total: tail.total ?? head.total };
    }
  };
  return read;
}

/** Every row of a source, page by page, each once: rows move while a list that changes is paged through. */
export async function everyRow<T>(source: Source<T>, identity: (row: T) => unknown): Promise<T[]> {
  const found = new Map<unknown, T>();
  for (let offset = 0; ; offset += LONGEST_PAGE) {
    const before = found.size;
    const { rows, total } = await source(offset, LONGEST_PAGE);
    for (const row of rows) if (row !== null) found.set(identity(row), row);
    // Where nobody counts, a page without anything new is the end: some lists begin again whatever the offset.
    const ended = total ? offset + rows.length >= total : found.size === before;
    if (ended || rows.length < LONGEST_PAGE) return [...found.values()];
  }
}
