/** Commands that only list, show, add, change or remove rows of a world table. */
import type { Answer, Json } from '../http/json.ts';
import { own } from '../own.ts';
import type { EmptyList } from '../wire.ts';
import type { Rows, Stored, Table } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { read, write, existing, type Call, type Command } from './command.ts';
import { pageOf, same, type Page } from './page.ts';

/** How WHMCS prints a count; `tidy` is printed only by a tidy world. */
type Count = 'number' | 'text' | 'tidy' | 'none';

interface Counts {
  readonly totalresults: Count;
  readonly startnumber: Count;
  readonly numreturned: Count;
}

const paged: Counts = { totalresults: 'number', startnumber: 'number', numreturned: 'number' };
const unpaged: Counts = { totalresults: 'number', startnumber: 'none', numreturned: 'none' };

/**
 * A filter by its parameter: the column that must be equal, or a predicate. A number of 0 and an empty text do not filter; text is
 * compared without case.
 */
type Filter<Row> = (keyof Row & string) | ((row: Row, sent: string, call: Call) => boolean);

interface ListDeclaration<Row> {
  readonly from: (world: World, call: Call) => Rows<Row>;
  /** `quotes.quote` prints `quotes: { quote: [...] }`, `users` a bare list. */
  readonly rows: string;
  readonly row: (row: Row, call: Call) => Json;
  readonly where?: Readonly<Record<string, Filter<Row>>>;
  readonly order?: (rows: readonly Row[], call: Call) => readonly Row[];
  /** How this command prints "no rows"; `{ plural: { singular: [] } }` unless said. */
  readonly empty?: EmptyList;
  /** Answers every row at once and ignores `limitstart` and `limitnum`. */
  readonly unpaged?: true;
  /** Counts that differ from numbers, or from what the kind of list has. */
  readonly counts?: Partial<Counts>;
  /** Fields beside the rows: echoes of the filters, for example. */
  readonly head?: (call: Call) => Answer;
}

/** A list of rows, filtered and paged. */
export function list<Row>(declaration: ListDeclaration<Row>): Command {
  const [plural = '', singular] = declaration.rows.split('.');
  const counts = { ...(declaration.unpaged ? unpaged : paged), ...declaration.counts };
  return read((call) => {
    const matching = matches(declaration, call);
    const ordered = declaration.order?.(matching, call) ?? matching;
    const page: Page<Row> = declaration.unpaged
      ? { rows: ordered, total: ordered.length, start: 0 }
      : pageOf(ordered, call.params);
    const rows = page.rows.map((row) => declaration.row(row, call));
    return {
      ...declaration.head?.(call),
      ...printedCounts(counts, { totalresults: page.total, startnumber: page.start, numreturned: rows.length }, call),
      ...call.wire.list(plural, singular, rows, declaration.empty ?? 'list'),
    };
  });
}

function printedCounts(counts: Counts, values: Record<keyof Counts, number>, { wire }: Call): Answer {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Json][] => {
      const spelling = own<Count>({ ...counts }, name) ?? 'none';
      if (spelling === 'none' || (spelling === 'tidy' && wire.untidy)) return [];
      return [[name, spelling === 'text' ? wire.numeral(value) : value]];
    }),
  );
}

function matches<Row>({ from, where = {} }: ListDeclaration<Row>, call: Call): readonly Row[] {
  const filters = Object.entries(where).filter(([param]) => call.params.has(param));
  const rows = candidates(from(call.world, call), filters, call);
  const keeps = filters.map(([param, filter]) => {
    const sent = call.params.text(param) ?? '';
    if (typeof filter === 'function') return (row: Row) => sent === '' || filter(row, sent, call);
    const number = call.params.int(param);
    return (row: Row) => {
      const value = row[filter];
      return typeof value === 'number' ? number === 0 || value === number : sent === '' || same(String(value), sent);
    };
  });
  return rows.filter((row) => keeps.every((keep) => keep(row)));
}

/** MySQL has an index for the id and the owner of a row; a world of 100,000 clients needs them as well. */
function candidates<Row>(
  rows: Rows<Row>,
  filters: readonly (readonly [param: string, filter: Filter<Row>])[],
  { params }: Call,
): readonly Row[] {
  const sentFor = (column: string): number => params.int(filters.find(([, filter]) => filter === column)?.[0] ?? '');
  const id = rows.get ? sentFor('id') : 0;
  if (id > 0) return [rows.get?.(id)].filter((row) => row !== undefined);
  const owner = rows.owner === undefined ? 0 : sentFor(rows.owner);
  return (owner > 0 ? rows.of?.(owner) : undefined) ?? [...rows];
}

/** Finds the row that a parameter names, or refuses. */
export function named<Row extends Stored>(
  from: (world: World) => Table<Row>,
  param: string,
  message: string,
): (call: Call) => Row {
  return ({ world, params }) => existing(from(world).get(params.int(param)), message);
}

/** The record that the call names. */
export const get = <Row>(find: (call: Call) => Row, answer: (row: Row, call: Call) => Answer): Command =>
  read((call) => answer(find(call), call));

interface AddDeclaration<Row extends Stored> {
  readonly to: (world: World) => Table<Row>;
  /** Builds the row, or refuses. */
  readonly row: (id: number, call: Call) => Row;
  readonly answer: (row: Row, call: Call) => Answer;
}

/** Adds a row. Nothing compares it with earlier rows: a second call adds a second row. */
export const add = <Row extends Stored>({ to, row, answer }: AddDeclaration<Row>): Command =>
  write((call) => {
    const table = to(call.world);
    return answer(table.add(row(table.freeId, call)), call);
  });

interface UpdateDeclaration<Row> {
  /** Columns with a parameter of the same name: sent values replace them, empty text included. */
  readonly columns: readonly (keyof Row & string)[];
  /** Everything else that changes; it may refuse, and runs first. */
  readonly change?: (row: Row, call: Call) => void;
  readonly answer: (row: Row, call: Call) => Answer;
}

/** Changes the columns that were sent, each read as the type that it has. */
export const update = <Row extends object>(
  find: (call: Call) => Row,
  { columns, change, answer }: UpdateDeclaration<Row>,
): Command =>
  write((call) => {
    const row = find(call);
    change?.(row, call);
    for (const column of columns) {
      if (call.params.has(column)) Object.assign(row, { [column]: sentAs(row[column], column, call) });
    }
    return answer(row, call);
  });

function sentAs(current: unknown, param: string, { params }: Call): string | number | boolean {
  if (typeof current === 'number') return params.int(param);
  return typeof current === 'boolean' ? params.flag(param) : (params.text(param) ?? '');
}

/** Removes a row. */
export const remove = <Row extends Stored>(
  from: (world: World) => Table<Row>,
  find: (call: Call) => Row,
  answer: (row: Row, call: Call) => Answer = () => ({}),
): Command =>
  write((call) => {
    const row = find(call);
    from(call.world).delete(row.id);
    return answer(row, call);
  });
