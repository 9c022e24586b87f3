/**
 * The answer to a question that is not asked: what WHMCS could say, made of the command's own schema, for counting what an operation
 * would ask next. One row stands for all; whatever number the question does not name is a stranger's, of whom nothing is known.
 */
import { z } from 'zod';
import { paramNames, type Answer, type Params, type ReadCommand, type WriteCommand } from '../command.ts';
import { decode } from '../wire/decode.ts';
import type { PlaceholderGroup, PlaceholderIds } from './placeholder-ids.ts';
import { clientId, count, currency, id, ids, money, owner, text, verbatim } from '../wire/values.ts';

type Cells = Readonly<Record<string, unknown>>;

/** What an answer may be like, where one has to be asked in several ways to know the worst. */
export interface Scenario {
  /** Whether what may be empty is filled: either may lead to further questions. */
  readonly filled: boolean;
  /** What tickets are about: services or domains. */
  readonly concern: 'S' | 'D';
  /** Of the commands whose rows tell of their clients, the only one that finds any; absent where all do. */
  readonly only?: string;
}

/** What such a row tells need not be asked for elsewhere. */
const tellOfClients = ['GetInvoices', 'GetOrders', 'GetTickets'];

export const scenarios: readonly Scenario[] = [
  { filled: true, concern: 'S' },
  { filled: true, concern: 'D' },
  { filled: false, concern: 'S' },
  { filled: false, concern: 'D' },
  ...['none', ...tellOfClients].map((only): Scenario => ({ filled: true, concern: 'S', only })),
];

export interface Circumstances {
  readonly mood: Scenario;
  readonly strangers: PlaceholderIds;
  /** The identity of the question: equal ones are answered alike. */
  readonly key: string;
  /** For how many questions this one stands. */
  readonly questions: number;
  /** How many rows of a list are shown, at most. */
  readonly shown: number;
  /** Rows that are passed over before the first of them. */
  readonly passedOver: number;
  /** The numbers that are looked for among the rows. */
  readonly sought: readonly number[];
  /** Whether the list ends before the page that is asked for. */
  readonly isShort: boolean;
  /** What is known of rows beside what the question says, by the names of their cells. */
  readonly said: Cells;
}

/** Parameters that name a cell of the rows by another name. */
const cellsNamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GetClientsDetails: { clientid: 'id' },
  GetClientsProducts: { serviceid: 'id' },
  GetClientsDomains: { clientid: 'userid', domainid: 'id' },
  GetTickets: { clientid: 'userid' },
  GetTicket: { ticketnum: 'tid' },
  GetTransactions: { clientid: 'userid' },
};

/** What WHMCS always fills for what exists. */
const neverEmpty: ReadonlySet<string> = new Set(['name', 'owner_name', 'ordernumber', 'paymentstatus']);

/** What an order is made of, and thereby what its lines are about. */
const kindsOfLines = ['product', 'domain'];

/** How long lists are of which nobody knows. Whoever looks for the end finds nothing beyond half of it, and looks once more. */
const LONG = 2_000_000_000;
const HALF = LONG / 2;

/** What WHMCS could answer. */
export function synthesize<C extends ReadCommand | WriteCommand>(
  command: C,
  params: Params<C>,
  circumstances: Circumstances,
): Answer<C> {
  const root = new Imagination(command, params, circumstances).answer(command.answer);
  return decode(command, root, 200);
}

const scalar = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : undefined;

/** How many things are made at once: what is ordered stands in lists, each perhaps several times. */
function itemsIn({ qty, ...lists }: Cells): number {
  const lengths = Object.values(lists).map((list) => (Array.isArray(list) ? list.length : 0));
  const several = Array.isArray(qty) ? qty.reduce((sum: number, each) => sum + Number(each ?? 1), 0) : 0;
  return Math.max(1, several, ...lengths);
}

/** Whether a list is the answer's own, and not one of a row's. */
const isOfAnswer = (path: string): boolean => path.lastIndexOf('.') === 0;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

class Imagination {
  readonly #circumstances: Circumstances;
  readonly #isWrite: boolean;
  readonly #named: Cells;
  /** Parts of the answer that have to be asked for, and are not. */
  readonly #unasked: ReadonlySet<string>;
  /** How many rows the answer's own lists may have. */
  readonly #length: number;
  /** How many rows there are on all pages. */
  readonly #total: number;

