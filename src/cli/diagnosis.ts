/** What an answer of WHMCS, or its absence, says about the connection, in words that an operator can act on. */
import {
  BusyError,
  MissingError,
  RefusedError,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnreachableError,
  type Obstacle,
} from '../whmcs/errors.ts';
import { isNameTrouble, isTlsTrouble } from '../whmcs/transport/connection.ts';
import type { Ending } from './exit-codes.ts';

/**
 * How much a finding says. `wrong` is about this command; `grave` is about all of them unless another answered; `fatal` is
 * about all of them.
 */
export type Weight = 'right' | 'note' | 'wrong' | 'grave' | 'fatal';

export interface Finding {
  readonly weight: Weight;
  /** What it comes to. */
  readonly ending: Ending;
  readonly says: string;
}

const finding = (weight: Weight, ending: Ending, says: string): Finding => ({ weight, ending, says });

/** The command answered. */
export const answered = (says: string): Finding => finding('right', 'ok', says);

/** What a failed call says. */
export function diagnose(command: string, error: unknown): Finding {
  // A "no" from the command itself comes after the role was checked.
  if (error instanceof MissingError) return answered(`is allowed (${oneLine(error.reason)})`);
  if (error instanceof RefusedError) return finding('note', 'ok', `is allowed, but says: ${oneLine(error.reason)}`);
  if (error instanceof UnauthorizedError) return unauthorized(command, error);
  if (error instanceof UnexpectedAnswerError) return unexpected(error);
  if (error instanceof UnreachableError) return unreachable(error);
  if (error instanceof TimedOutError) return finding('grave', 'slow', error.message);
  if (error instanceof BusyError) return finding('grave', 'busy', error.message);
  return finding('wrong', 'failure', error instanceof Error ? error.message : String(error));
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 200);

const endings: Readonly<Record<Exclude<Obstacle, 'role'>, Ending>> = {
  credential: 'credential',
  ip: 'ip',
  admin: 'admin',
};

function unauthorized(command: string, { obstacle, message }: UnauthorizedError): Finding {
  if (obstacle !== 'role') return finding('fatal', endings[obstacle], message);
  // Roles often lack it, and the version is all that it tells.
  if (command === 'WhmcsDetails')
    return finding('note', 'ok', 'is not in the API role: only the field "installation" needs it');
  return finding('wrong', 'role', 'is not in the API role');
}

/** The web server answers, and there is no API of WHMCS at that address. */
const elsewhere = new Set([404, 405, 410]);

function unexpected({ status, oddity, message }: UnexpectedAnswerError): Finding {
  // WHMCS let us in and did as it was told: what is broken is a record.
  if (oddity === 'encoding') return finding('note', 'ok', `is allowed, but ${message}`);
  if (oddity === 'shape') return finding('wrong', 'notJson', message);
  if (oddity === 'redirect' || elsewhere.has(status)) return finding('fatal', 'address', `${message}.`);
  return finding('grave', 'notJson', `${message}.`);
}

function unreachable({ message, cause, sent }: UnreachableError): Finding {
  if (isTlsTrouble(cause)) return finding('fatal', 'tls', `${message}.`);
  if (isNameTrouble(cause)) return finding('fatal', 'address', `${message}.`);
  return finding(sent ? 'grave' : 'fatal', 'unreachable', `${message}.`);
}
