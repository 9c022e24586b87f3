/** Whether records exist: those that are read by their id, and those of lists that have no filter by id. */
import { MissingError, UnexpectedAnswerError } from '../errors.ts';
import type { ListPage } from './newest.ts';

/** Whether a record that is read by its id exists. @throws every failure but "not found" */
export const isFound = (record: Promise<unknown>): Promise<boolean> =>
  record.then(
    () => true,
    (error: unknown) => {
      if (error instanceof MissingError) return false;
      throw error;
    },
  );

const PAGE = 100;
/** In a longer list nothing is proved. */
const MOST_PAGES = 10;

interface List<Row> {
  /** The command that lists the rows, for errors. */
  readonly command: string;
  readonly page: (asked: { readonly limitstart: number; readonly limitnum: number }) => Promise<ListPage<Row>>;
  readonly id: (row: Row) => number | null | undefined;
}

/**
 * The row with this id; null if there is none.
 *
 * @throws UnexpectedAnswerError if the list is too long, or changes while it is read
 */
export async function listedRow<Row>(id: number, { command, page, id: idOf }: List<Row>): Promise<Row | null> {
  let read = 0;
  let counted: number | null | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { rows, total } = await page({ limitstart: read, limitnum: PAGE });
    const found = rows.find((row) => idOf(row) === id);
    if (found !== undefined) return found;
    // A row that was deleted meanwhile moves the others to pages that have been read.
    if (pages > 0 && counted !== total) break;
    counted = total;
    read += rows.length;
    // Some answers count zero, or nothing at all, beside rows.
    if (rows.length === 0 || (total && read >= total)) return null;
  }
  throw new UnexpectedAnswerError(command, 'large', 200, `${command} lists too many rows to prove that one is missing`);
}

/** All rows of a list. @throws UnexpectedAnswerError as `listedRow` does */
export async function listedAll<Row>(command: string, page: List<Row>['page']): Promise<ListPage<Row>> {
  const all: Row[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const { rows, total } = await page({ limitstart: all.length, limitnum: PAGE });
    all.push(...rows);
    if (rows.length === 0 || (total ?? 0) <= all.length) return { rows: all, total: all.length };
  }
  throw new UnexpectedAnswerError(command, 'large', 200, `${command} lists too many rows to prove that one is missing`);
}
