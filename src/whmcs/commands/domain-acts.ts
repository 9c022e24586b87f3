/** What is bought from registrars, and given back: DomainRegister, DomainTransfer, DomainRenew, DomainRelease, DomainRequestEPP. */
import { z } from 'zod';
import { write } from '../command.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { renewed } from '../reconcile/renewed.ts';
import { reached } from '../reconcile/status.ts';
import { idParam } from '../wire/params.ts';
import { text } from '../wire/values.ts';
import { GetClientsDomains } from './domains.ts';

/** Its number decides. A name alone would not do: two clients may have had the same one. */
const named = { domainid: idParam, domain: z.string().min(1).optional() };

const recordOf = async (id: number, look: FreshRead) =>
  (await look(GetClientsDomains, { domainid: id })).domains.find((each) => each.id === id);

/** An unchanged status does not prove that the registrar has done nothing: WHMCS changes it when the registrar has answered. */
const becomes = (to: string) =>
  reached<{ readonly domainid: number }>({
    named: 'domainid',
    id: (asked) => asked.domainid,
    read: async (id, look) => (await recordOf(id, look))?.status ?? null,
    to,
    absenceProves: false,
  });

const bought = {
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'money',
  once: (asked: { readonly domainid: number }) => asked.domainid,
  remote: 'registrar',
} as const;

export const DomainRegister = write('DomainRegister', {
  ...bought,
  params: z.strictObject({ ...named, idnlanguage: z.string().optional() }),
  refusals: ['Domain Not Found', 'Invalid IDN Language. Must be one of: …'],
  reconcile: becomes('Active'),
  changes: { domains: 'domainid', domainNames: true },
});

export const DomainTransfer = write('DomainTransfer', {
  ...bought,
  params: z.strictObject({ ...named, eppcode: z.string().min(1).optional() }),
  secretParams: ['eppcode'],
  refusals: ['Domain Not Found'],
  reconcile: becomes('Pending Transfer'),
  changes: { domains: 'domainid' },
});

/** Each call buys another period. */
export const DomainRenew = write('DomainRenew', {
  ...bought,
  params: z.strictObject({ ...named, regperiod: idParam.optional() }),
  refusals: ['Domain Not Found'],
  reconcile: renewed(recordOf),
  changes: { domains: 'domainid' },
});

/** Hands a domain over to another registrar, as .uk domains are. */
export const DomainRelease = write('DomainRelease', {
  params: z.strictObject({ ...named, newtag: z.string().min(1) }),
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'error',
  remote: 'registrar',
  refusals: ['Domain Not Found'],
  reconcile: becomes('Transferred Away'),
  changes: { domains: 'domainid', domainNames: true },
});

/** The code with which another registrar takes the domain. Some registrars answer it, others mail it to the client. */
export const DomainRequestEPP = write('DomainRequestEPP', {
  params: z.strictObject({ domainid: idParam }),
  answer: z.object({ eppcode: text }),
  reveals: ['eppcode'],
  purpose: 'secret',
  repeat: 'resend',
  remote: 'registrar',
  refusals: ['Domain ID Not Found'],
  reconcile: { never: 'no command reports whether a registrar has made or mailed a code' },
  changes: {},
});
