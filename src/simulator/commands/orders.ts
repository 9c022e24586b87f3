import type { Answer, Json } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import type { Order, OrderLine } from '../world/model.ts';
import { currencyById, productAddons, productById, type Product } from '../world/products.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { columns } from './row.ts';
import { list } from './table-command.ts';

/** Newest first. One row has everything, lines and fraud check included: there is no GetOrder. */
export const GetOrders = list({
  from: ({ orders }) => orders,
  rows: 'orders.order',
  where: { id: 'id', userid: 'userid', requestor_id: 'requestorId', status: 'status' },
  order: (orders) => orders.toSorted((left, right) => right.id - left.id),
  empty: 'array',
  counts: { totalresults: 'text' },
  row: rowOf,
});

function rowOf(order: Order, { world, wire }: Call): Answer {
  const { id } = order;
  const client = world.clients.get(order.userid);
  const currency = currencyById(client?.currency ?? 1);
  const invoice = world.invoices.get(order.invoiceid);
  return {
    ...columns(order, 'id', 'ordernum', 'contactid', 'date', 'nameservers', 'promocode', 'promotype', 'promovalue'),
    ...columns(order, 'paymentmethod', 'invoiceid', 'status', 'ipaddress'),
    userid: wire.wavering(order.userid, id, 'userid'),
    requestor_id: order.requestorId,
    admin_requestor_id: 0,
    transfersecret: serializedMap(order.eppCodes),
    renewals: Object.entries(order.renewals.domains)
      .map(([domain, years]) => `${domain}=${years}`)
      .join(','),
    renewalsByType: {
      domains: Object.entries(order.renewals.domains).map(([domain, years]) => ({ domain, years })),
      services: order.renewals.services,
      addons: order.renewals.addons,
    },
    orderdata: wire.untidy ? 'a:0:{}' : '',
    amount: decimal(order.amount),
    fraudmodule: order.fraudChecked ? 'maxmind' : '',
    fraudoutput: order.fraudChecked ? fraudReport(order) : '',
    notes: wire.text(order.notes),
    paymentmethodname: wire.text(world.paymentMethods[order.paymentmethod] ?? ''),
    paymentstatus: invoice?.status ?? null,
    name: wire.text(client ? `${client.firstname} ${client.lastname}` : ''),
    currencyprefix: currency.prefix,
    currencysuffix: currency.suffix,
    frauddata: '',
    validationdata: '',
    lineitems: { lineitem: order.lines.map((line) => lineOf(line, world, wire)).filter((line) => line !== undefined) },
    ...wire.extra(id, 'orders'),
  };
}

/** JSON inside text, for staff only. */
export function fraudReport(order: Order): string {
  return JSON.stringify({
    score: 12 + (order.id % 40),
    verdict: 'APPROVE',
    ip: order.ipaddress,
    marker: `STAFF-fraud-${order.id}`,
  });
}

function serializedMap(map: Readonly<Record<string, string>>): string {
  const text = (value: string): string => `s:${Buffer.byteLength(value)}:"${value}";`;
  const entries = Object.entries(map);
  return entries.length === 0
    ? ''
    : `a:${entries.length}:{${entries.map(([key, value]) => text(key) + text(value)).join('')}}`;
}

const productTypes: Readonly<Record<Product['type'], string>> = {
  hostingaccount: 'Hosting Account',
  reselleraccount: 'Reseller Account',
  server: 'Server/VPS',
  other: 'Other Product/Service',
};

function lineOf({ type, relid }: OrderLine, world: World, wire: Wire): Json | undefined {
  if (type === 'product') return serviceLine(relid, world);
  if (type === 'domain') return domainLine(relid, world);
  const addon = world.addons.get(relid);
  if (!addon) return undefined;
  const name = productAddons.find((candidate) => candidate.id === addon.addonid)?.name ?? '';
  const domain = world.services.get(addon.serviceid)?.domain ?? wire.nothing(relid, 'domain');
  return {
    type,
    relid,
    producttype: 'Addon',
    product: name,
    domain,
    billingcycle: addon.billingcycle,
    amount: decimal(addon.recurring),
    status: addon.status,
  };
}

function serviceLine(relid: number, world: World): Json | undefined {
  const service = world.services.get(relid);
  const product = productById(service?.pid ?? 0);
  if (!service || !product) return undefined;
  return {
    type: 'product',
    relid,
    producttype: productTypes[product.type],
    product: `${product.group} - ${product.name}`,
    domain: service.domain,
    // The order's spelling of a service's "One Time".
    billingcycle: service.billingcycle.replace('One Time', 'One-Time'),
    amount: decimal(service.firstpaymentamount),
    status: service.status,
  };
}

function domainLine(relid: number, world: World): Json | undefined {
  const domain = world.domains.get(relid);
  if (!domain) return undefined;
  return {
    type: 'domain',
    relid,
    producttype: 'Domain',
    product: domain.regtype === 'Transfer' ? 'Transfer' : 'Registration',
    domain: domain.domainname,
    billingcycle: `${domain.regperiod} Year/s`,
    amount: decimal(domain.firstpaymentamount),
    status: domain.status,
  };
}
