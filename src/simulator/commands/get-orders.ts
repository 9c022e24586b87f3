import type { Answer, Json } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import type { Order, OrderLine } from '../world/model.ts';
import { currencyById, productAddons, productById, type Product } from '../world/products.ts';
import { paymentMethods } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { pageOf, same } from './page.ts';

/** Newest first. One row holds everything, lines and fraud check included: there is no GetOrder. */
export function getOrders({ params, world, wire }: Call): Answer {
  const id = params.int('id');
  const userid = params.int('userid');
  const requestor = params.int('requestor_id');
  const status = params.text('status') ?? '';
  const one = world.orders.get(id);
  const candidates = id > 0 ? (one ? [one] : []) : userid > 0 ? world.orders.of(userid) : world.orders.all();
  const wanted = candidates.filter(
    (order) =>
      (userid === 0 || order.userid === userid) &&
      (requestor === 0 || order.requestorId === requestor) &&
      (status === '' || same(order.status, status)),
  );
  const { rows, total, start } = pageOf(
    wanted.toSorted((left, right) => right.id - left.id),
    params,
  );
  return {
    totalresults: wire.numeral(total),
    startnumber: start,
    numreturned: rows.length,
    ...wire.list(
      'orders',
      'order',
      rows.map((order) => rowOf(order, world, wire)),
      'array',
    ),
  };
}

function rowOf(order: Order, world: World, wire: Wire): Answer {
  const { id } = order;
  const client = world.clients.get(order.userid);
  const currency = currencyById(client?.currency ?? 1);
  const invoice = world.invoices.get(order.invoiceid);
  return {
    id,
    ordernum: order.ordernum,
    userid: wire.wavering(order.userid, id, 'userid'),
    contactid: order.contactid,
    requestor_id: order.requestorId,
    admin_requestor_id: 0,
    date: order.date,
    nameservers: order.nameservers,
    transfersecret: serializedMap(order.eppCodes),
    renewals: Object.entries(order.renewals.domains)
      .map(([domain, years]) => `${domain}=${years}`)
      .join(','),
    renewalsByType: {
      domains: Object.entries(order.renewals.domains).map(([domain, years]) => ({ domain, years })),
      services: order.renewals.services,
      addons: order.renewals.addons,
    },
    promocode: order.promocode,
    promotype: order.promotype,
    promovalue: order.promovalue,
    orderdata: wire.untidy ? 'a:0:{}' : '',
    amount: decimal(order.amount),
    paymentmethod: order.paymentmethod,
    invoiceid: order.invoiceid,
    status: order.status,
    ipaddress: order.ipaddress,
    fraudmodule: order.fraudChecked ? 'maxmind' : '',
    fraudoutput: order.fraudChecked ? fraudReport(order) : '',
    notes: wire.text(order.notes),
    paymentmethodname: wire.text(paymentMethods[order.paymentmethod] ?? ''),
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

/** JSON inside text, meant for staff alone. */
function fraudReport(order: Order): string {
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
