/** Paths into a decoded answer: "client.id", "invoices[].userid", "orders[].lineitems[].relid". */

/** The paths of an answer's type that lead to a cell of type `Cell`. */
export type PathTo<T, Cell> = T extends object
  ? {
      [K in keyof T & string]-?: string extends K ? never : PathFrom<K, Exclude<T[K], null | undefined>, Cell>;
    }[keyof T & string]
  : never;

type PathFrom<K extends string, V, Cell> = [V] extends [Cell]
  ? K
  : V extends readonly (infer Row)[]
    ? `${K}[].${PathTo<Row, Cell>}`
    : V extends object
      ? `${K}.${PathTo<V, Cell>}`
      : never;

/** The cells at a path, one a row in the order of the rows; undefined where a row has none. */
export type Column = (answer: unknown) => unknown[];

export function columnAt(path: string): Column {
  const steps = path.split('.').map((step) => ({ name: step.replace('[]', ''), isList: step.endsWith('[]') }));
  return (answer) =>
    steps.reduce<unknown[]>(
      (values, { name, isList }) =>
        values.flatMap((value) => {
          const next = valueAt(value, name);
          if (!isList) return [next];
          return isArray(next) ? next : [];
        }),
      [answer],
    );
}

/** The name of the cell that a path leads to. */
export const cellOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The list whose rows hold the cell: "invoices" of "invoices[].id"; null for a cell of the answer itself. */
export const listOfPath = (path: string): string | null => {
  const end = path.lastIndexOf('[]');
  return end < 0 ? null : path.slice(0, end);
};

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A property of a value whose type is not known here. */
export const valueAt = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
