import { dayFromEpoch } from '../clock.ts';
import type { Client, Domain, Service } from './model.ts';
import { addOrder } from './orders.ts';
import { addBelongings } from './belongings.ts';
import { seedContact } from './contacts.ts';
import { addCredit } from './credits.ts';
import { seedMails } from './mails.ts';
import { siteName, type Person } from './people.ts';
import { productById, products } from './products.ts';
import { quoteStages, seedQuote } from './quotes.ts';
import type { Random } from './random.ts';
import { seedInvoice, serviceLine, type SeededStatus } from './seed-billing.ts';
import { seedDomain, seedService } from './services.ts';
import { showTickets } from './show-tickets.ts';
import type { World } from './world.ts';

const shown: readonly (readonly [pid: number, status: string])[] = [
  [2, 'Active'],
  [4, 'Suspended'],
  [1, 'Pending'],
  [5, 'Active'],
  [6, 'Completed'],
  [7, 'Active'],
  [3, 'Terminated'],
  [1, 'Cancelled'],
  [8, 'Fraud'],
];
const domainStatuses = ['Active', 'Pending', 'Pending Transfer', 'Expired', 'Grace', 'Transferred Away', 'Cancelled'];
const invoiceStatuses: readonly SeededStatus[] = [
  'Paid',
  'Unpaid',
  'Overdue',
  'Cancelled',
  'Draft',
  'Refunded',
  'Credited',
  'Paid',
];

/** Clients 1 to 6: one of everything that a page or a test may need. */
export function furnish(world: World, client: Client, person: Person, random: Random): void {
  seedContact(world, client, 0);
  seedMails(world, client);
  for (const stage of quoteStages) seedQuote(world, client, stage, 35);
  const services = shown.map(([pid, status], index) => showService(world, client, person, pid, status, index, random));
  const domains = domainStatuses.map((status, index) => showDomain(world, client, person, status, index, random));
  const hosted = services.filter((service) => service.recurringamount > 0);
  for (const [index, status] of invoiceStatuses.entries()) {
    const lines = hosted.slice(index % 3, (index % 3) + 2).map((service) => serviceLine(service, 30 * (index + 1)));
    seedInvoice(
      world,
      client,
      [...lines, { type: '', relid: 0, description: 'Handling "by hand" & postage', amount: 250, taxed: false }],
      status,
      30 * (index + 1),
    );
  }
  addStrayTransactions(world, client);
  addBelongings(world, client, services);
  showOrders(world, client, services, domains);
  showTickets(world, client, services[0], domains[0]);
}

function showService(
  world: World,
  client: Client,
  person: Person,
  pid: number,
  status: string,
  index: number,
  random: Random,
): Service {
  const product = productById(pid) ?? products[0];
  if (!product) throw new Error('No products to show');
  const domain = product.type === 'other' ? '' : siteName(person, client.id * 10 + index, random);
  return seedService(
    world,
    { client, product, orderid: client.id * 3 - 2, domain, status, age: 400 - index * 30 },
    random,
  );
}

function showDomain(
  world: World,
  client: Client,
  person: Person,
  status: string,
  index: number,
  random: Random,
): Domain {
  const name = siteName(person, client.id * 10 + index, random);
  return seedDomain(world, { client, orderid: client.id * 3 - 1, name, status, age: 380 - index * 20 }, random);
}

/** A transaction of a client without an invoice, and one of an invoice whose row names no client. */
function addStrayTransactions(world: World, client: Client): void {
  const common = { gateway: 'banktransfer', date: `${dayFromEpoch(-9)} 10:00:00`, fees: 0, amountout: 0, refundid: 0 };
  const credit = { ...common, description: 'Credit & deposit', amountin: 1500, transid: `DEP-${client.id}` };
  world.addTransaction({ id: world.transactions.nextId(), userid: client.id, invoiceid: 0, ...credit });
  addCredit(world, client, 1500, credit.description, 0, dayFromEpoch(-9));
  const overdue = world.invoices.of(client.id)[2];
  if (!overdue) return;
  const part = { ...common, description: 'Part payment', amountin: 100, transid: `PART-${client.id}` };
  world.addTransaction({ id: world.transactions.nextId(), userid: 0, invoiceid: overdue.id, ...part });
}

/** Three orders each: an old active one, one checked for fraud, and a pending one. */
function showOrders(world: World, client: Client, services: readonly Service[], domains: readonly Domain[]): void {
  const invoices = world.invoices.of(client.id);
  const common = { userid: client.id, paymentmethod: 'stripe' };
  const paid = invoices[0];
  const unpaid = invoices[1];
  addOrder(world, {
    ...common,
    id: client.id * 3 - 2,
    date: `${dayFromEpoch(-400)} 13:05:09`,
    status: 'Active',
    amount: paid?.total ?? 0,
    invoiceid: paid?.id ?? 0,
    lines: services
      .filter((service) => service.status !== 'Pending')
      .map((service) => ({ type: 'product', relid: service.id })),
    promocode: client.id === 1 ? 'AUTUMN20' : '',
    promotype: client.id === 1 ? 'Percentage' : '',
    promovalue: client.id === 1 ? '20.00' : '',
  });
  addOrder(world, {
    ...common,
    id: client.id * 3 - 1,
    date: `${dayFromEpoch(-380)} 23:59:58`,
    status: 'Active',
    fraudChecked: true,
    notes: `STAFF-order-note-${client.id}: "looks" fine`,
    nameservers: 'ns1.hosting.example,ns2.hosting.example',
    eppCodes: { [domains[2]?.domainname ?? '']: `SECRET-epp-${client.id}` },
    lines: domains.map((domain) => ({ type: 'domain', relid: domain.id })),
  });
  addOrder(world, {
    ...common,
    id: client.id * 3,
    date: `${dayFromEpoch(-2)} 08:00:01`,
    status: 'Pending',
    amount: unpaid?.total ?? 0,
    invoiceid: unpaid?.id ?? 0,
    lines: services
      .filter((service) => service.status === 'Pending')
      .map((service) => ({ type: 'product', relid: service.id })),
  });
}
