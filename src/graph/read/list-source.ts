/** Reads pages of WHMCS's lists, as sources for paging. */
import { questionOf } from '../../whmcs/cache/question.ts';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { isUnencodable, UnexpectedAnswerError } from '../../whmcs/errors.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { BudgetExceededError } from '../base/errors.ts';
import { flawWarning, type Flaw } from './flaws.ts';
import { DEFAULT_PAGE, type Rows, type Source } from './paging.ts';
import type { Session } from './session.ts';
import { firstPageRepeated, LONGEST_PAGE, walk } from './walk.ts';

/** The shortest page that is halved. On some installations PHP runs out of memory on long pages (8.x, 500 services), and half a page works. */
const SHORTEST_HALF = 10;

/** How many failures one page may cause before the rest of it is left out: if every row is broken, WHMCS is not called for each row. */
const MOST_FAILURES = 50;

/** Whether PHP may have failed because the page is too long. The pages of a firewall or of maintenance do not depend on the length. */
const mayBeTooLong = (error: unknown): boolean =>
  error instanceof UnexpectedAnswerError &&
  (['php', 'truncated', 'empty', 'large'].includes(error.oddity) ||
    (error.oddity === 'html' && [500, 502, 504].includes(error.status)));

/** First pages of these lengths are often cached, and contain the rows of shorter pages. */
export const USUAL_PAGES = [LONGEST_PAGE, DEFAULT_PAGE];

interface ListRow {
  readonly id?: number | null | undefined;
  /** Some ticket answers have it instead of `id`. */
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
 * @param paramsOf the parameters for one page
 * @param rowsOf finds the rows in the answer
 * @param show makes an entity from a row; null if the row cannot be shown
 */
export function pagesOf<C extends ReadCommand, Row extends ListRow, T>(
  session: Session,
  command: C,
  paramsOf: (page: { readonly limitstart: number; readonly limitnum: number }) => Params<C>,
  rowsOf: (answer: Answer<C>) => Listed<Row>,
  show: (row: Row, askedOn: number) => T | null,
): Source<T> {
  const note = (flaw: Flaw): void => session.warn(command.name, flawWarning(flaw));
  const partOf = (answer: Answer<C>, from: number, limit: number): Pick<Rows<T>, 'rows' | 'ids'> => {
    const rows = rowsOf(answer).rows.slice(from, from + limit);
    const askedOn = session.askedOn(answer);
    return { rows: rows.map((row) => show(row, askedOn)), ids: idsOf(rows) };
  };
  const shown = (answer: Answer<C>, offset: number, limit: number): MaybePromise<Rows<T>> => {
    const { rows, totalresults = null } = rowsOf(answer);
    if (totalresults) session.learnTotal(command, paramsOf({ limitstart: offset, limitnum: limit }), totalresults);
    // Some commands ignore limitnum and answer with the whole list.
    if (rows.length > limit && (totalresults ?? 0) <= rows.length)
      return { ...partOf(answer, offset, limit), total: rows.length };
    // In a dry run one row stands for many.
    const ends = !session.planner.believes && rows.length < limit;
    const result = { ...partOf(answer, 0, limit), total: totalresults, ...(ends && { ends }) };
    if (offset === 0 || rows.length === 0 || ends) return result;
    return andThen(isFirstPage(answer, offset, limit), (isFirst) => {
      if (!isFirst) return result;
      const flaw: Flaw = { position: offset, rows: null, why: firstPageRepeated };
      note(flaw);
      return { rows: [], total: totalresults, ends: true, flaws: [flaw] };
    });
  };
  /** Whether WHMCS has answered with the first page instead of a later one. If it does not confirm the start of the page, the rows are compared. */
  const isFirstPage = (answer: Answer<C>, offset: number, limit: number): MaybePromise<boolean> => {
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
    const first = (limitnum: number): Params<C> => paramsOf({ limitstart: 0, limitnum });
    const known = [limit, ...USUAL_PAGES].map((length) => session.peek(questionOf(command, first(length))));
    const atHand = known.find((each) => each !== undefined);
    if (atHand !== undefined || startnumber === null) return isSame(atHand);
    const asked = session.read(command, first(limit));
    return asked instanceof Promise ? asked.then(isSame, () => false) : isSame(asked);
  };

  /** Null in place of each row, with the reason. */
  const leftOut = (offset: number, limit: number, why: string): Rows<T> => {
    const flaw: Flaw = { position: offset, rows: limit, why };
    note(flaw);
    return { rows: Array.from({ length: limit }, () => null), total: null, flaws: [flaw] };
  };
  /** Reads a page that fails as a whole in smaller pages. A value that cannot be encoded is narrowed down to its row. */
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
  /** The rows from a cached first page of this length, if it has all of them. */
  const cachedPart = (length: number, offset: number, limit: number): Rows<T> | undefined => {
    const first = questionOf(command, paramsOf({ limitstart: 0, limitnum: length }));
    const answer = session.peek(first);
    if (answer === undefined) return undefined;
    const { rows, totalresults = null } = rowsOf(answer);
    if (offset + limit > rows.length && totalresults !== rows.length) return undefined;
    session.atHand(first);
    return { ...partOf(answer, offset, limit), total: totalresults };
  };
  const read = (offset: number, limit: number, failed = { count: 0 }): MaybePromise<Rows<T>> => {
    const page = questionOf(command, paramsOf({ limitstart: offset, limitnum: limit }));
    const atHand = session.atHand(page);
    if (atHand !== undefined) return shown(atHand, offset, limit);
    for (const length of USUAL_PAGES) {
      if (offset === 0 && length === limit) continue;
      const part = cachedPart(length, offset, limit);
      if (part) return part;
    }
    const answer = session.fetch(page);
    if (!(answer instanceof Promise)) return shown(answer, offset, limit);
    return answer.then(
      (result) => shown(result, offset, limit),
      (error: unknown) => inHalves(offset, limit, error, failed),
    );
  };
  const page = (offset: number, limit: number): MaybePromise<Rows<T>> => read(offset, limit);
  const whole = (offset: number, limit: number): MaybePromise<Rows<T>> =>
    andThen(page(offset, limit), (result) =>
      isShort(result, offset, limit)
        ? andThen(walk(source, { start: offset, length: limit, wanted: limit }), (walked) => ({
            ...walked,
            rows: walked.rows.slice(0, limit),
            ends: walked.ends && walked.rows.length <= limit,
          }))
        : result,
    );
  const source: Source<T> = Object.assign(whole, { page, note });
  return source;
}

/** Whether rows are missing that the total counts. */
const isShort = ({ rows, total, ends }: Rows<unknown>, offset: number, limit: number): boolean =>
  ends !== true && total !== null && rows.length > 0 && rows.length < limit && offset + rows.length < total;

const joinedRows = <T>(head: Rows<T>, tail: Rows<T>): Rows<T> => {
  const ids = [head, tail].flatMap(({ rows, ids: reported }) => reported ?? rows.map(() => null));
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
