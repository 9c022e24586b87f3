/** The rows of a declared noun's answers, with what the door needs to know of each. */
import { numberIn, rowsAt, type Row } from './columns.ts';
import { factsIn, viewsOf, type ListedRow, type RowView } from './declared-field.ts';
import type { Plan } from './noun-declaration.ts';

/** The fact that a row is all that WHMCS tells of a thing. */
export const WHOLE = 'whole';
/** The fact of the currency of a thing's amounts, if its rows tell one. */
export const CURRENCY = 'currency';

/** The rows of a noun's answers, those of each answer read once: answers stay in the cache, and are shown again and again. */
export interface RowsOfNoun {
  readonly listed: (answer: unknown) => readonly ListedRow[];
  /** The row of a record; null if the command has none, or nothing to tell. */
  readonly recorded: (answer: unknown) => ListedRow | null;
}

export function rowsOf({ list, columns, recordColumns, record }: Plan): RowsOfNoun {
  const { rows, id, client, staffRow, currency } = list;
  const facts = factsIn(columns);
  if (currency) facts.set(CURRENCY, { read: currency.told });
  const whole = { read: () => true };
  const [viewOfRow, viewOfRecord] = [
    viewsOf(record ? facts : new Map([...facts, [WHOLE, whole]])),
    viewsOf(new Map([...facts, ...factsIn(recordColumns), [WHOLE, whole]])),
  ];
  const read =
    (view: (row: Row) => RowView) =>
    (row: Row): ListedRow => ({
      id: numberIn(row[id]),
      owner: client === undefined ? null : numberIn(row[client]),
      forStaff: staffRow?.(row) === true,
      account: view(row),
      row,
    });
  return {
    listed: once((answer) => rowsAt(answer, rows).map(read(viewOfRow))),
    recorded: once((answer) => {
      const row = record?.row(answer);
      return row ? read(viewOfRecord)(row) : null;
    }),
  };
}

function once<T>(read: (answer: object) => T): (answer: unknown) => T {
  const known = new WeakMap<object, T>();
  return (answer) => {
    if (typeof answer !== 'object' || answer === null) return read({});
    const told = known.get(answer) ?? read(answer);
    known.set(answer, told);
    return told;
  };
}
