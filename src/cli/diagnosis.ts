/** What an answer of WHMCS, or its absence, says about the connection, in words that an operator can act on. */
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

/** Something that was looked at. */
export interface Told {
  /** The command, the variable or the setting. */
  readonly subject: string;
  readonly finding: Finding;
  /** How long WHMCS took over it. */
  readonly ms?: number;
}

export const finding = (weight: Weight, ending: Ending, says: string): Finding => ({ weight, ending, says });

/** The command answered. */
export const answered = (says: string): Finding => finding('right', 'ok', says);

/** What a failed call says. */
export function diagnose(command: string, error: unknown): Finding {
  // A "no" from the command itself comes after the role was checked.
  if (error instanceof MissingError) return answered(`is allowed (${oneLine(error.reason)})`);
  if (error instanceof WhmcsRefusal) return finding('note', 'ok', `is allowed, but says: ${oneLine(error.reason)}`);
  if (error instanceof UnauthorizedError) return unauthorized(command, error);
  if (error instanceof LostAnswer) return diagnose(command, error.cause);
  if (error instanceof UnexpectedAnswerError) return unexpected(error);
  if (error instanceof UnreachableError) return unreachable(error);
  if (error instanceof TimedOutError) return finding('grave', 'slow', error.message);
  if (error instanceof BusyError) return finding('grave', 'busy', error.message);
  return finding('wrong', 'failure', error instanceof Error ? error.message : String(error));
}

/** That the client is not there, or not named, in the languages in which hooks and translations say so. */
const ofTheClient =
  /\bfound\b|\brequired\b|\bmissing\b|\bexist|gefunden|existiert|encontrad|existe|obligator|obrigat|introuvable|trouvé|trovat|esiste|gevonden|bestaat|znalezion|istnieje|bulunamad|найден|существует|見つかり|存在/iu;

/**
 * What the one write says that is tried: a change of no client, where "not found" is expected. It gives nothing that could be refused,
 * so that any other words are about the credential, known or not.
 */
export function diagnoseWrite({ name }: WriteCommand, sender: Sender, error: unknown): Finding {
  if (error instanceof MissingError) return answered(`is allowed to write (${oneLine(error.reason)})`);
  if (!(error instanceof WhmcsRefusal)) return diagnose(name, error);
  const said = oneLine(error.reason);
  const judged = refusal({ name, kind: 'read' }, error.reason, 200, undefined, sender);
  if (judged instanceof UnauthorizedError) return finding('wrong', 'role', `may not write: ${said}`);
  return ofTheClient.test(said)
    ? finding('note', 'ok', `is allowed, but where "not found" is expected it says: ${said}`)
    : finding('wrong', 'role', `may not write, as it seems: where "not found" is expected it says: ${said}`);
}

/** The oldest WHMCS that the gateway speaks to. */
const OLDEST = { major: 7, minor: 10 } as const;

/** What the version says, as WHMCS tells it. */
export function diagnoseVersion(version: string | null): Finding {
  if (version === null) return answered('WHMCS does not tell its version');
  const [major = NaN, minor = NaN] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)
    ? finding(
        'wrong',
        'version',
        `WHMCS ${version} is older than 7.10, the oldest that the gateway speaks to: upgrade it`,
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
      ? finding(
          'note',
          'ok',
          'is not known to this WHMCS, which is therefore older than 8.0; it has to be 7.10 or later',
        )
      : finding('wrong', 'role', 'is not known to this WHMCS: its version may be too old');
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
