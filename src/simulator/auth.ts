import type { SimulatorCredential } from './options.ts';
import type { PhpForm, PhpValue } from './http/php.ts';

/** An answer with its own HTTP status, sent before any command runs. */
export interface Denial {
  readonly status: number;
  readonly message: string;
}

export interface Guard {
  readonly credentials: readonly SimulatorCredential[];
  readonly allowedIps: readonly string[] | 'any';
  readonly accessKey: string | undefined;
}

const credentialNames = new Set(['identifier', 'secret', 'username', 'password', 'accesskey']);

export function withoutCredentials(form: PhpForm): PhpForm {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !credentialNames.has(name)));
}

export const identifierOf = (form: PhpForm): string => text(form['identifier']) || text(form['username']);

/** The caller's credential, or why it is denied. A 403 has four causes, which differ only in their message. */
export function authenticate(form: PhpForm, address: string, guard: Guard): SimulatorCredential | Denial {
  const identifier = identifierOf(form);
  const secret = text(form['secret']) || text(form['password']);
  const credential = guard.credentials.find((candidate) => candidate.identifier === identifier);
  if (!credential || secret === '') return { status: 403, message: 'Invalid or missing credentials' };
  if (credential.secret !== secret) return { status: 403, message: 'Authentication Failed' };
  const keyed = guard.accessKey !== undefined && text(form['accesskey']) === guard.accessKey;
  // Exact addresses only, and an empty list denies everyone.
  if (guard.allowedIps !== 'any' && !keyed && !guard.allowedIps.includes(address)) {
    return { status: 403, message: `Invalid IP ${address}` };
  }
  return credential;
}

export function roleDenial(credential: SimulatorCredential, action: string): Denial | undefined {
  const allowed = credential.actions?.some((name) => name.toLowerCase() === action.toLowerCase()) ?? true;
  return allowed ? undefined : notAllowed(action);
}

export function notAllowed(action: string): Denial {
  return { status: 403, message: `Invalid Permissions: API action "${action.toLowerCase()}" is not allowed` };
}

function text(value: PhpValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
