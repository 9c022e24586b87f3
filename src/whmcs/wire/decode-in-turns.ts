/** Decodes long answers in pieces, with turns for other requests in between. */
import { turn } from '../../turns.ts';
import type { Answer, Command } from '../command.ts';
import { decode, unflattened, type Root } from './decode.ts';
import { isMarked } from './keyed.ts';
import { tooManyRows } from '../transport/answer-limits.ts';
import type { HttpAnswer } from '../transport/http.ts';
import { PIECE } from '../transport/parse.ts';

/** The number of values that are decoded at once: some milliseconds' worth. */
const VALUES_A_PIECE = 5_000;

/** A list of the answer: `{ plural: { singular: rows } }` or `{ plural: rows }`, with rows in a list or in an object keyed by number. */
interface List {
  readonly plural: string;
  readonly rows: readonly unknown[];
  /** The list with some of its rows only. */
  readonly part: (from: number, to: number) => unknown;
}

/** A list, and the rows before which its pieces end. */
interface Cut extends List {
  readonly ends: readonly number[];
}

/**
 * As `decode`. The lists of a long answer are decoded some rows at a time.
 * @param most the limit of rows in a list
 * @param piece the number of characters above which an answer is long
 * @throws UnexpectedAnswerError also if a list has more rows
 */
export async function decodeInTurns<C extends Pick<Command, 'name' | 'answer'>>(
  command: C,
  root: Root,
  { text, status }: Pick<HttpAnswer, 'text' | 'status'>,
  most: number,
  piece = PIECE,
  values = VALUES_A_PIECE,
): Promise<Answer<C>> {
  const nested = unflattened(root);
  const whole = Object.entries(nested).flatMap(([plural, value]) => listIn(plural, value) ?? []);
  if (whole.some(({ rows }) => rows.length > most)) throw tooManyRows(command.name, most, status);
  if (text.length <= piece) return decode(command, nested, status);
  await turn();
  const lists: Cut[] = [];
  for (const list of whole) lists.push({ ...list, ends: await endsOf(list.rows, values) });
  const partAt = (index: number): Root => {
    const parts = lists.map(({ plural, ends, part, rows }): [string, unknown] => [
      plural,
      part(index === 0 ? 0 : (ends[index - 1] ?? rows.length), ends[index] ?? rows.length),
    ]);
    return { ...nested, ...Object.fromEntries(parts) };
  };
  const answer = decode(command, partAt(0), status);
  const into = listsOf(answer, lists);
  if (!into) return decode(command, nested, status);
  const pieces = Math.max(0, ...lists.map(({ ends }) => ends.length));
  for (let index = 1; index < pieces; index++) {
    await turn();
    const more = listsOf(decode(command, partAt(index), status), lists);
    for (const [plural, rows] of more ?? []) for (const row of rows) into.get(plural)?.push(row);
  }
  return answer;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The decoded lists of a piece, without those that the command does not read; null if what was cut is not a list of the command. */
function listsOf(answer: unknown, lists: readonly Cut[]): Map<string, unknown[]> | null {
  const found = new Map<string, unknown[]>();
  for (const { plural } of lists) {
    const rows: unknown = isObject(answer) ? answer[plural] : undefined;
    if (Array.isArray(rows)) found.set(plural, rows);
    else if (rows !== undefined) return null;
  }
  return found;
}

function listIn(plural: string, value: unknown): List | null {
  if (Array.isArray(value)) {
    const rows: readonly unknown[] = value;
    return { plural, rows, part: (from, to) => rows.slice(from, to) };
  }
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && !isMarked(only[0])) {
    const [singular, inner] = only;
    const list = listIn(plural, inner);
    return list && { ...list, part: (from, to) => ({ [singular]: list.part(from, to) }) };
  }
  if (entries.length === 0 || !entries.every(([key]) => isMarked(key))) return null;
  const rows = entries.map(([, row]) => row);
  return { plural, rows, part: (from, to) => Object.fromEntries(entries.slice(from, to)) };
}

/** Pieces of about as many values each; a row is never split. */
async function endsOf(rows: readonly unknown[], most: number): Promise<number[]> {
  const ends: number[] = [];
  let weight = 0;
  for (const [index, row] of rows.entries()) {
    weight += weightOf(row, most);
    if (weight < most) continue;
    ends.push(index + 1);
    weight = 0;
    if (ends.length % 20 === 0) await turn();
  }
  if (weight > 0) ends.push(rows.length);
  return ends;
}

/** So many characters with HTML entities take as long to decode as one value. */
const CHARACTERS_A_VALUE = 32;

/** The number of values, up to a limit. A long text counts as several. */
function weightOf(value: unknown, most: number): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / CHARACTERS_A_VALUE);
  if (typeof value !== 'object' || value === null) return 1;
  let weight = 1;
  for (const each of Object.values(value)) {
    weight += weightOf(each, most - weight);
    if (weight >= most) break;
  }
  return weight;
}
