/**
 * Synthesizes an answer without a call: an answer that WHMCS could give, made from the command's own schema, to count the requests that
 * an operation would make next. One row stands for all; an id that the request does not name is a placeholder.
 */
import { z } from 'zod';
import { paramNames, type Answer, type Command, type Params } from '../command.ts';
import { decode } from '../wire/decode.ts';
import { clientId, count, currency, id, ids, money, owner, text, verbatim } from '../wire/values.ts';
import { cellSelectedBy, holdsTransactions, kindsOfRows, listSelectedBy, listsNamingClients } from './declared.ts';
import type { PlaceholderGroup } from './placeholder-ids.ts';
import type { Cells, Circumstances } from './scenario.ts';

/** Cells that WHMCS always fills. */
const neverEmpty: ReadonlySet<string> = new Set(['name', 'owner_name', 'ordernumber', 'paymentstatus']);

/** The length of a list of unknown length. A search for its end finds nothing beyond half of it, and makes one more request. */
const LONG = 2_000_000_000;
const HALF = LONG / 2;

/** An answer that WHMCS could give. */
export function synthesize<C extends Command>(command: C, params: Params<C>, circumstances: Circumstances): Answer<C> {
  const root = new Synthesis(command, params, circumstances).answer(command.answer);
  return decode(command, root, 200);
}

const scalar = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : undefined;

/** How many records a write makes at once: an order has lists of items, each with a quantity. */
function itemsIn({ qty, ...lists }: Cells): number {
  const lengths = Object.values(lists).map((list) => (Array.isArray(list) ? list.length : 0));
  const several = Array.isArray(qty) ? qty.reduce((sum: number, each) => sum + Number(each ?? 1), 0) : 0;
  return Math.max(1, several, ...lengths);
}

/** Whether a list belongs to the answer itself rather than to one of its rows. */
const isOfAnswer = (path: string): boolean => path.lastIndexOf('.') === 0;

/** The path as declarations write it: "orders[].lineitems" for ".orders[0].lineitems". */
const declaredPath = (path: string): string => path.slice(1).replaceAll(/\[\d+\]/g, '[]');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

class Synthesis {
  readonly #circumstances: Circumstances;
  readonly #command: Command;
  readonly #isWrite: boolean;
  readonly #params: Cells;
  /** The cells that are known, from the parameters or otherwise. */
  readonly #named: Cells;
  /** Optional parts of the answer that the request does not ask for. */
  readonly #unrequested: ReadonlySet<string>;
  /** How many rows the lists of the answer may have. */
  readonly #length: number;
  /** The number of rows on all pages. */
  readonly #total: number;

