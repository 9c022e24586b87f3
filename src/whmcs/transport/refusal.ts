/** WHMCS has no error codes: what a refusal means is read from its text, without case, in all the spellings that were seen. */
import { DEFAULT, labelOf, pairOf, type Sender } from '../credentials.ts';
import { MissingError, RefusedError, UnauthorizedError, type WhmcsError } from '../errors.ts';
import type { Redactor } from '../redact.ts';

/** "Client ID Not Found", "Service ID not found", "Domain Not Found" … and nothing else: not "… not found or Status not Pending". */
const things =
  'client|contact|user|service|product|addon|domain|order|invoice|quote|currency|ticket|department|reply|note|related|announcement|email template|project|task|timer';
const missing = new RegExp(`^(?:(?:invalid )?(?:${things})(?: id)? not found|invalid (?:${things}) id)[.!]?$`, 'i');

/**
 * The failure behind WHMCS's own words. They are known as a whole: "Authentication failed" within a longer text is a server module
 * speaking of its own server, and the command has run.
 *
 * @param reason WHMCS's message
 * @param status an HTTP 401 or 403 whose text we do not know is still a question of access
 * @param clean takes secrets out of the message before it is kept
 * @param sender the credential on which it was sent
 */
export function refusal(
  command: string,
  reason: string,
  status: number,
  clean: Redactor = (text) => text,
  sender: Sender = { name: DEFAULT },
): WhmcsError {
  const said = reason.trim();
  const shown = clean(said);
  const ip = /^invalid ip:?(?:\s+([\da-f:.%]+))?$/i.exec(said);
  if (ip) {
    return new UnauthorizedError(
      command,
      'ip',
      `WHMCS does not let ${ip[1] ?? 'this address'} use its API: add exactly that address under API security (ranges are not understood), or set WHMCS_ACCESS_KEY`,
      ip[1],
    );
  }
  if (/^invalid permissions: api action "?\w*"? is not allowed/i.test(said)) {
    return new UnauthorizedError(
      command,
      'role',
      `the API role of ${labelOf(sender)} does not allow ${command}: tick that action in the role`,
    );
  }
  if (/^invalid api action: .* is not a valid api action|^(command|api function) not found$/i.test(said)) {
    return new UnauthorizedError(
      command,
      'role',
      `this WHMCS does not know the action ${command}: its version may be too old`,
    );
  }
  if (/^(invalid or missing credentials|authentication failed)[.!]?$/i.test(said)) {
    return new UnauthorizedError(
      command,
      'credential',
      `WHMCS does not accept the API credential (${shown}): check ${pairOf(sender)}`,
    );
  }
  if (/^an admin user is required/i.test(said)) {
    return new UnauthorizedError(
      command,
      'admin',
      'WHMCS asks for an admin user, which it does when the address is doubled: WHMCS_URL must be the base address',
    );
  }
  if (/^(administrator account disabled|access denied)[.!]?$/i.test(said)) {
    return new UnauthorizedError(
      command,
      'admin',
      `the administrator behind ${labelOf(sender)} is disabled or too weak (${shown}): check that account in WHMCS`,
    );
  }
  if (status === 401 || status === 403) {
    return new UnauthorizedError(command, 'credential', `WHMCS denies access (HTTP ${status}: ${shown})`);
  }
  return missing.test(said) ? new MissingError(command, shown) : new RefusedError(command, shown);
}
