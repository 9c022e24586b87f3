/** Pages of WHMCS's lists, as sources for paging. */
import { questionOf } from '../../whmcs/cache/question.ts';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { isUnencodable, UnexpectedAnswerError } from '../../whmcs/errors.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import { BudgetExceededError } from '../base/errors.ts';
import { flawWarning, type Flaw } from './flaws.ts';
import { DEFAULT_PAGE, type Rows, type Source } from './paging.ts';
import type { Session } from './session.ts';
import { beginsAgain, LONGEST_PAGE, walk } from './walk.ts';

/** PHP runs out of memory on long pages of some installations (8.x, 500 services); half a page may do where a page does not. */
const SHORTEST_HALF = 10;

/** Failures of which one page may be the reason, until what is left of it is left out: where everything is broken, WHMCS is not asked for each row. */
const MOST_FAILURES = 50;

/** Whether PHP may have failed for the length of the page; what a firewall or a maintenance page says is not about that. */
const mayBeTooLong = (error: unknown): boolean =>
  error instanceof UnexpectedAnswerError &&
  (['php', 'truncated', 'empty', 'large'].includes(error.oddity) ||
    (error.oddity === 'html' && [500, 502, 504].includes(error.status)));

/** First pages of these lengths are often at hand, and tell of what is asked for in another. */
export const USUAL_PAGES = [LONGEST_PAGE, DEFAULT_PAGE];

interface ListRow {
  readonly id?: number | null | undefined;
  /** Tickets are numbered so in places. */
  readonly ticketid?: number | null | undefined;
}

interface Listed<Row> {
  readonly totalresults?: number | null | undefined;
  readonly startnumber?: number | null | undefined;
  readonly rows: readonly Row[];
}

const idsOf = (rows: readonly ListRow[]): (number | null)[] => rows.map(({ id, ticketid }) => id ?? ticketid ?? null);

/**
 * A paged list of WHMCS.
 *
 * @param question the parameters for one page
 * @param rowsOf finds the rows in the answer
 * @param show makes a thing of a row, or null where it cannot be shown
 */
