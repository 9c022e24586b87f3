/**
 * Who may do what, by rule. What each mutation is for, and whom, its declaration says; what of a mutation's input is for staff all the
 * same is said where the input is declared.
 */
import { purposes, type Purpose } from '../whmcs/command.ts';
import type { Role } from '../config/roles.ts';

/** The purposes that `allow` lists. A viewer may read everything that it sees; nothing in this release shows a secret. */
export const actions = purposes;

export type Action = Purpose;

/**
 * Whom of those who are not staff a mutation is for: clients and partners; partners; whoever `allow` gives it; partners with a client
 * group whom `allow` gives it; or nobody of them.
 */
export const offers = ['EVERYONE', 'PARTNERS', 'ALLOWED', 'GROUPS', 'NOBODY'] as const;

export type Offered = (typeof offers)[number];

/** The declared permission of a mutation. */
export interface Permission {
  readonly name: string;
  readonly purpose: Action;
  readonly offered: Offered;
}

/** What a viewer was given. */
export interface Rights {
  readonly role: Role;
  /**
   * Purposes, and names of mutations. For partners and clients what comes on top of what they have anyway; for staff, who have everything,
   * all that they keep.
   */
  readonly allow?: readonly string[] | undefined;
  /** The client group whose members are theirs. */
  readonly group?: number | undefined;
}

/**
 * The mutations that a purpose in `allow` gives to partners and clients. The list is complete: every later mutation must be named, so that
 * an upgrade gives no rights to a viewer that is configured already.
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

/** Whether somebody with these rights may perform a mutation. */
export function isGranted({ name, purpose, offered }: Permission, { role, allow, group }: Rights): boolean {
  const isCovered = role === 'STAFF' || coveredByPurpose.has(name);
  const isAllowed = allow && (allow.includes(name) || (isCovered && allow.includes(purpose)));
  if (role === 'STAFF') return isAllowed ?? true;
  if (offered === 'NOBODY') return false;
  if (offered === 'EVERYONE' || (offered === 'PARTNERS' && role === 'PARTNER')) return true;
  if (offered === 'GROUPS' && (role !== 'PARTNER' || group === undefined)) return false;
  return isAllowed === true;
}

/** What partners and clients may do until configured otherwise: a partner who stands in no configuration is held like a client. */
export const unconfigured: Rights = { role: 'CLIENT' };
