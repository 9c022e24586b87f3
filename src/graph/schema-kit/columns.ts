/** The columns of an answer and the parameters of a command, as types: a declaration that names a wrong one does not compile. */
import type { KindOf } from '../../whmcs/wire/values.ts';

/** A decoded row of any command. */
export type Row = Readonly<Record<string, unknown>>;

/** What a column holds if it is told and not null. */
export type Told<T> = Exclude<T, null | undefined>;

/** The columns of a row that hold a `T` of this kind; plain text and plain numbers have none. */
export type ColumnOf<R, T, Kind = undefined> = {
  [C in keyof R]-?: [Told<R[C]>] extends [T] ? ([KindOf<Told<R[C]>>] extends [Kind] ? C : never) : never;
}[keyof R] &
  string;

/** The keys of an answer that hold its rows. */
export type RowsIn<A> = {
  [Key in keyof A]-?: Told<A[Key]> extends readonly (infer R)[] ? (R extends object ? Key : never) : never;
}[keyof A] &
  string;

/** The rows that stand at a key of an answer. */
export type RowAt<A, Key> = Key extends keyof A ? (Told<A[Key]> extends readonly (infer R)[] ? R : never) : never;

/** The parameters that take a `T`. */
export type ParamOf<P, T> = { [Name in keyof P]-?: [T] extends [Told<P[Name]>] ? Name : never }[keyof P] & string;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** The rows of an answer. */
export function rowsAt(answer: unknown, key: string): readonly Row[] {
  const rows = isRow(answer) ? answer[key] : undefined;
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

export const countAt = (answer: unknown, key: string): number | null => (isRow(answer) ? numberIn(answer[key]) : null);

export const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);
export const textIn = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const flagIn = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
export const objectIn = (value: unknown): object | null => (typeof value === 'object' ? value : null);
