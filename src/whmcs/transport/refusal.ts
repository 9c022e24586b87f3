/**
 * Classifies refusals. WHMCS has no error codes, so the meaning of a refusal is read from its text, without case, in all known spellings.
 */
import { DEFAULT, labelOf, pairOf, type Sender } from '../credentials.ts';
import type { Command } from '../command.ts';
import { MissingError, WhmcsRefusal, UnauthorizedError, UnknownActionError, type WhmcsError } from '../errors.ts';
import type { Redactor } from '../wire/redact.ts';
import { accessRefusal, type AccessRefusal } from './access-words.ts';

/** "Client ID Not Found", "Service ID not found", "Domain Not Found" and nothing else: not "… not found or Status not Pending". */
const records =
  'client|contact|user|service|product|addon|domain|order|invoice|quote|currency|ticket|department|reply|note|related|announcement|email template|project|task|timer';
const missing = new RegExp(`^(?:(?:invalid )?(?:${records})(?: id)? not found|invalid (?:${records}) id)[.!]?$`, 'i');

/** The longest known refusal is shorter; longer text is not searched. */
const LONGEST = 2_000;

const unpermitted = /^invalid permissions: api action "?\w*"? is not allowed/i;
const unknown = /^invalid api action: .* is not a valid api action|^(command|api function) not found$/i;
const otherwiseUnpermitted =
  /\b(?:action|command|function|method)\b[^.]*\bnot (?:allowed|permitted|authori[sz]ed|enabled)\b/i;

/**
 * The failure behind WHMCS's text. A command that contacts other servers may pass on their words: "Authentication failed" within a longer
 * text comes from a server module, and the command has run. The words alone come from a module if WHMCS has just accepted the same
 * credential.
 * @param reason WHMCS's message
 * @param status an HTTP 401 or 403 with unknown text is a question of access
 * @param clean removes secrets from the message before it is kept
 * @param sender the credential that was used
 * @param isTrusted whether WHMCS has accepted that credential a moment ago
 */
export function refusal(
  { name: command, kind }: Pick<Command, 'name' | 'kind'>,
  reason: string,
  status: number,
  clean: Redactor = (text) => text,
  sender: Sender = { name: DEFAULT },
  isTrusted = false,
): WhmcsError {
  const said = reason.slice(0, LONGEST).trim();
  const shown = clean(reason.trim());
  const isDenied = status === 401 || status === 403;
  const isAboutUs = kind === 'read' || isDenied;
  const role = (advice: string): WhmcsError => new UnauthorizedError(command, 'role', advice);

  if (unpermitted.test(said))
    return role(`the API role of ${labelOf(sender)} does not allow ${command}: tick that action in the role`);
  if (unknown.test(said)) return new UnknownActionError(command);
  if (/^an admin user is required/i.test(said)) {
    return new UnauthorizedError(
      command,
      'admin',
      'WHMCS asks for an admin user, which it does when the address is doubled: WHMCS_URL must be the base address',
    );
  }
  if (missing.test(said)) return new MissingError(command, shown);
  if (isAboutUs && otherwiseUnpermitted.test(said))
    return role(
      `the API role of ${labelOf(sender)} does not allow ${command} (${shown}): tick that action in the role`,
    );
  const found = accessRefusal(said, isAboutUs);
  if (found && (isAboutUs || !isTrusted))
    return new UnauthorizedError(
      command,
      found.obstacle,
      whatToDo(found, isDenied ? `HTTP ${status}: ${shown}` : shown, sender),
      found.ip,
    );
  if (isDenied) return new UnauthorizedError(command, 'credential', `WHMCS denies access (HTTP ${status}: ${shown})`);
  return new WhmcsRefusal(command, shown);
}

/** What the operator can do. */
function whatToDo({ obstacle, ip }: AccessRefusal, shown: string, sender: Sender): string {
  if (obstacle === 'ip')
    return `WHMCS does not let ${ip ?? 'this address'} use its API: add exactly that address under API security (ranges are not understood), or set WHMCS_ACCESS_KEY`;
  if (obstacle === 'admin')
    return `the administrator behind ${labelOf(sender)} is disabled or too weak (${shown}): check that account in WHMCS`;
  return `WHMCS does not accept the API credential (${shown}): check ${pairOf(sender)}`;
}

/** The advice if one read after another is refused in the same words. */
export const refusedAlike = (command: string, reason: string, sender: Sender): UnauthorizedError =>
  new UnauthorizedError(
    command,
    'credential',
    `WHMCS refuses every command of ${labelOf(sender)} in the same words (${reason}): check ${pairOf(sender)}, the addresses under API security, and hooks or a firewall before WHMCS`,
  );
