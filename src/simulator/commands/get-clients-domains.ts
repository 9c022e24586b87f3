import type { Answer } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import type { Domain } from '../world/model.ts';
import { paymentMethods } from '../world/reference.ts';
import type { Call } from './command.ts';
import { pageOf, same } from './page.ts';

/** Here even `startnumber` and `numreturned` are text, and unset filters are echoed as empty text, not as null. */
export function getClientsDomains({ params, world, wire }: Call): Answer {
  const clientid = params.int('clientid');
  const domainid = params.int('domainid');
  const name = params.text('domain') ?? '';
  const candidates = clientid > 0 ? world.domains.of(clientid) : world.domains.all();
  const wanted = candidates.filter(
    (domain) => (domainid === 0 || domain.id === domainid) && (name === '' || same(domain.domainname, name)),
  );
  const { rows, total, start } = pageOf(wanted, params);
  return {
    clientid: params.text('clientid') ?? '',
    domainid: params.text('domainid') ?? '',
    totalresults: wire.numeral(total),
    startnumber: wire.numeral(start),
    numreturned: wire.numeral(rows.length),
    ...wire.list(
      'domains',
      'domain',
      rows.map((domain) => rowOf(domain, wire)),
      'text',
    ),
  };
}

function rowOf(domain: Domain, wire: Wire): Answer {
  const { id } = domain;
  const flag = (value: boolean): string | number => wire.numeral(value ? 1 : 0);
  return {
    id: wire.numeral(id),
    userid: wire.numeral(domain.userid),
    orderid: wire.numeral(domain.orderid),
    regtype: domain.regtype,
    domainname: domain.domainname,
    registrar: domain.registrar,
    regperiod: wire.numeral(domain.regperiod),
    firstpaymentamount: decimal(domain.firstpaymentamount),
    recurringamount: decimal(domain.recurringamount),
    paymentmethod: domain.paymentmethod,
    paymentmethodname: wire.text(paymentMethods[domain.paymentmethod] ?? ''),
    regdate: domain.regdate,
    expirydate: wire.day(domain.expirydate, id, 'expirydate'),
    nextduedate: wire.day(domain.nextduedate, id, 'nextduedate'),
    status: domain.status,
    subscriptionid: '',
    promoid: wire.numeral(0),
    dnsmanagement: flag(domain.dnsmanagement),
    emailforwarding: flag(domain.emailforwarding),
    idprotection: flag(domain.idprotection),
    donotrenew: wire.flag(domain.donotrenew, id, 'donotrenew', [
      [1, 0],
      ['on', ''],
      ['1', '0'],
    ]),
    notes: wire.text(domain.notes),
    ...wire.extra(id, 'domains'),
  };
}
