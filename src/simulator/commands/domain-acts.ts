/** What a registrar does for a domain. */
import { addMonths } from '../clock.ts';
import { centsOf } from '../money.ts';
import type { Domain } from '../world/model.ts';
import { domainPrice } from '../world/services.ts';
import { existing, read, Refusal, remote, write, type Call } from './command.ts';
import { domainOf, nameserversSent } from './domains.ts';
import { update } from './table-command.ts';

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

/** Hands the domain over to another registrar. */
export const DomainRelease = remote(
  write((call) => {
    const domain = domainNamed(call);
    if ((call.params.text('newtag') ?? '') === '' || domain.status !== 'Active')
      throw new Refusal('Registrar Error Message');
    domain.status = 'Transferred Away';
    return {};
  }),
);

/** Of a taken name some WHOIS servers say that it is registered. That of .jp does not answer in an untidy world. */
export const DomainWhois = remote(
  read(({ params, world, wire }) => {
    const name = (params.text('domain') ?? '').toLowerCase();
    if (!/^[^\s.]+(\.[^\s.]+)+$/.test(name)) throw new Refusal('Domain not valid');
    const extension = name.slice(name.indexOf('.') + 1);
    if (!world.tlds.some((tld) => tld.extension === extension))
      throw new Refusal('The given TLD is not supported for WHOIS lookups');
    if (extension === 'jp' && wire.untidy) return { status: 'error', whois: null };
    const taken = world.domains.find(({ domainname }) => domainname === name);
    if (!taken) return { status: 'available', whois: '' };
    const status = wire.variant(taken.id, 'whois', 3) === 1 ? 'registered' : 'unavailable';
    return { status, whois: `Domain Name: ${name}` };
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
    'subscriptionid',
    'promoid',
  ],
  change: (domain, { params, world }) => {
    if (!['', 'enom', 'opensrs'].includes(params.text('registrar') ?? ''))
      throw new Refusal('The Registrar is not active');
    if (params.flag('updatens')) domain.nameservers = nameserversSent(params);
    for (const name of ['firstpaymentamount', 'recurringamount'] as const)
      if (params.has(name)) domain[name] = centsOf(params.text(name) ?? '');
    if (params.flag('autorecalc')) {
      const years = params.int('regperiod') || domain.regperiod;
      const currency = world.clients.get(domain.userid)?.currency ?? 1;
      domain.recurringamount = domainPrice(domain.domainname, currency) * years;
    }
    if (params.has('type')) Object.assign(domain, { regtype: params.text('type') ?? '' });
    if (params.has('domain')) Object.assign(domain, { domainname: params.text('domain') ?? '' });
  },
  answer: ({ id }) => ({ domainid: String(id) }),
});