  constructor(command: Command, params: unknown, circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.#command = command;
    this.#isWrite = command.kind === 'write';
    this.#params = isObject(params) ? params : {};
    const cells = Object.entries(this.#params).map(([name, value]): [string, unknown] => [
      cellSelectedBy(command, name),
      value,
    ]);
    this.#unrequested = new Set(paramNames(command.params).filter((name) => this.#params[name] === undefined));
    this.#named = { ...circumstances.known, ...Object.fromEntries(cells) };
    this.#length = this.#isWrite ? itemsIn(this.#params) : this.#rowsAskedFor();
    this.#total = this.#totalOf(command.name, Number(this.#params['limitstart'] ?? 0));
  }

  #rowsAskedFor(): number {
    const { id: one, limitnum } = this.#named;
    return one === undefined ? Math.min(Number(limitnum ?? Infinity), this.#circumstances.shown) : 1;
  }

  #totalOf(command: string, offset: number): number {
    const { scenario, isShort } = this.#circumstances;
    if (scenario.only !== undefined && scenario.only !== command && listsNamingClients.includes(command)) return 0;
    if (isShort) return offset - 1;
    return offset > HALF ? HALF : LONG;
  }

  answer(schema: z.core.$ZodType): Record<string, unknown> {
    const { requests } = this.#circumstances;
    const answer = this.#value(schema, '', { entities: requests, answers: requests }, {});
    return isObject(answer) ? answer : {};
  }

  #value(schema: z.core.$ZodType, path: string, group: PlaceholderGroup, cells: Cells): unknown {
    const cell = this.#cell(schema, path, group, cells);
    if (cell !== undefined) return cell;
    if (this.#unrequested.has(path.slice(1))) return undefined;
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
      return this.#value(schema.unwrap(), path, group, cells);
    if (schema instanceof z.ZodPipe) return this.#value(schema.out, path, group, cells);
    if (schema instanceof z.ZodArray) return this.#rows(schema.element, path, group);
    if (schema instanceof z.ZodRecord) return { of: this.#value(schema.valueType, `${path}.of`, group, cells) };
    if (!(schema instanceof z.ZodObject)) return '';
    const values = Object.entries<z.core.$ZodType>(schema.shape).map(([name, inner]) => [
      name,
      this.#value(inner, `${path}.${name}`, group, cells),
    ]);
    return Object.fromEntries(values);
  }

  /** Undefined where the schema is not that of a cell. */
  #cell(schema: z.core.$ZodType, path: string, group: PlaceholderGroup, cells: Cells): unknown {
    const { scenario, placeholders, key } = this.#circumstances;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const placeholder = (among = group) => placeholders.at(`${key}${path}`, among);
    const known = scalar(cells[name] ?? this.#named[name]);
    if (schema === id || schema === clientId) {
      // Not every version reports the id of what it created.
      if (this.#isWrite) return scenario.filled ? placeholder() : '';
      return known ?? placeholder();
    }
    if (schema === owner) return this.#isOwnerless(path) ? '' : (known ?? placeholder());
    // Without a currency of its own it has the client's.
    if (schema === currency) return scenario.filled ? '' : placeholder();
    if (schema === ids) return [placeholder(this.#among(path, group))];
    if (schema === money) return '1.00';
    if (schema === count) return name === 'totalresults' ? this.#total : '';
    if (schema !== text && schema !== verbatim) return undefined;
    if (name === 'service') return `${scenario.concern}${placeholder()}`;
    return known ?? (scenario.filled || neverEmpty.has(name) ? `of ${placeholder()}` : '');
  }

  #isOwnerless(path: string): boolean {
    const list = declaredPath(path.slice(0, path.lastIndexOf('[')));
    return !this.#circumstances.scenario.filled && holdsTransactions(this.#command, list);
  }

  /** The values of the parameter that selects rows of this list by several ids; null where there is none. */
  #selected(list: string): { readonly cell: string; readonly values: readonly unknown[] } | null {
    for (const [param, values] of Object.entries(this.#params))
      if (Array.isArray(values) && listSelectedBy(this.#command, param) === list)
        return { cell: cellSelectedBy(this.#command, param), values };
    return null;
  }

  #rows(element: z.core.$ZodType, path: string, group: PlaceholderGroup): unknown[] {
    const { wanted, skipped } = this.#circumstances;
    const row = (cells: Cells, index: number, among: PlaceholderGroup) =>
      this.#value(element, `${path}[${index}]`, among, cells);
    const among = this.#among(path, group);
    const list = declaredPath(path);
    const kinds = kindsOfRows(this.#command, list);
    if (kinds) return kinds.values.map((kind, index) => row({ [kinds.cell]: kind }, index, among));
    if (!isOfAnswer(path)) return [row({}, 0, among)];
    const selected = this.#selected(list);
    if (selected) return selected.values.map((each, index) => row({ [selected.cell]: each }, index, among));
    if (this.#total < LONG) return [];
    const rows = Array.from({ length: skipped + 1 }, (_, index) => row({}, index, among));
    return [...rows, ...wanted.map((each, index) => row({ id: each }, rows.length + index, group))];
  }

  /** How much a row of this list stands for; the length of a list within a row is unknown. */
  #among(path: string, { entities, answers }: PlaceholderGroup): PlaceholderGroup {
    return { entities: entities * (isOfAnswer(path) ? this.#length : Infinity), answers };
  }
}
