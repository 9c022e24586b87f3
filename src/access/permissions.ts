/**
 * What each kind of viewer may do: one line for each mutation. docs/access.md shows it as a table. What of a mutation's input is for staff
 * all the same is marked where the input is declared.
 */
import { purposes, type Purpose } from '../whmcs/command.ts';
import type { Role } from './viewer.ts';

/** What `allow` lists. Whoever sees a thing may read it; nothing in this release shows a secret. */
export const actions = purposes;

export type Action = Purpose;

/**
 * Whom of those who are not staff a mutation is for: clients and partners, partners, whoever is allowed its action, or partners with a
 * client group who are allowed its action; or nobody of them.
 */
type Offered = 'EVERYONE' | 'PARTNERS' | 'ALLOWED' | 'GROUPS' | 'NOBODY';

interface Permission {
  readonly action: Action;
  readonly offered: Offered;
}

export const permissions = {
  // Goes into the partner's group. Without one, a new client would be nobody's: whose the others are is said by the configuration.
  clientCreate: { action: 'lifecycle', offered: 'GROUPS' },
  clientUpdate: { action: 'support', offered: 'EVERYONE' },
  emailSend: { action: 'support', offered: 'ALLOWED' },
  invoicePaymentAdd: { action: 'billing', offered: 'ALLOWED' },
  invoiceUpdate: { action: 'billing', offered: 'ALLOWED' },
  // What has become of anybody's act is for those to say who can look in WHMCS.
  operationResolve: { action: 'lifecycle', offered: 'NOBODY' },
  orderAccept: { action: 'lifecycle', offered: 'ALLOWED' },
  orderAdd: { action: 'billing', offered: 'EVERYONE' },
  serviceCreate: { action: 'lifecycle', offered: 'ALLOWED' },
  serviceSuspend: { action: 'lifecycle', offered: 'PARTNERS' },
  serviceTerminate: { action: 'dangerous', offered: 'ALLOWED' },
  serviceUnsuspend: { action: 'lifecycle', offered: 'PARTNERS' },
  ticketOpen: { action: 'support', offered: 'EVERYONE' },
  ticketReplyAdd: { action: 'support', offered: 'EVERYONE' },
} as const satisfies Readonly<Record<string, Permission>>;

export type Mutations = ReadonlySet<string>;

/**
 * The mutations of a configured viewer. A mutation without a line here is nobody's.
 *
 * @param allow for partners and clients what comes on top of what they have anyway; for staff, who have everything, all that they keep
 * @param group the client group whose members are theirs
 */
export function mutationsFor(role: Role, allow?: readonly Action[], group?: number): Mutations {
  const isGranted = ({ action, offered }: Permission): boolean => {
    const isAllowed = allow?.includes(action);
    if (role === 'STAFF') return isAllowed ?? true;
    if (offered === 'NOBODY') return false;
    if (offered === 'EVERYONE' || (offered === 'PARTNERS' && role === 'PARTNER')) return true;
    if (offered === 'GROUPS' && (role !== 'PARTNER' || group === undefined)) return false;
    return isAllowed === true;
  };
  return new Set(Object.entries(permissions).flatMap(([name, each]) => (isGranted(each) ? [name] : [])));
}

/** What partners and clients may do until configured otherwise: a partner who stands in no configuration is held like a client. */
export const unconfigured: Mutations = mutationsFor('CLIENT');