export function pagesOf<C extends ReadCommand, Row extends ListRow, T>(
  session: Session,
  command: C,
  question: (page: { readonly limitstart: number; readonly limitnum: number }) => Params<C>,
  rowsOf: (answer: Answer<C>) => Listed<Row>,
  show: (row: Row, toldOn: number) => T | null,
): Source<T> {
  const note = (flaw: Flaw): void => session.warn(command.name, flawWarning(flaw));
  const partOf = (answer: Answer<C>, from: number, limit: number): Pick<Rows<T>, 'rows' | 'ids'> => {
    const rows = rowsOf(answer).rows.slice(from, from + limit);
    const toldOn = session.askedOn(answer);
    return { rows: rows.map((row) => show(row, toldOn)), ids: idsOf(rows) };
  };
  const shown = (answer: Answer<C>, offset: number, limit: number): MaybePromise<Rows<T>> => {
    const { rows, totalresults = null } = rowsOf(answer);
    if (totalresults) session.learnTotal(command, question({ limitstart: offset, limitnum: limit }), totalresults);
    // Some commands ignore limitnum and answer all rows from the first.
    if (rows.length > limit && (totalresults ?? 0) <= rows.length)
      return { ...partOf(answer, offset, limit), total: rows.length };
    // In a rehearsal one row stands for many.
    const ends = !session.planner.believes && rows.length < limit;
    const told = { ...partOf(answer, 0, limit), total: totalresults, ...(ends && { ends }) };
    if (offset === 0 || rows.length === 0 || ends) return told;
    return andThen(isFirstAgain(answer, offset, limit), (again) => {
      if (!again) return told;
      const flaw: Flaw = { position: offset, rows: null, why: beginsAgain };
      note(flaw);
      return { rows: [], total: totalresults, ends: true, flaws: [flaw] };
    });
  };
  /** Whether it is the first page in place of a later one. WHMCS says where a page begins; where it does not say as asked, it is compared. */
  const isFirstAgain = (answer: Answer<C>, offset: number, limit: number): MaybePromise<boolean> => {
    const { startnumber = null, rows } = rowsOf(answer);
    if (startnumber === offset) return false;
    const isSame = (first: Answer<C> | undefined): boolean => {
      const beginning = first === undefined ? [] : idsOf(rowsOf(first).rows);
      const ids = idsOf(rows).slice(0, beginning.length);
      // A single row may have moved there.
      return (
        ids.length > (startnumber === null ? 1 : 0) && ids.every((id, index) => id !== null && id === beginning[index])
      );
    };
    const first = (limitnum: number): Params<C> => question({ limitstart: 0, limitnum });
    const known = [limit, ...USUAL_PAGES].map((length) => session.peek(questionOf(command, first(length))));
    const atHand = known.find((each) => each !== undefined);
    if (atHand !== undefined || startnumber === null) return isSame(atHand);
    const asked = session.read(command, first(limit));
    return asked instanceof Promise ? asked.then(isSame, () => false) : isSame(asked);
  };

  const leftOut = (offset: number, limit: number, why: string): Rows<T> => {
    const flaw: Flaw = { position: offset, rows: limit, why };
    note(flaw);
    return { rows: Array.from({ length: limit }, () => null), total: null, flaws: [flaw] };
  };
  /** The rows of a page that fails as a whole, in smaller ones. A value that cannot be encoded is looked for down to its row. */
  const inHalves = async (
    offset: number,
    limit: number,
    error: unknown,
    failed: { count: number },
  ): Promise<Rows<T>> => {
    const half = Math.ceil(limit / 2);
    const isValue = error instanceof UnexpectedAnswerError && isUnencodable(error);
    if (!isValue && (half < SHORTEST_HALF || !mayBeTooLong(error))) throw error;
    if (isValue && (limit === 1 || ++failed.count >= MOST_FAILURES)) return leftOut(offset, limit, error.message);
    const part = async (start: number, length: number): Promise<Rows<T>> => {
      try {
        return await read(start, length, failed);
      } catch (reason) {
        if (isValue && reason instanceof BudgetExceededError) return leftOut(start, length, error.message);
        throw reason;
      }
    };
    const head = await part(offset, half);
    if (head.rows.length < half || (head.total && head.total <= offset + half)) return head;
    const tail = await part(offset + half, limit - half);
    return joinedRows(head, tail);
  };
  /** The rows as part of a first page at hand that has so many rows, or all. */
  const within = (length: number, offset: number, limit: number): Rows<T> | undefined => {
    const first = questionOf(command, question({ limitstart: 0, limitnum: length }));
    const answer = session.peek(first);
    if (answer === undefined) return undefined;
    const { rows, totalresults = null } = rowsOf(answer);
    if (offset + limit > rows.length && totalresults !== rows.length) return undefined;
    session.atHand(first);
    return { ...partOf(answer, offset, limit), total: totalresults };
  };
  const read = (offset: number, limit: number, failed = { count: 0 }): MaybePromise<Rows<T>> => {
    const page = questionOf(command, question({ limitstart: offset, limitnum: limit }));
    const atHand = session.atHand(page);
    if (atHand !== undefined) return shown(atHand, offset, limit);
    for (const length of USUAL_PAGES) {
      if (offset === 0 && length === limit) continue;
      const part = within(length, offset, limit);
      if (part) return part;
    }
    const answer = session.fetch(page);
    if (!(answer instanceof Promise)) return shown(answer, offset, limit);
    return answer.then(
      (told) => shown(told, offset, limit),
      (error: unknown) => inHalves(offset, limit, error, failed),
    );
  };
  const page = (offset: number, limit: number): MaybePromise<Rows<T>> => read(offset, limit);
  const whole = (offset: number, limit: number): MaybePromise<Rows<T>> =>
    andThen(page(offset, limit), (told) =>
      isShort(told, offset, limit)
        ? andThen(walk(source, { start: offset, length: limit, wanted: limit }), (walked) => ({
            ...walked,
            rows: walked.rows.slice(0, limit),
            ends: walked.ends && walked.rows.length <= limit,
          }))
        : told,
    );
  const source: Source<T> = Object.assign(whole, { page, note });
  return source;
}

/** Whether rows are missing that the total counts. */
const isShort = ({ rows, total, ends }: Rows<unknown>, offset: number, limit: number): boolean =>
  ends !== true && total !== null && rows.length > 0 && rows.length < limit && offset + rows.length < total;

const joinedRows = <T>(head: Rows<T>, tail: Rows<T>): Rows<T> => {
  const ids = [head, tail].flatMap(({ rows, ids: told }) => told ?? rows.map(() => null));
  const flaws = [...(head.flaws ?? []), ...(tail.flaws ?? [])];
  const isFlawed = flaws.length > 0;
  return {
    rows: [...head.rows, ...tail.rows],
    ids,
    total: tail.total ?? head.total,
    ...(isFlawed && { flaws }),
    ...(tail.ends && { ends: true }),
  };
};
