/** Orders: GetOrders, AddOrder, AcceptOrder, GetOrderStatuses. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import {
  countParam,
  csvParam,
  decimalParam,
  idParam,
  optional,
  optionParam,
  parallelParam,
  serializedParam,
  settingParam,
} from '../wire/params.ts';
import { ordered } from '../reconcile/ordered.ts';
import { accepted } from '../reconcile/accepted.ts';
import { count, dateTime, id, ids, listOf, money, objectOf, owner, text, verbatim } from '../wire/values.ts';
import { page, pageParams, rows } from '../wire/page.ts';

const line = z.object({
  type: text,
  relid: id,
  producttype: text,
  product: text,
  domain: text,
  billingcycle: text,
  amount: money,
  status: text,
});

const row = z.object({
  id,
  /** Ten digits, above 32 bits; a number in 8.x, text before. */
  ordernum: text,
  userid: owner,
  contactid: id,
  requestor_id: id,
  admin_requestor_id: id,
  date: dateTime,
  nameservers: text,
  renewals: verbatim,
  renewalsByType: objectOf(z.object({ domains: ids, services: ids, addons: ids })).optional(),
  promocode: text,
  promotype: text,
  promovalue: text,
  orderdata: verbatim,
  amount: money,
  paymentmethod: text,
  paymentmethodname: text,
  paymentstatus: text,
  invoiceid: id,
  status: text,
  ipaddress: text,
  fraudmodule: text,
  /** JSON in text. */
  fraudoutput: verbatim,
  frauddata: verbatim,
  validationdata: verbatim,
  notes: text,
  name: text,
  currencyprefix: text,
  currencysuffix: text,
  lineitems: listOf('lineitem', line).optional(),
});

/** The types of lines that are services or domains; an addon, or what an addon module of WHMCS adds, is neither. */
const lineTypes = { service: ['product', 'service'], domain: ['domain'] } as const;

const linesOf = (kind: keyof typeof lineTypes) =>
  ({ path: 'orders[].lineitems[].relid', by: 'orders[].lineitems[].type', is: lineTypes[kind] }) as const;

/** The kind of entity that a line of an order is about. */
export const kindOfLine = ({ type }: Pick<z.output<typeof line>, 'type'>): 'service' | 'domain' | undefined => {
  const isType = (known: string): boolean => known === type?.toLowerCase();
  if (lineTypes.service.some(isType)) return 'service';
  return lineTypes.domain.some(isType) ? 'domain' : undefined;
};

export const GetOrders = read('GetOrders', {
  params: z.strictObject({
    ...pageParams,
    id: idParam.optional(),
    userid: idParam.optional(),
    requestor_id: idParam.optional(),
    status: z.string().optional(),
  }),
  answer: page({ orders: rows('order', row) }),
  // The EPP codes of domains to be transferred.
  secret: ['orders.order[].transfersecret'],
  keep: { recordBy: 'id' },
  // A row repeats the status of what was ordered and of its invoice.
  topics: ['orders', 'services', 'domains', 'invoices'],
  owner: 'orders[].userid',
  filters: { id: 'orders[].id', userid: 'orders[].userid' },
  mentions: {
    order: 'orders[].id',
    client: 'orders[].userid',
    invoice: 'orders[].invoiceid',
    service: linesOf('service'),
    domain: linesOf('domain'),
  },
  money: true,
  probe: { limitnum: 1 },
});

/** The items of an order: each has the same index in all of these lists. */
const items = {
  pid: parallelParam(idParam).optional(),
  qty: parallelParam(countParam).optional(),
  domain: parallelParam(z.string()).optional(),
  billingcycle: parallelParam(z.string()).optional(),
  addons: parallelParam(csvParam).optional(),
  addonsqty: parallelParam(csvParam).optional(),
  customfields: parallelParam(serializedParam).optional(),
  configoptions: parallelParam(serializedParam).optional(),
  priceoverride: parallelParam(decimalParam).optional(),
  hostname: parallelParam(z.string()).optional(),
  ns1prefix: parallelParam(z.string()).optional(),
  ns2prefix: parallelParam(z.string()).optional(),
  rootpw: parallelParam(z.string()).optional(),
  domaintype: parallelParam(z.enum(['register', 'transfer'])).optional(),
  regperiod: parallelParam(idParam).optional(),
  idnlanguage: parallelParam(z.string()).optional(),
  eppcode: parallelParam(z.string()).optional(),
  dnsmanagement: parallelParam(optionParam).optional(),
  emailforwarding: parallelParam(optionParam).optional(),
  idprotection: parallelParam(optionParam).optional(),
  domainfields: parallelParam(serializedParam).optional(),
  domainpriceoverride: parallelParam(decimalParam).optional(),
  domainrenewoverride: parallelParam(decimalParam).optional(),
};

