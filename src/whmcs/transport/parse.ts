/**
 * Parses long JSON in pieces, with turns for other requests in between. A list with too many rows, or a value nested deeper than anything
 * that WHMCS prints, is not built at all.
 */
import { turn } from '../../turns.ts';
import { marked, parseInOrder } from '../wire/keyed.ts';

/** The length of a piece of a long text: a few milliseconds each, whatever it holds. */
export const PIECE = 128 * 1024;

/** The number of characters that are scanned at once. */
const STRIDE = 1024 * 1024;

/** The limit of nesting; WHMCS goes about eight deep. */
const MOST_DEPTH = 50;

/** A list or an object with too many values. */
export class TooManyRowsError extends Error {
  override readonly name = 'TooManyRowsError';
}

/**
 * The result of `parseInOrder`, in turns with other requests.
 * @param most the limit of values in a list or an object
 * @throws SyntaxError for text that is not JSON; TooManyRowsError
 */
export async function parseInTurns(text: string, most: number, piece = PIECE): Promise<unknown> {
  return new Parser(text, most, piece).value(0, text.length, 0);
}

class Parser {
  readonly #text: string;
  readonly #most: number;
  readonly #piece: number;

  constructor(text: string, most: number, piece: number) {
    this.#text = text;
    this.#most = most;
    this.#piece = piece;
  }

  /** The value between two positions. */
  async value(from: number, to: number, depth: number): Promise<unknown> {
    const text = this.#text.slice(from, to).trim();
    if (text.length <= this.#piece) return parseInOrder(text);
    await turn();
    if (!text.startsWith('{') && !text.startsWith('[')) return parseInOrder(text);
    const start = this.#text.indexOf(text.charAt(0), from);
    return this.#container(start, start + text.length, depth);
  }

  /** A list or an object: short values are parsed together, long ones alone. */
  async #container(start: number, end: number, depth: number): Promise<unknown> {
    const text = this.#text;
    const isList = text[start] === '[';
    const [opening, closing] = isList ? '[]' : '{}';
    const list: unknown[] = [];
    const object: Record<string, unknown> = {};
    let values = 0;
    let pending = start + 1;

    const flush = async (to: number): Promise<void> => {
      if (to <= pending) return;
      await turn();
      const parsed = parseInOrder(`${opening}${text.slice(pending, to)}${closing}`);
      if (Array.isArray(parsed)) for (const each of parsed) list.push(each);
      else if (typeof parsed === 'object' && parsed !== null)
        for (const [key, each] of Object.entries(parsed)) put(object, key, each);
    };
    const take = async (from: number, colon: number, to: number): Promise<void> => {
      if (++values > this.#most) throw new TooManyRowsError();
      if (to - from > this.#piece) {
        // The comma before it belongs to it.
        await flush(from - 1);
        if (isList) list.push(await this.value(from, to, depth + 1));
        else put(object, this.#key(from, colon), await this.value(colon + 1, to, depth + 1));
        pending = to + 1;
      } else if (to - pending > this.#piece) {
        await flush(to);
        pending = to + 1;
      }
    };

    let from = start + 1;
    let colon = -1;
    let level = 0;
    let isText = false;
    let pause = start + STRIDE;
    for (let at = from; at < end; at++) {
      if (at >= pause) {
        await turn();
        pause += STRIDE;
      }
      const code = text.charCodeAt(at);
      if (isText) {
        if (code === BACKSLASH) at++;
        else if (code === QUOTE) isText = false;
      } else if (code === QUOTE) isText = true;
      else if (code === BRACKET || code === BRACE) {
        if (++level + depth > MOST_DEPTH) break;
      } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) {
        if (--level < 0) {
          if (at !== end - 1 || text[at] !== closing) break;
          await take(from, colon, at);
          await flush(at);
          return isList ? list : object;
        }
      } else if (level === 0 && code === COMMA) {
        await take(from, colon, at);
        from = at + 1;
        colon = -1;
      } else if (level === 0 && code === COLON && colon < 0) colon = at;
    }
    throw new SyntaxError('JSON that breaks off, or is nested too deep');
  }

  #key(from: number, colon: number): string {
    const key: unknown = JSON.parse(this.#text.slice(from, Math.max(from, colon)));
    if (typeof key !== 'string') throw new SyntaxError('a key that is no text');
    return marked(key);
  }
}

/** Sets a key, except the one that would set a prototype. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
