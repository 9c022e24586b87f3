/** Domains: GetClientsDomains. */
import { z } from 'zod';
import { read } from '../command.ts';
import { idParam } from '../wire/params.ts';
import { listTags } from '../cache/tags.ts';
import { entityKeys } from '../cache/mentions.ts';
import { count, date, flag, id, listOf, money, owner, text } from '../wire/values.ts';
import { isFiltered, page, pageParams } from '../wire/page.ts';
import { selectedTags } from '../wire/selected.ts';

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
  // Beside the rows WHMCS repeats the filters as they were sent.
  answer: page({ clientid: id, domainid: id, domains: listOf('domain', row).default([]) }),
  keep: { of: ({ domainid }) => (domainid === undefined ? 'list' : 'record') },
  tags: ({ clientid, domainid }, { domains }) =>
    domainid === undefined
      ? listTags(['domains'], clientid)
      : selectedTags(
          ['domains'],
          domains.map((each) => each.userid),
        ),
  // A client's own list tells how many there are.
  mentions: ({ clientid, limitstart, ...filters }, { domains }) => [
    ...entityKeys(
      'domain',
      domains.map((each) => each.id),
    ),
    ...entityKeys('client', limitstart || isFiltered(filters) ? [] : [clientid]),
  ],
  probe: { limitnum: 1 },
});
