/** Settings of domains at their registrars: DomainUpdateNameservers, DomainUpdateLockingStatus, DomainToggleIdProtect, DomainUpdateWhoisInfo. */
import { z } from 'zod';
import { write } from '../command.ts';
import { fieldsUpdated, type Value } from '../reconcile/fields.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { updated, type Values } from '../reconcile/updated.ts';
import { collated } from '../wire/collation.ts';
import { idParam, optional, settingParam } from '../wire/params.ts';
import { contactsParam, type ContactsByRole } from '../wire/registrar-contacts.ts';
import { DomainGetLockingStatus, DomainGetNameservers, DomainGetWhoisInfo, GetClientsDomains } from './domains.ts';

interface Asked {
  readonly domainid: number;
}

const recordOf = async (domainid: number, look: FreshRead) =>
  (await look(GetClientsDomains, { domainid })).domains.find((each) => each.id === domainid);

/** What the rules of these commands have in common. A registrar may work on a change for long. */
const atRegistrar = { named: 'domainid', id: ({ domainid }: Asked) => domainid, absenceProves: false } as const;

const setting = {
  answer: z.object({}),
  purpose: 'support',
  repeat: 'none',
  remote: 'registrar',
  changes: { domains: 'domainid' },
} as const;

const servers = ['ns1', 'ns2', 'ns3', 'ns4', 'ns5'] as const;
type Servers = Readonly<Partial<Record<(typeof servers)[number], string | null | undefined>>>;

const serversIn = (names: Servers): Values =>
  Object.fromEntries(servers.flatMap((name) => (names[name] == null ? [] : [[name, collated(names[name])]])));

/** Replaces all name servers. */
export const DomainUpdateNameservers = write('DomainUpdateNameservers', {
  ...setting,
  params: z.strictObject({
    // Its number decides.
    domainid: idParam,
    domain: z.string().min(1).optional(),
    ns1: z.string().min(1),
    ns2: z.string().min(1),
    ...optional(z.string(), 'ns3', 'ns4', 'ns5'),
  }),
  refusals: ['Domain ID Not Found', 'ns1 and ns2 required'],
  reconcile: updated<Asked & Servers, Servers>({
    ...atRegistrar,
    read: (domainid, look) => look(DomainGetNameservers, { domainid }),
    valuesOf: serversIn,
    wanted: serversIn,
  }),
});

export const DomainUpdateLockingStatus = write('DomainUpdateLockingStatus', {
  ...setting,
  // Without it WHMCS unlocks the domain.
  params: z.strictObject({ domainid: idParam, lockstatus: settingParam }),
  refusals: ['Domain ID Not Found', 'An invalid configuration was detected with the registrar module'],
  reconcile: fieldsUpdated<'lockstatus', Asked & { readonly lockstatus: boolean }, boolean>({
    ...atRegistrar,
    read: async (domainid, look) =>
      collated((await look(DomainGetLockingStatus, { domainid })).lockstatus) === 'locked',
    names: ['lockstatus'],
    valueOf: (isLocked) => isLocked,
  }),
});

export const DomainToggleIdProtect = write('DomainToggleIdProtect', {
  ...setting,
  // Without it WHMCS switches the protection off.
  params: z.strictObject({ domainid: idParam, idprotect: settingParam }),
  refusals: ['Domain ID Not Found'],
  reconcile: fieldsUpdated<'idprotect', Asked & { readonly idprotect: boolean }, Value>({
    ...atRegistrar,
    read: async (domainid, look) => (await recordOf(domainid, look))?.idprotection,
    names: ['idprotect'],
    valueOf: (isProtected) => isProtected,
  }),
});

const contactsAsValues = (contacts: ContactsByRole): Values =>
  Object.fromEntries(
    Object.entries(contacts).flatMap(([role, values]) =>
      Object.entries(values).map(([name, value]) => [collated(`${role} ${name}`.replaceAll('_', ' ')), value ?? '']),
    ),
  );

/** Replaces the contacts. The names of roles and values are those of the registrar module. */
export const DomainUpdateWhoisInfo = write('DomainUpdateWhoisInfo', {
  ...setting,
  params: z.strictObject({ domainid: idParam, xml: contactsParam }),
  refusals: ['Domain ID Not Found', 'XML Required'],
  reconcile: updated<Asked & { readonly xml: ContactsByRole }, ContactsByRole>({
    ...atRegistrar,
    read: (domainid, look) => look(DomainGetWhoisInfo, { domainid }),
    valuesOf: contactsAsValues,
    wanted: ({ xml }) => contactsAsValues(xml),
  }),
});
