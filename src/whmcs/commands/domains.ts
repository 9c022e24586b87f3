/** Domains: GetClientsDomains, and what their registrars report: DomainGetNameservers, DomainGetLockingStatus, DomainGetWhoisInfo. */
import { z } from 'zod';
import { read } from '../command.ts';
import { idParam } from '../wire/params.ts';
import { count, date, flag, id, money, owner, text } from '../wire/values.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { contactsIn, registrarContact } from '../wire/registrar-contacts.ts';

const row = z.object({
  id,
  userid: owner,
  orderid: id,
  regtype: text,
  domainname: text,
  registrar: text,
  regperiod: count,
  firstpaymentamount: money,
  recurringamount: money,
  paymentmethod: text,
  paymentmethodname: text,
  regdate: date,
  expirydate: date,
  nextduedate: date,
  status: text,
  subscriptionid: text,
  promoid: id,
  dnsmanagement: flag,
  emailforwarding: flag,
  idprotection: flag,
  donotrenew: flag,
  notes: text,
});

export const GetClientsDomains = read('GetClientsDomains', {
  params: z.strictObject({
    ...pageParams,
    clientid: idParam.optional(),
    domainid: idParam.optional(),
    domain: z.string().optional(),
  }),
  // Beside the rows WHMCS repeats the filters of the request.
  answer: page({ clientid: id, domainid: id, domains: rows('domain', row) }),
  keep: { recordBy: 'domainid' },
  topics: ['domains'],
  owner: 'domains[].userid',
  filters: { clientid: 'domains[].userid', domainid: 'domains[].id' },
  // A client's own list reports how many there are.
  mentions: { domain: 'domains[].id', client: { filter: 'clientid' } },
  probe: { limitnum: 1 },
});

/** No domain has so high a number: WHMCS refuses before it asks a registrar. */
const noDomain = { domainid: 2_147_483_647 };

const ofRegistrar = {
  params: z.strictObject({ domainid: idParam }),
  keep: 'record',
  remote: 'registrar',
  topics: ['domains'],
  probe: noDomain,
} as const;

/** Some registrars leave out what is not set, others print empty text. */
export const DomainGetNameservers = read('DomainGetNameservers', {
  ...ofRegistrar,
  answer: z.object({ ns1: text, ns2: text, ns3: text, ns4: text, ns5: text }),
});

/** `locked` or `unlocked`; some registrars report neither. */
export const DomainGetLockingStatus = read('DomainGetLockingStatus', {
  ...ofRegistrar,
  answer: z.object({ lockstatus: text }),
});

/** The three documented roles, and others that a registrar has: Billing, for example. */
export const DomainGetWhoisInfo = read('DomainGetWhoisInfo', {
  ...ofRegistrar,
  answer: z
    .object({ Registrant: registrarContact, Admin: registrarContact, Tech: registrarContact })
    .catchall(registrarContact)
    .transform(contactsIn),
});
