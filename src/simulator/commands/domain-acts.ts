/** What a registrar does for a domain. */
import { addMonths } from '../clock.ts';
import { centsOf } from '../money.ts';
import type { Domain } from '../world/model.ts';
import { domainPrices } from '../world/reference.ts';
import { existing, read, Refusal, remote, write, type Call } from './command.ts';
import { domainOf, nameserversSent } from './domains.ts';
import { get, update } from './table-command.ts';

/** By number or by name. */
function domainNamed({ params, world }: Call): Domain {
  const name = params.text('domain') ?? '';
  const found =
    params.int('domainid') > 0
      ? world.domains.get(params.int('domainid'))
      : world.domains.find(({ domainname }) => name !== '' && domainname === name);
  return existing(found, 'Domain Not Found');
}

export const DomainRegister = remote(
  write((call) => {
    const domain = domainNamed(call);
    const today = call.world.clock.now().slice(0, 10);
    Object.assign(domain, { status: 'Active', registrar: domain.registrar || 'enom', regdate: today });
    extend(domain, today, domain.regperiod);
    return {};
  }),
);

/** Each call renews, and costs, again. */
export const DomainRenew = remote(
  write((call) => {
    const domain = domainNamed(call);
    if (domain.registrar === '') throw new Refusal('Registrar Error Message');
    extend(domain, domain.expirydate, call.params.int('regperiod') || domain.regperiod);
    return {};
  }),
);

function extend(domain: Domain, from: string, years: number): void {
  domain.expirydate = addMonths(from, 12 * years);
  domain.nextduedate = domain.expirydate;
}

export const DomainTransfer = remote(
  write((call) => {
    Object.assign(domainNamed(call), { status: 'Pending Transfer', regtype: 'Transfer' });
    return {};
  }),
);

/** Some registrars answer the code, with HTML entities in it, others mail it to the client. */
export const DomainRequestEPP = remote(
  write((call) => {
    const { id, registrar } = domainOf(call);
    return registrar === 'enom' ? { eppcode: `SECRET-epp&amp;${id}` } : {};
  }),
);

export const DomainToggleIdProtect = remote(
  write((call) => {
    domainOf(call).idprotection = call.params.flag('idprotect');
    return {};
  }),
);

/** JSON inside text. */
export const DomainGetWhoisInfo = remote(
  get(domainOf, ({ userid }, { world }) => {
    const owner = world.clients.get(userid);
    const contact = {
      First_Name: owner?.firstname ?? '',
      Last_Name: owner?.lastname ?? '',
      Organisation_Name: owner?.companyname || null,
      Email: owner?.email ?? '',
      City: owner?.city ?? '',
      Country: owner?.country ?? '',
    };
    const text = JSON.stringify(contact);
    return { Registrant: text, Admin: text, Tech: text };
  }),
);

export const DomainWhois = remote(
  read(({ params, world }) => {
    const name = (params.text('domain') ?? '').toLowerCase();
    if (!/^[^\s.]+(\.[^\s.]+)+$/.test(name)) throw new Refusal('Domain not valid');
    if (!Object.hasOwn(domainPrices, name.slice(name.indexOf('.') + 1)))
      throw new Refusal('The given TLD is not supported for WHOIS lookups');
    const taken = world.domains.find(({ domainname }) => domainname === name);
    return taken ? { status: 'unavailable', whois: `Domain Name: ${name}` } : { status: 'available', whois: '' };
  }),
);

export const UpdateClientDomain = update(domainOf, {
  columns: [
    'dnsmanagement',
    'emailforwarding',
    'idprotection',
    'donotrenew',
    'regdate',
    'nextduedate',
    'expirydate',
    'registrar',
    'regperiod',
    'paymentmethod',
    'status',
    'notes',
  ],
  change: (domain, { params }) => {
    if (params.flag('updatens')) domain.nameservers = nameserversSent(params);
    for (const name of ['firstpaymentamount', 'recurringamount'] as const)
      if (params.has(name)) domain[name] = centsOf(params.text(name) ?? '');
    if (params.has('type')) Object.assign(domain, { regtype: params.text('type') ?? '' });
    if (params.has('domain')) Object.assign(domain, { domainname: params.text('domain') ?? '' });
  },
  answer: ({ id }) => ({ domainid: String(id) }),
});
