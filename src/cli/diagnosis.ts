/** Diagnoses the connection from a response of WHMCS, or from its absence, and says what the operator can do. */
import {
  BusyError,
  MissingError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnknownActionError,
  LostAnswer,
  UnreachableError,
  type Obstacle,
} from '../whmcs/errors.ts';
import type { WriteCommand } from '../whmcs/command.ts';
import type { Sender } from '../whmcs/credentials.ts';
import { refusal } from '../whmcs/transport/refusal.ts';
import { isNameTrouble, isTlsTrouble } from '../whmcs/transport/connection.ts';
import type { Ending } from './exit-codes.ts';

/** The scope of a finding: `wrong` concerns one command; `grave` concerns all commands, unless another one was answered; `fatal` concerns all. */
export type Weight = 'right' | 'note' | 'wrong' | 'grave' | 'fatal';

export interface Finding {
  readonly weight: Weight;
  /** The exit code that follows from it. */
  readonly ending: Ending;
  readonly says: string;
}

/** The result of one check. */
export interface CheckResult {
  /** The command, the variable or the setting. */
  readonly subject: string;
  readonly finding: Finding;
  /** The time that WHMCS took. */
  readonly ms?: number;
}

export const finding = (weight: Weight, ending: Ending, says: string): Finding => ({ weight, ending, says });

/** The command was answered. */
export const answered = (says: string): Finding => finding('right', 'ok', says);

/**
 * The finding for a failed call.
 *
 * @param isToBeRefused whether the probe asks for something that does not exist, so that WHMCS asks no other system
 */
export function diagnose(command: string, error: unknown, isToBeRefused = false): Finding {
  // The command refuses only after WHMCS has checked the role.
  if (error instanceof MissingError || (isToBeRefused && error instanceof WhmcsRefusal))
    return answered(`is allowed (${oneLine(error.reason)})`);
  if (error instanceof WhmcsRefusal) return finding('note', 'ok', `is allowed, but returns: ${oneLine(error.reason)}`);
  if (error instanceof UnauthorizedError) return unauthorized(command, error);
  if (error instanceof LostAnswer) return diagnose(command, error.cause);
  if (error instanceof UnexpectedAnswerError) return unexpected(error);
  if (error instanceof UnreachableError) return unreachable(error);
  if (error instanceof TimedOutError) return finding('grave', 'slow', error.message);
  if (error instanceof BusyError) return finding('grave', 'busy', error.message);
  return finding('wrong', 'failure', error instanceof Error ? error.message : String(error));
}

/** "Client not found" or "client id required", in the languages of hooks and translations. */
const ofTheClient =
  /\bfound\b|\brequired\b|\bmissing\b|\bexist|gefunden|existiert|encontrad|existe|obligator|obrigat|introuvable|trouvé|trovat|esiste|gevonden|bestaat|znalezion|istnieje|bulunamad|найден|существует|見つかり|存在/iu;

/**
 * The finding for the only write that doctor tries: an update of no client, which must fail with "not found". It has no input that WHMCS could
 * refuse, so any other words concern the credential.
 */
export function diagnoseWrite({ name }: WriteCommand, sender: Sender, error: unknown): Finding {
  if (error instanceof MissingError) return answered(`is allowed to write (${oneLine(error.reason)})`);
  if (!(error instanceof WhmcsRefusal)) return diagnose(name, error);
  const said = oneLine(error.reason);
  const classified = refusal({ name, kind: 'read' }, error.reason, 200, undefined, sender);
  if (classified instanceof UnauthorizedError) return finding('wrong', 'role', `may not write: ${said}`);
  return ofTheClient.test(said)
    ? finding('note', 'ok', `is allowed, but returns this instead of "not found": ${said}`)
    : finding('wrong', 'role', `probably may not write: it returns this instead of "not found": ${said}`);
}

/** The oldest version of WHMCS that the gateway supports. */
const OLDEST = { major: 7, minor: 10 } as const;

/** The finding for a version of WHMCS. */
export function diagnoseVersion(version: string | null): Finding {
  if (version === null) return answered('WHMCS does not return its version');
  const [major = NaN, minor = NaN] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)
    ? finding(
        'wrong',
        'version',
        `WHMCS ${version} is older than 7.10, the oldest version that the gateway supports: upgrade it`,
      )
    : answered(`WHMCS ${version}`);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 200);

const endings: Readonly<Record<Exclude<Obstacle, 'role'>, Ending>> = {
  credential: 'credential',
  ip: 'ip',
  admin: 'admin',
};

function unauthorized(command: string, error: UnauthorizedError): Finding {
  const { obstacle, message } = error;
  if (obstacle !== 'role') return finding('fatal', endings[obstacle], message);
  if (error instanceof UnknownActionError)
    return command === 'WhmcsDetails'
      ? finding('note', 'ok', 'is unknown to this WHMCS, which is therefore older than 8.0; it must be 7.10 or later')
      : finding('wrong', 'role', 'is unknown to this WHMCS: its version may be too old');
  // Roles often lack it, and it returns only the version.
  if (command === 'WhmcsDetails')
    return finding('note', 'ok', 'is not in the API role: only the field "installation" needs it');
  return finding('wrong', 'role', 'is not in the API role');
}

/** Status codes of a web server that has no WHMCS API at the address. */
const wrongAddress = new Set([404, 405, 410]);

function unexpected({ status, oddity, message }: UnexpectedAnswerError): Finding {
  // WHMCS performed the command: one record is broken.
  if (oddity === 'encoding') return finding('note', 'ok', `is allowed, but ${message}`);
  if (oddity === 'shape') return finding('wrong', 'notJson', message);
  if (oddity === 'redirect' || wrongAddress.has(status)) return finding('fatal', 'address', `${message}.`);
  return finding('grave', 'notJson', `${message}.`);
}

function unreachable({ message, cause, sent }: UnreachableError): Finding {
  if (isTlsTrouble(cause)) return finding('fatal', 'tls', `${message}.`);
  if (isNameTrouble(cause)) return finding('fatal', 'address', `${message}.`);
  return finding(sent ? 'grave' : 'fatal', 'unreachable', `${message}.`);
}
