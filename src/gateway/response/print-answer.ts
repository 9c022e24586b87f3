/** Prints answers as JSON: small ones at once, large ones in pieces between which other requests are served, and none beyond its limit. */
import { turn } from '../../turns.ts';

/** An answer that is printed in some milliseconds. */
const SMALL = 256 * 1024;

/** What a value costs besides its text. */
const VALUE_CHARACTERS = 8;

/** So many characters are one piece. */
const PIECE = 512 * 1024;

/** The answer is larger than it may be; nothing of it has been sent. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/**
 * A value as JSON, as `JSON.stringify` has it.
 *
 * @throws AnswerTooLargeError
 */
export function printed(value: object | null, mostBytes: number): string | Promise<string> {
  if (sizeWithin(value, Math.min(SMALL, mostBytes / LONGEST_CHARACTER)) >= 0) return JSON.stringify(value);
  return inPieces(value, mostBytes);
}

/** In UTF-8, and as JSON escapes it ("\u001f"). */
const LONGEST_CHARACTER = 6;

/** What is left of `room` when the value has been put into it; negative where it does not fit. */
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
  // Results have no prototype, and errors print themselves.
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

/** The parts of a value's JSON, in order; what is small is one part. */
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
