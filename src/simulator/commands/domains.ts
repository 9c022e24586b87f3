import { columns, amounts, numerals } from './row.ts';
import { list } from './table-command.ts';

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
    subscriptionid: '',
    promoid: wire.numeral(0),
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
