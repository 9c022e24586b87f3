/** The rows of a declared noun's answers, with what the door needs to know of each. */
import { numberIn, rowsAt, type Row } from './columns.ts';
import { factsIn, viewsOf, type ListedRow } from './declared-field.ts';
import type { Plan } from './noun-declaration.ts';

/** The fact that a row is all that WHMCS tells of a thing. */
export const WHOLE = 'whole';
/** The fact of the currency of a thing's amounts, if its rows tell one. */
export const CURRENCY = 'currency';

/** Reads the rows of an answer, those of each answer once: answers stay in the cache, and are shown again and again. */
export function rowsOf({ list, columns }: Plan): (answer: unknown) => readonly ListedRow[] {
  const { rows, id, client, staffRow, currency } = list;
  const facts = factsIn(columns);
  facts.set(WHOLE, { read: () => true });
  if (currency) facts.set(CURRENCY, { read: currency.told });
  const view = viewsOf(facts);
  const listed = (row: Row): ListedRow => ({
    id: numberIn(row[id]),
    owner: client === undefined ? null : numberIn(row[client]),
    forStaff: staffRow?.(row) === true,
    account: view(row),
    row,
  });
  const known = new WeakMap<object, readonly ListedRow[]>();
  return (answer) => {
    if (typeof answer !== 'object' || answer === null) return [];
    const read = known.get(answer) ?? rowsAt(answer, rows).map(listed);
    known.set(answer, read);
    return read;
  };
}
