import type { Cents } from '../money.ts';
import { own } from '../own.ts';
import { addInvoice, type NewLine } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import type { Invoice, OrderLine } from '../world/model.ts';
import { addOrder } from '../world/orders.ts';
import { promotions } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, write } from './command.ts';
import type { Cart, Place } from './order-cart.ts';
import { placeAddons } from './order-addons.ts';
import { placeDomain } from './order-domains.ts';
import { productPlace } from './order-products.ts';
import { readRenewals } from './order-renewals.ts';
import { scalar, toInt, type Params } from './params.ts';

/** Parameters that hold one value per item. */
const itemParams = [
  'pid',
  'qty',
  'domain',
  'billingcycle',
  'domaintype',
  'regperiod',
  'idnlanguage',
  'eppcode',
  'customfields',
  'configoptions',
  'priceoverride',
  'addons',
  'addonsqty',
  'hostname',
  'ns1prefix',
  'ns2prefix',
  'rootpw',
  'dnsmanagement',
  'domainfields',
  'emailforwarding',
  'idprotection',
  'domainpriceoverride',
  'domainrenewoverride',
  'domainrenewals',
  'addonids',
  'addonidsqty',
  'serviceids',
  'servicerenewals',
  'addonrenewals',
];

/** One request places an order, creates its services, domains and addons, and bills them with one invoice. */
export const AddOrder = write(({ params, world, wire }) => {
  const client = existing(world.clients.get(params.int('clientid')), 'Client ID Not Found');
  if (client.status === 'Closed') throw new Refusal('Unable to add order when client status is Closed');
  const paymentmethod = params.text('paymentmethod') ?? '';
  const methods = Object.keys(world.paymentMethods);
  if (!methods.includes(paymentmethod))
    throw new Refusal(`Invalid Payment Method. Valid options include ${methods.join(',')}`);
  for (const name of itemParams) params.array(name);
  const renewals = readRenewals(params, client, world);
  const now = world.clock.now();
  const cart: Cart = {
    orderid: world.orders.nextId(),
    client,
    today: now.slice(0, 10),
    paymentmethod,
    lines: [],
    billed: renewals.billed.slice(),
    eppCodes: {},
    nameservers: nameserversOf(params),
  };
  const placeAll = [...placeItems(params, world), placeAddons(params, client, world)];
  for (const place of placeAll) place(cart, world);
  if (cart.lines.length === 0 && cart.billed.length === 0)
    throw new Refusal('No items added to cart so order cannot proceed');
  const promo = applyPromotion(params, cart);
  const invoice = invoiceFor(params, cart, now, world);
  addOrder(world, {
    id: cart.orderid,
    userid: client.id,
    contactid: params.int('contactid'),
    date: now,
    paymentmethod,
    amount: invoice?.total ?? sum(cart.billed),
    invoiceid: invoice?.id ?? 0,
    ipaddress: params.text('clientip') ?? '',
    nameservers: cart.nameservers.join(','),
    eppCodes: cart.eppCodes,
    renewals: renewals.renewals,
    lines: cart.lines,
    ...promo,
  });
  if (!params.flag('noemail'))
    sendMail(world, { to: client.email, template: 'Order Confirmation', clientid: client.id, relatedId: cart.orderid });
  const ids = (type: OrderLine['type']): string =>
    cart.lines
      .filter((line) => line.type === type)
      .map(({ relid }) => relid)
      .join(',');
  return {
    orderid: wire.numeral(cart.orderid),
    serviceids: ids('product'),
    addonids: ids('addon'),
    domainids: ids('domain'),
    invoiceid: wire.numeral(invoice?.id ?? 0),
  };
});

/** An index with `pid` is a product; an index with `domaintype` is a domain, or both. */
function placeItems(params: Params, world: World): Place[] {
  const indexes = new Set([...Object.keys(params.array('pid')), ...Object.keys(params.array('domaintype'))]);
  return [...indexes]
    .toSorted((left, right) => toInt(left) - toInt(right))
    .flatMap((index) => {
      const item = (name: string): string => scalar(params.array(name)[index]);
      const places = productPlace(item, world);
      if (item('domaintype') !== '' && item('domain') !== '') places.push((cart) => placeDomain(item, cart, world));
      return places;
    });
}

function applyPromotion(params: Params, cart: Cart): { promocode?: string; promotype?: string; promovalue?: string } {
  const code = params.text('promocode') ?? '';
  const promotion = own(promotions, code);
  const services = cart.billed.filter((line) => line.type === 'Hosting');
  // An unknown code is not an error: the order is simply placed without it.
  if (!promotion || services.length === 0) return {};
  const discount = Math.round((sum(services) * promotion.percent) / 100);
  const relid = services[0]?.relid ?? 0;
  cart.billed.push({
    type: 'PromoHosting',
    relid,
    description: `Promotional Code: ${code} - ${promotion.percent}.00% Discount`,
    amount: -discount,
    taxed: true,
  });
  return { promocode: code, promotype: promotion.type, promovalue: `${promotion.percent}.00` };
}

/** No invoice with `noinvoice`, and none for an order that costs nothing. */
function invoiceFor(params: Params, cart: Cart, now: string, world: World): Invoice | undefined {
  if (params.flag('noinvoice') || cart.billed.every((line) => line.amount === 0)) return undefined;
  const { client, paymentmethod, today } = cart;
  const invoice = addInvoice(world, {
    client,
    at: now,
    duedate: today,
    status: 'Unpaid',
    paymentmethod,
    lines: cart.billed,
  });
  if (!params.flag('noinvoiceemail'))
    sendMail(world, { to: client.email, template: 'Invoice Created', clientid: client.id, relatedId: invoice.id });
  return invoice;
}

function nameserversOf(params: Params): string[] {
  return [1, 2, 3, 4, 5].map((number) => params.text(`nameserver${number}`) ?? '').filter((name) => name !== '');
}

function sum(lines: readonly NewLine[]): Cents {
  return lines.reduce((total, line) => total + line.amount, 0);
}
