/** The limits of an answer's size, and the errors of answers that exceed them. */
import type { Command } from '../command.ts';
import { UnexpectedAnswerError } from '../errors.ts';

export interface AnswerLimits {
  /** Decompressed bytes of an answer to a command without a limit of its own. */
  readonly bytes: number;
  /** The same by command; overrides what the command declares. */
  readonly bytesOf: Readonly<Partial<Record<string, number>>>;
  /** Rows of a list. Some commands return all rows, however many are requested. */
  readonly rows: number;
}

const MEBIBYTE = 1024 * 1024;

/** A page of 100 rows has some 200 KB, and 20,000 transactions of one client have 8 MB. */
export const ANSWER_LIMITS: AnswerLimits = Object.freeze({
  bytes: 8 * MEBIBYTE,
  bytesOf: Object.freeze({}),
  rows: 20_000,
});

/** For commands with large rows: prices in all currencies, mails with quoted text. */
export const LARGE_ANSWER = 16 * MEBIBYTE;

/** The bytes that the answer to a command may have. */
export const bytesFor = ({ name, largest }: Pick<Command, 'name' | 'largest'>, limits: AnswerLimits): number =>
  limits.bytesOf[name] ?? largest ?? limits.bytes;

/** The error of an answer with too many bytes. */
export const tooLarge = (command: string, most: number, status: number): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    command,
    'large',
    status,
    `WHMCS answered ${command} with more than ${most} bytes (HTTP ${status}), of which no more are read; where WHMCS has so much to say, raise upstream.bytesOf.${command} in GATEWAY_CONFIG, else check that WHMCS_URL points at WHMCS`,
  );

/** The error of an answer with too many rows. */
export const tooManyRows = (command: string, most: number, status: number): UnexpectedAnswerError =>
  new UnexpectedAnswerError(
    command,
    'large',
    status,
    `WHMCS answered ${command} with a list of more than ${most} rows, of which no more are read; where there are so many, raise upstream.rows in GATEWAY_CONFIG`,
  );
