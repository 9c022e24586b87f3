/** Columns of a row as most commands print them. */
import type { Answer, Json } from '../http/json.ts';
import { decimal, type Cents } from '../money.ts';
import type { Wire } from '../wire.ts';

type Having<Name extends string, Value> = Readonly<Record<Name, Value>>;

const printed = <Name extends string, Value>(
  row: Having<Name, Value>,
  names: readonly Name[],
  print: (value: Value) => Json,
): Answer => Object.fromEntries(names.map((name) => [name, print(row[name])]));

/** As stored. */
export const columns = <Name extends string>(row: Having<Name, Json>, ...names: readonly Name[]): Answer =>
  printed(row, names, (value: Json) => value);

/** Text that people typed: HTML entities and all. */
export const texts = <Name extends string>(wire: Wire, row: Having<Name, string>, ...names: readonly Name[]): Answer =>
  printed(row, names, (value: string) => wire.text(value));

/** Numbers that this command prints as text. */
export const numerals = <Name extends string>(
  wire: Wire,
  row: Having<Name, number>,
  ...names: readonly Name[]
): Answer => printed(row, names, (value: number) => wire.numeral(value));

/** Amounts. */
export const amounts = <Name extends string>(row: Having<Name, Cents>, ...names: readonly Name[]): Answer =>
  printed(row, names, (value: Cents) => decimal(value));
