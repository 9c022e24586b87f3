/** WHMCS has no error codes: what a refusal means is read from its text, without case, in all the spellings that were seen. */
import { MissingError, RefusedError, UnauthorizedError, type WhmcsError } from '../errors.ts';

/** "Client ID Not Found", "Service ID not found", "Client Not Found", "Invalid Client ID" … but not "… not found or Status not Pending". */
const missing =
  /^(?!.*\bor\b)(?:invalid )?(client|service|invoice|order|ticket|domain|contact|department|user|product|quote)( id)?( not found|$)/i;

/**
 * The failure behind WHMCS's own words.
 *
 * @param reason WHMCS's message, kept as it is in RefusedError
 * @param status an HTTP 401 or 403 whose text we do not know is still a question of access
 */
export function refusal(command: string, reason: string, status: number): WhmcsError {
  const ip = /^invalid ip\s*(\S*)/i.exec(reason);
  if (ip) {
    const seen = ip[1] === undefined || ip[1] === '' ? 'this address' : ip[1];
    return new UnauthorizedError(
      command,
      'ip',
      `WHMCS does not let ${seen} use its API: add exactly that address under API security (ranges are not understood), or set WHMCS_ACCESS_KEY`,
      ip[1],
    );
  }
  const role = /invalid permissions: api action "?(\w+)"? is not allowed/i.exec(reason);
  if (role) {
    return new UnauthorizedError(
      command,
      'role',
      `the API role of WHMCS_IDENTIFIER does not allow ${command}: tick that action in the role`,
    );
  }
  if (/is not a valid api action|^command not found|^api function not found/i.test(reason)) {
    return new UnauthorizedError(
      command,
      'role',
      `this WHMCS does not know the action ${command}: its version may be too old`,
    );
  }
  if (/invalid or missing credentials|authentication failed/i.test(reason)) {
    return new UnauthorizedError(
      command,
      'credential',
      `WHMCS does not accept the API credential (${reason}): check WHMCS_IDENTIFIER and WHMCS_SECRET`,
    );
  }
  if (/an admin user is required/i.test(reason)) {
    return new UnauthorizedError(
      command,
      'admin',
      'WHMCS asks for an admin user, which it does when the address is doubled: WHMCS_URL must be the base address',
    );
  }
  if (/administrator account disabled|access denied/i.test(reason)) {
    return new UnauthorizedError(
      command,
      'admin',
      `the administrator behind the API credential is disabled or too weak (${reason}): check that account in WHMCS`,
    );
  }
  if (status === 401 || status === 403) {
    return new UnauthorizedError(command, 'credential', `WHMCS denies access (HTTP ${status}: ${reason})`);
  }
  return missing.test(reason) ? new MissingError(command, reason) : new RefusedError(command, reason);
}
