/**
 * The rules of permissions. The declaration of a mutation gives its purpose and the roles that it is offered to; the declaration of its
 * input gives the fields that are for staff only.
 */
import { purposes, type Purpose } from '../whmcs/command.ts';
import type { Role } from '../config/roles.ts';

/** The purposes that `allow` lists. A viewer may read everything that it sees, except the fields that `secret` shows. */
export const actions = purposes;

export type Action = Purpose;

/**
 * The viewers, besides staff, that a mutation is offered to: clients and partners; partners; viewers whose `allow` grants it; partners
 * with a client group whose `allow` grants it; or none.
 */
export const offers = ['EVERYONE', 'PARTNERS', 'ALLOWED', 'GROUPS', 'NOBODY'] as const;

export type Offered = (typeof offers)[number];

/** The declared permission of a mutation. */
export interface Permission {
  readonly name: string;
  readonly purpose: Action;
  readonly offered: Offered;
  /** Whether it is in no schema until `secrets` of the configuration names it. */
  readonly isOff: boolean;
}

/** The configured rights of a viewer. */
export interface Rights {
  readonly role: Role;
  /**
   * Purposes and mutation names. For partners and clients they add to the default permissions; for staff, which has all permissions by
   * default, they replace them.
   */
  readonly allow?: readonly string[] | undefined;
  /** The client group whose members the viewer sees. */
  readonly group?: number | undefined;
}

/**
 * The mutations that a purpose in `allow` grants to partners and clients. The list is closed: `allow` must name every later mutation, so an
 * upgrade grants nothing to a viewer that is configured already.
 */
const coveredByPurpose: ReadonlySet<string> = new Set([
  'clientCreate',
  'emailSend',
  'invoicePaymentAdd',
  'invoiceUpdate',
  'orderAccept',
  'serviceCreate',
  'serviceSuspend',
  'serviceTerminate',
  'serviceUnsuspend',
]);

/** Whether a viewer with these rights may perform a mutation. */
export function isGranted({ name, purpose, offered }: Permission, { role, allow, group }: Rights): boolean {
  const isCovered = role === 'STAFF' || coveredByPurpose.has(name);
  const isAllowed = allow && (allow.includes(name) || (isCovered && allow.includes(purpose)));
  if (role === 'STAFF') return isAllowed ?? true;
  if (offered === 'NOBODY') return false;
  if (offered === 'EVERYONE' || (offered === 'PARTNERS' && role === 'PARTNER')) return true;
  if (offered === 'GROUPS' && (role !== 'PARTNER' || group === undefined)) return false;
  return isAllowed === true;
}

/** Whether a viewer with these rights sees the fields that a purpose shows: staff by default, others by `allow`. */
export const isShown = (purpose: Action, { role, allow }: Rights): boolean =>
  allow ? allow.includes(purpose) : role === 'STAFF';

/** The default permissions of partners and clients: a partner that is not configured has a client's permissions. */
export const unconfigured: Rights = { role: 'CLIENT' };