/** Addons to services that exist, ordered alone. */
const addonsOnly = {
  addonid: idParam.optional(),
  addonidqty: countParam.optional(),
  serviceid: idParam.optional(),
  addonids: parallelParam(idParam).optional(),
  addonidsqty: parallelParam(countParam).optional(),
  serviceids: parallelParam(idParam).optional(),
};

export const AddOrder = write('AddOrder', {
  params: z.strictObject({
    ...items,
    ...addonsOnly,
    clientid: idParam,
    paymentmethod: z.string().min(1),
    ...optional(z.string(), 'nameserver1', 'nameserver2', 'nameserver3', 'nameserver4', 'nameserver5'),
    ...optional(z.string(), 'promocode', 'clientip'),
    ...optional(idParam, 'contactid', 'affid'),
    ...optional(optionParam, 'promooverride', 'noinvoice', 'noinvoiceemail', 'noemail'),
    /** Years by the name of the domain. */
    domainrenewals: z.record(z.string(), idParam).optional(),
    servicerenewals: z.array(idParam).optional(),
    addonrenewals: z.array(idParam).optional(),
  }),
  secretParams: ['rootpw', 'eppcode', 'customfields', 'domainfields'],
  answer: z.object({
    orderid: id,
    serviceids: ids,
    /** The name of `serviceids` before 7.8. */
    productids: ids,
    addonids: ids,
    domainids: ids,
    invoiceid: id,
  }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: [
    'Client ID Not Found',
    'Unable to add order when client status is Closed',
    'Invalid Payment Method. Valid options include…',
    'Addon ID invalid',
    'Service ID not owned by Client ID provided',
    'Domain not owned by Client ID provided',
    'Domain status is set to … and cannot be renewed',
    'Service ID … can not be renewed at this time.',
    'Addon ID … can not be renewed at this time.',
    'No items added to cart so order cannot proceed',
    'Expecting parameter … to be an array',
  ],
  reconcile: ordered(async (asked, look) => {
    const { orders, totalresults } = await look(GetOrders, asked);
    return { rows: orders, total: totalresults };
  }, kindOfLine),
  changes: {
    orders: 'orderid',
    services: 'serviceids',
    domains: 'domainids',
    // An inactive client becomes active with an order.
    clients: true,
    invoices: 'invoiceid',
    // The invoice may be paid from the client's credit at once.
    credit: true,
    // Products with stock control have one less.
    products: true,
  },
});

export const AcceptOrder = write('AcceptOrder', {
  params: z.strictObject({
    orderid: idParam,
    serverid: idParam.optional(),
    ...optional(z.string(), 'serviceusername', 'servicepassword', 'registrar'),
    // These override the product's settings, so false is sent.
    ...optional(settingParam, 'sendregistrar', 'autosetup', 'sendemail'),
  }),
  secretParams: ['servicepassword'],
  answer: z.object({}),
  purpose: 'lifecycle',
  repeat: 'money',
  once: ({ orderid }) => orderid,
  remote: 'registrar+server',
  // Words of a module or registrar may come after another line was done.
  refusals: ['Order ID not found or Status not Pending'],
  reconcile: accepted(
    async (orderid, look) => (await look(GetOrders, { id: orderid })).orders.find((each) => each.id === orderid),
    kindOfLine,
  ),
  // An inactive client becomes active with an order.
  changes: { orders: 'orderid', services: true, domains: true, clients: true },
});

/** The statuses of orders, each with how many orders have it. */
export const GetOrderStatuses = read('GetOrderStatuses', {
  params: z.strictObject({}),
  answer: z.object({
    totalresults: count,
    statuses: listOf('status', z.object({ title: text, count })).default([]),
  }),
  keep: 'list',
  topics: ['orders'],
  probe: {},
});
