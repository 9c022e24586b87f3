import { dayFromEpoch } from '../clock.ts';
import type { Cents } from '../money.ts';
import { own } from '../own.ts';
import type { Client, Domain, Service } from './model.ts';
import { convert, currencyById, cycleLabels, type Cycle, type Product } from './products.ts';
import { domainPrices, servers } from './reference.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** The price of a cycle, or undefined if it is not offered. */
export function priceOf(product: Product, cycle: Cycle, currency: number): Cents | undefined {
  const price = product.prices[cycle];
  return price === undefined ? undefined : convert(price, currencyById(currency));
}

/** A recognisable secret: tests search all output for it. */
export function servicePassword(id: number): string {
  return `SECRET-pw-${id}`;
}

export function cycleLabel(product: Product, cycle: Cycle): string {
  if (product.paytype === 'free') return 'Free Account';
  return product.paytype === 'onetime' ? 'One Time' : cycleLabels[cycle];
}

export interface SeededService {
  readonly client: Client;
  readonly product: Product;
  readonly orderid: number;
  readonly domain: string;
  readonly status: string;
  readonly age: number;
}

export function seedService(
  world: World,
  { client, product, orderid, domain, status, age }: SeededService,
  random: Random,
): Service {
  const id = world.services.nextId();
  const recurs = product.paytype === 'recurring';
  const price = product.paytype === 'free' ? 0 : (priceOf(product, 'monthly', client.currency) ?? 0);
  const setUp = product.module !== '' && status !== 'Pending';
  return world.services.add({
    id,
    clientid: client.id,
    orderid,
    pid: product.id,
    qty: 1,
    regdate: dayFromEpoch(-age),
    domain,
    dedicatedip: product.type === 'server' ? `198.51.100.${id % 250}` : '',
    serverid: setUp ? 1 + (id % servers.length) : 0,
    suspensionreason:
      status === 'Suspended' ? random.pick(['Overdue on Payment', 'Sends "special offers" & spam']) : '',
    firstpaymentamount: price + convert(product.setupFee, currencyById(client.currency)),
    recurringamount: recurs ? price : 0,
    paymentmethod: random.pick(['mailin', 'banktransfer', 'paypal', 'stripe']),
    billingcycle: cycleLabel(product, 'monthly'),
    nextduedate: recurs ? dayFromEpoch(random.between(1, 30)) : '',
    status,
    username: setUp ? `u${client.id}s${id}` : '',
    password: setUp ? servicePassword(id) : '',
    notes: id % 6 === 0 ? `STAFF-service-note-${id}` : '',
    customFields: product.customFields.map((field) => ({ id: field.id, value: `rescue@client${client.id}.example` })),
    configOptions: product.configOptions.map((option) => ({ id: option.id, value: option.choices[0]?.name ?? '' })),
  });
}

/** A new domain has the first two. */
export const defaultNameservers: readonly string[] = [1, 2, 3, 4, 5].map((number) => `ns${number}.hosting.example`);

export function domainPrice(name: string, currency: number): Cents {
  const tld = name.slice(name.lastIndexOf('.') + 1);
  return convert(own(domainPrices, tld) ?? 2500, currencyById(currency));
}

export interface SeededDomain {
  readonly client: Client;
  readonly orderid: number;
  readonly name: string;
  readonly status: string;
  readonly age: number;
}

export function seedDomain(world: World, { client, orderid, name, status, age }: SeededDomain, random: Random): Domain {
  const id = world.domains.nextId();
  const price = domainPrice(name, client.currency);
  const registered = !status.startsWith('Pending');
  const expires = dayFromEpoch(status === 'Expired' ? -40 : 20 + (id % 300));
  return world.domains.add({
    id,
    userid: client.id,
    orderid,
    regtype: status === 'Pending Transfer' ? 'Transfer' : 'Register',
    domainname: name,
    registrar: registered ? random.pick(['enom', 'opensrs']) : '',
    regperiod: 1 + (id % 2),
    firstpaymentamount: price,
    recurringamount: price,
    paymentmethod: 'mailin',
    regdate: dayFromEpoch(-age),
    expirydate: registered ? expires : '',
    nextduedate: registered ? expires : dayFromEpoch(-age),
    status,
    dnsmanagement: id % 2 === 0,
    emailforwarding: id % 5 === 0,
    idprotection: id % 3 === 0,
    donotrenew: id % 7 === 0,
    subscriptionid: '',
    promoid: 0,
    notes: id % 9 === 0 ? `STAFF-domain-note-${id}` : '',
    nameservers: defaultNameservers.slice(0, id % 4 === 1 ? 5 : 2),
    locked: id % 3 !== 1,
  });
}
