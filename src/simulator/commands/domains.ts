import type { Domain } from '../world/model.ts';
import { existing, Refusal, remote, write, type Call } from './command.ts';
import type { Params } from './params.ts';
import { amounts, columns, numerals } from './row.ts';
import { get, list, named } from './table-command.ts';

/** All counts are text here, and filters that were not sent are echoed as empty text, not as null. */
export const GetClientsDomains = list({
  from: ({ domains }) => domains,
  rows: 'domains.domain',
  where: { clientid: 'userid', domainid: 'id', domain: 'domainname' },
  empty: 'text',
  counts: { totalresults: 'text', startnumber: 'text', numreturned: 'text' },
  head: ({ params }) => ({ clientid: params.text('clientid') ?? '', domainid: params.text('domainid') ?? '' }),
  row: (domain, { wire, world }) => ({
    ...numerals(wire, domain, 'id', 'userid', 'orderid', 'regperiod'),
    ...columns(domain, 'regtype', 'domainname', 'registrar', 'paymentmethod', 'regdate', 'status'),
    ...amounts(domain, 'firstpaymentamount', 'recurringamount'),
    paymentmethodname: wire.text(world.paymentMethods[domain.paymentmethod] ?? ''),
    expirydate: wire.day(domain.expirydate, domain.id, 'expirydate'),
    nextduedate: wire.day(domain.nextduedate, domain.id, 'nextduedate'),
    subscriptionid: domain.subscriptionid,
    promoid: wire.numeral(domain.promoid),
    dnsmanagement: wire.numeral(Number(domain.dnsmanagement)),
    emailforwarding: wire.numeral(Number(domain.emailforwarding)),
    idprotection: wire.numeral(Number(domain.idprotection)),
    donotrenew: wire.flag(domain.donotrenew, domain.id, 'donotrenew', [
      [1, 0],
      ['on', ''],
      ['1', '0'],
    ]),
    notes: wire.text(domain.notes),
    ...wire.extra(domain.id, 'domains'),
  }),
});

export const domainOf = named(({ domains }) => domains, 'domainid', 'Domain ID Not Found');

/** A domain without a registrar has no module that could answer. */
function registered(call: Call): Domain {
  const domain = domainOf(call);
  if (domain.registrar === '') throw new Refusal('Registrar Function Not Supported');
  return domain;
}

/** `ns1` to `ns5`; some registrars leave out the unset ones, others print empty text. */
export const DomainGetNameservers = remote(
  get(registered, ({ id, nameservers }, { wire }) => {
    const printsAll = wire.variant(id, 'nameservers', 2) === 1;
    const shown = [0, 1, 2, 3, 4].filter((index) => printsAll || index < nameservers.length);
    return Object.fromEntries(shown.map((index) => [`ns${index + 1}`, nameservers[index] ?? '']));
  }),
);

/** @throws Refusal unless the first two are there */
export function nameserversSent(params: Params): string[] {
  const sent = [1, 2, 3, 4, 5].map((number) => params.text(`ns${number}`) ?? '');
  if (sent[0] === '' || sent[1] === '') throw new Refusal('ns1 and ns2 required');
  return sent.filter((server) => server !== '');
}

export const DomainUpdateNameservers = remote(
  write(({ params, world }) => {
    const name = params.text('domain') ?? '';
    const found =
      params.int('domainid') > 0
        ? world.domains.get(params.int('domainid'))
        : world.domains.find(({ domainname }) => name !== '' && domainname === name);
    const domain = existing(found, 'Domain ID Not Found');
    domain.nameservers = nameserversSent(params);
    return {};
  }),
);

export const DomainGetLockingStatus = remote(
  get(domainOf, ({ locked }) => ({ lockstatus: locked ? 'locked' : 'unlocked' })),
);

export const DomainUpdateLockingStatus = remote(
  write((call) => {
    domainOf(call).locked = call.params.flag('lockstatus');
    return {};
  }),
);
