/** Prints answers as JSON: small ones at once, large ones in pieces so that other requests are served in between, none beyond a limit. */
import { turn } from '../../turns.ts';

/** An answer of this size is printed in some milliseconds. */
const SMALL = 256 * 1024;

/** The size of a value besides its text. */
const VALUE_CHARACTERS = 8;

/** Characters of one piece. */
const PIECE = 512 * 1024;

/** The answer exceeds the limit; none of it has been sent. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/**
 * Prints a value as `JSON.stringify` does.
 *
 * @throws AnswerTooLargeError
 */
export function printed(value: object | null, mostBytes: number): string | Promise<string> {
  if (sizeWithin(value, Math.min(SMALL, mostBytes / LONGEST_CHARACTER)) >= 0) return JSON.stringify(value);
  return inPieces(value, mostBytes);
}

/** Bytes of one character at most: JSON escapes some as "\u001f". */
const LONGEST_CHARACTER = 6;

/** The part of `room` that is left after the value; negative if it does not fit. */
function sizeWithin(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length;
  if (typeof value !== 'object' || value === null) return room - VALUE_CHARACTERS;
  let left = room - VALUE_CHARACTERS;
  if (Array.isArray(value)) {
    for (const each of value) {
      left = sizeWithin(each, left);
      if (left < 0) return left;
    }
    return left;
  }
  // Objects of results have no `toJSON`; errors do.
  if (hasJson(value)) return sizeWithin(value.toJSON(), left);
  for (const [key, each] of Object.entries(value)) {
    left = sizeWithin(each, left - key.length);
    if (left < 0) return left;
  }
  return left;
}

const hasJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

async function inPieces(value: unknown, mostBytes: number): Promise<string> {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const text of texts(value)) {
    piece += text;
    if (piece.length < PIECE) continue;
    bytes += Buffer.byteLength(piece);
    if (bytes > mostBytes) throw new AnswerTooLargeError(`the answer is larger than ${mostBytes} bytes`);
    pieces.push(piece);
    piece = '';
    await turn();
  }
  bytes += Buffer.byteLength(piece);
  if (bytes > mostBytes) throw new AnswerTooLargeError(`the answer is larger than ${mostBytes} bytes`);
  pieces.push(piece);
  return pieces.join('');
}

/** The parts of a value's JSON, in order; a small value is one part. */
function* texts(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || hasJson(value) || sizeWithin(value, PART) >= 0) {
    yield JSON.stringify(value);
    return;
  }
  let opening: string;
  if (Array.isArray(value)) {
    opening = '[';
    for (const each of value) {
      yield opening;
      yield* texts(each ?? null);
      opening = ',';
    }
    yield opening === '[' ? '[]' : ']';
    return;
  }
  opening = '{';
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    yield `${opening}${JSON.stringify(key)}:`;
    yield* texts(each);
    opening = ',';
  }
  yield opening === '{' ? '{}' : '}';
}

const PART = 16 * 1024;
