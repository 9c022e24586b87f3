/** The record of a domain in WHMCS: UpdateClientDomain. */
import { z } from 'zod';
import { write } from '../command.ts';
import { asText, fieldsUpdated, type Value } from '../reconcile/fields.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { countParam, dateParam, decimalParam, idParam, optional, optionParam, settingParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetClientsDomains } from './domains.ts';

/** The record's name of each parameter that is compared. */
const columns = {
  dnsmanagement: 'dnsmanagement',
  emailforwarding: 'emailforwarding',
  idprotection: 'idprotection',
  donotrenew: 'donotrenew',
  type: 'regtype',
  regdate: 'regdate',
  nextduedate: 'nextduedate',
  expirydate: 'expirydate',
  domain: 'domainname',
  firstpaymentamount: 'firstpaymentamount',
  recurringamount: 'recurringamount',
  registrar: 'registrar',
  regperiod: 'regperiod',
  paymentmethod: 'paymentmethod',
  subscriptionid: 'subscriptionid',
  status: 'status',
  notes: 'notes',
  promoid: 'promoid',
} as const;

type Name = keyof typeof columns;
type Changes = { readonly domainid: number } & { readonly [name in Name]?: Value };
type Domain = { readonly [name in (typeof columns)[Name]]?: Value };

/** Amounts are written with and without places; no promotion is 0 or nothing; notes keep their case. */
function written(name: Name, value: Value): string {
  if (name === 'firstpaymentamount' || name === 'recurringamount') return value == null ? '' : amountOf(String(value));
  if (name === 'notes') return String(value ?? '');
  return name === 'promoid' && value === 0 ? '' : asText(value);
}

export const UpdateClientDomain = write('UpdateClientDomain', {
  params: z.strictObject({
    domainid: idParam,
    ...optional(settingParam, 'dnsmanagement', 'emailforwarding', 'idprotection', 'donotrenew'),
    type: z.enum(['Register', 'Transfer']).optional(),
    ...optional(dateParam, 'regdate', 'nextduedate', 'expirydate'),
    domain: z.string().min(1).optional(),
    ...optional(decimalParam, 'firstpaymentamount', 'recurringamount'),
    registrar: z.string().optional(),
    regperiod: idParam.optional(),
    ...optional(z.string(), 'paymentmethod', 'subscriptionid', 'status', 'notes'),
    promoid: countParam.optional(),
    ...optional(optionParam, 'autorecalc', 'updatens'),
    ...optional(z.string(), 'ns1', 'ns2', 'ns3', 'ns4', 'ns5'),
  }),
  answer: z.object({ domainid: id }),
  purpose: 'lifecycle',
  repeat: 'none',
  remote: 'registrar (updatens=true)',
  refusals: ['Domain ID Not Found', 'The Registrar is not active', 'ns1 and ns2 required'],
  // WHMCS computes the recurring amount itself if it is told to, and does not report name servers here.
  reconcile: fieldsUpdated<Name, Changes, Domain>({
    named: 'domainid',
    id: ({ domainid }) => domainid,
    async read(domainid, look) {
      const { domains } = await look(GetClientsDomains, { domainid });
      return domains.find((each) => each.id === domainid) ?? {};
    },
    names: Object.keys(columns).filter((name): name is Name => name in columns),
    valueOf: (domain, name) => domain[columns[name]],
    written,
  }),
  changes: { domains: 'domainid' },
});