  constructor(command: ReadCommand | WriteCommand, params: unknown, circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.#isWrite = command.kind === 'write';
    const given = isObject(params) ? params : {};
    const cells = cellsNamed[command.name] ?? {};
    const renamed = Object.entries(given).map(([name, value]): [string, unknown] => [cells[name] ?? name, value]);
    this.#unasked = new Set(paramNames(command.params).filter((name) => given[name] === undefined));
    this.#named = { ...circumstances.said, ...Object.fromEntries(renamed) };
    this.#length = this.#isWrite ? itemsIn(given) : this.#rowsAskedFor();
    this.#total = this.#totalOf(command.name, Number(given['limitstart'] ?? 0));
  }

  #rowsAskedFor(): number {
    const { id: one, limitnum } = this.#named;
    return one === undefined ? Math.min(Number(limitnum ?? Infinity), this.#circumstances.shown) : 1;
  }

  #totalOf(command: string, offset: number): number {
    const { mood, isShort } = this.#circumstances;
    if (mood.only !== undefined && mood.only !== command && tellOfClients.includes(command)) return 0;
    if (isShort) return offset - 1;
    return offset > HALF ? HALF : LONG;
  }

  answer(schema: z.core.$ZodType): Record<string, unknown> {
    const { questions } = this.#circumstances;
    const answer = this.#value(schema, '', { things: questions, answers: questions }, {});
    return isObject(answer) ? answer : {};
  }

  #value(schema: z.core.$ZodType, path: string, crowd: PlaceholderGroup, cells: Cells): unknown {
    const cell = this.#cell(schema, path, crowd, cells);
    if (cell !== undefined) return cell;
    if (this.#unasked.has(path.slice(1))) return undefined;
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
      return this.#value(schema.unwrap(), path, crowd, cells);
    if (schema instanceof z.ZodPipe) return this.#value(schema.out, path, crowd, cells);
    if (schema instanceof z.ZodArray) return this.#rows(schema.element, path, crowd);
    if (schema instanceof z.ZodRecord) return { of: this.#value(schema.valueType, `${path}.of`, crowd, cells) };
    if (!(schema instanceof z.ZodObject)) return '';
    const values = Object.entries<z.core.$ZodType>(schema.shape).map(([name, inner]) => [
      name,
      this.#value(inner, `${path}.${name}`, crowd, cells),
    ]);
    return Object.fromEntries(values);
  }

  /** Undefined for what is no cell. */
  #cell(schema: z.core.$ZodType, path: string, crowd: PlaceholderGroup, cells: Cells): unknown {
    const { mood, strangers, key } = this.#circumstances;
    const name = path.slice(path.lastIndexOf('.') + 1);
    const stranger = (among = crowd) => strangers.at(`${key}${path}`, among);
    const said = scalar(cells[name] ?? this.#named[name]);
    if (schema === id || schema === clientId) {
      // Not every version says what it has made.
      if (this.#isWrite) return mood.filled ? stranger() : '';
      return said ?? stranger();
    }
    // Whose a transaction is, some rows leave to its invoice.
    if (schema === owner) return path.includes('.transactions') && !mood.filled ? '' : (said ?? stranger());
    // Where none is named, it is the client's.
    if (schema === currency) return mood.filled ? '' : stranger();
    if (schema === ids) return [stranger(this.#among(path, crowd))];
    if (schema === money) return '1.00';
    if (schema === count) return name === 'totalresults' ? this.#total : '';
    if (schema !== text && schema !== verbatim) return undefined;
    if (name === 'service') return `${mood.concern}${stranger()}`;
    return said ?? (mood.filled || neverEmpty.has(name) ? `of ${stranger()}` : '');
  }

  #rows(element: z.core.$ZodType, path: string, crowd: PlaceholderGroup): unknown[] {
    const { sought, passedOver } = this.#circumstances;
    const row = (cells: Cells, index: number, among: PlaceholderGroup) =>
      this.#value(element, `${path}[${index}]`, among, cells);
    const among = this.#among(path, crowd);
    if (path.endsWith('.lineitems')) return kindsOfLines.map((type, index) => row({ type }, index, among));
    if (!isOfAnswer(path)) return [row({}, 0, among)];
    const { pid } = this.#named;
    if (Array.isArray(pid)) return pid.map((each: unknown, index) => row({ pid: each }, index, among));
    if (this.#total < LONG) return [];
    const rows = Array.from({ length: passedOver + 1 }, (_, index) => row({}, index, among));
    return [...rows, ...sought.map((each, index) => row({ id: each }, rows.length + index, crowd))];
  }

  /** For how many things a row of the list in this place stands; nobody knows how long the lists within rows are. */
  #among(path: string, { things, answers }: PlaceholderGroup): PlaceholderGroup {
    return { things: things * (isOfAnswer(path) ? this.#length : Infinity), answers };
  }
}
