/** What an answer of WHMCS may have of bytes and rows, and what is said of one that has more. */
import type { Command } from '../command.ts';
import { UnexpectedAnswerError } from '../errors.ts';

export interface AnswerLimits {
  /** Bytes, decompressed, of an answer of a command that declares no limit of its own. */
  readonly bytes: number;
  /** The same by command, over what commands declare. */
  readonly bytesOf: Readonly<Partial<Record<string, number>>>;
  /** Rows of a list. Some commands answer all rows, however many are asked for. */
  readonly rows: number;
}

const MEBIBYTE = 1024 * 1024;

/** A page of 100 rows has some 200 KB, and 20,000 transactions of one client have 8 MB. */
export const ANSWER_LIMITS: AnswerLimits = Object.freeze({
  bytes: 8 * MEBIBYTE,
  bytesOf: Object.freeze({}),
  rows: 20_000,
});

/** For commands whose single rows can be long: prices in all currencies, mails with what they quote. */
export const LARGE_ANSWER = 16 * MEBIBYTE;

/** Bytes that the answer to a command may have. */
export const bytesFor = ({ name, largest }: Pick<Command, 'name' | 'largest'>, limits: AnswerLimits): number =>
  limits.bytesOf[name] ?? largest ?? limits.bytes;

/** An answer of more bytes than are read. */
export const tooLarge = (command: string, most: number, status: number): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    command,
    'large',
    status,
    `WHMCS answered ${command} with more than ${most} bytes (HTTP ${status}), of which no more are read; where WHMCS has so much to say, raise upstream.bytesOf.${command} in GATEWAY_CONFIG, else check that WHMCS_URL points at WHMCS`,
  );

/** An answer of which a list has more rows than are read. */
export const tooManyRows = (command: string, most: number, status: number): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    command,
    'large',
    status,
    `WHMCS answered ${command} with a list of more than ${most} rows, of which no more are read; where there are so many, raise upstream.rows in GATEWAY_CONFIG`,
  );
