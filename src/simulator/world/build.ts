import { dayFromEpoch, type WallClock } from '../clock.ts';
import { addAffiliate, addPayMethods } from './belongings.ts';
import { addActivity } from './activity.ts';
import { addAnnouncements } from './announcements.ts';
import { seedClient } from './clients.ts';
import { seedContact } from './contacts.ts';
import { seedMails } from './mails.ts';
import type { Client } from './model.ts';
import { addOrder } from './orders.ts';
import { anyone, showcasePeople, siteName, type Person } from './people.ts';
import { products } from './products.ts';
import { addProspectQuotes, quoteStages, seedQuote } from './quotes.ts';
import { Random } from './random.ts';
import { seedInvoice, serviceLine, type SeededStatus } from './seed-billing.ts';
import { seedDomain, seedService } from './services.ts';
import { furnish } from './showcase.ts';
import { addGuestTickets } from './show-tickets.ts';
import { addToDoItems } from './to-do-items.ts';
import { addReply, addTicket, asOwner, asStaff } from './tickets.ts';
import { World } from './world.ts';

const heavyClient = 7;
const emptyClient = 8;

/** Builds the same world from the same seed; a world with more clients begins like one with fewer. */
export function buildWorld(clients: number, seed: number, clock: WallClock): World {
  const world = new World(clock);
  for (let id = 1; id <= clients; id++) {
    const random = new Random(seed, id);
    const person = showcasePeople[id - 1] ?? anyone(random);
    const client = seedClient(world, person, random);
    if (id <= showcasePeople.length) furnish(world, client, person, random);
    else if (id === heavyClient) burden(world, client, person, random);
    else if (id !== emptyClient) populate(world, client, person, random);
  }
  if (clients > 0) {
    addGuestTickets(world);
    addProspectQuotes(world);
  }
  addToDoItems(world);
  addAnnouncements(world);
  addActivity(world);
  return world;
}

/** One client with more of everything than a page holds. */
function burden(world: World, client: Client, person: Person, random: Random): void {
  addAffiliate(world, client);
  seedMails(world, client);
  addPayMethods(world, client);
  for (let index = 0; index < 120; index++) {
    const status: SeededStatus = index % 10 === 0 ? 'Overdue' : index % 7 === 0 ? 'Unpaid' : 'Paid';
    addHistory(world, client, person, index % 9 === 0 ? 'Suspended' : 'Active', status, 1800 - index * 14, random);
    if (index % 2 === 0) talk(world, client, 300 - index, random);
    if (index % 3 === 0) addDomain(world, client, person, random);
    if (index % 4 === 0) {
      seedContact(world, client, index);
      seedQuote(world, client, quoteStages[index % quoteStages.length] ?? 'Draft', 300 - index);
    }
  }
}

/** Every other client: a few records each, and one in ten has only an account. */
function populate(world: World, client: Client, person: Person, random: Random): void {
  if (random.chance(0.1)) return;
  const status = client.status === 'Active' ? 'Active' : 'Terminated';
  for (let count = random.between(0, 2); count > 0; count--) {
    const paid: SeededStatus = random.pick(['Paid', 'Paid', 'Paid', 'Unpaid', 'Overdue', 'Cancelled']);
    addHistory(world, client, person, status, paid, random.between(20, 2200), random);
  }
  if (random.chance(0.3)) addDomain(world, client, person, random);
  if (random.chance(0.25)) talk(world, client, random.between(1, 400), random);
}

/** An order, its service and the invoice for it. */
function addHistory(
  world: World,
  client: Client,
  person: Person,
  status: string,
  paid: SeededStatus,
  age: number,
  random: Random,
): void {
  const product = products[random.between(0, 4)];
  if (!product) return;
  const id = world.orders.nextId();
  const domain = siteName(person, world.services.size + 1, random);
  const service = seedService(world, { client, product, orderid: id, domain, status, age }, random);
  const invoice = seedInvoice(world, client, [serviceLine(service, age)], paid, age);
  addOrder(world, {
    id,
    userid: client.id,
    date: `${dayFromEpoch(-age)} 06:15:00`,
    paymentmethod: service.paymentmethod,
    status: status === 'Terminated' ? 'Cancelled' : 'Active',
    amount: invoice.total,
    invoiceid: invoice.id,
    lines: [{ type: 'product', relid: service.id }],
  });
}

function addDomain(world: World, client: Client, person: Person, random: Random): void {
  const name = siteName(person, world.domains.size + 1, random);
  const status = random.pick(['Active', 'Active', 'Active', 'Expired', 'Pending']);
  seedDomain(world, { client, orderid: 0, name, status, age: random.between(30, 360) }, random);
}

function talk(world: World, client: Client, age: number, random: Random): void {
  const ticket = addTicket(world, {
    by: asOwner(client),
    userid: client.id,
    deptid: random.between(1, 4),
    subject: random.pick(['Slow database', "Can't reach my mailbox", 'Renewal & upgrade']),
    message: 'Could you have a look, please?',
    date: `${dayFromEpoch(-age)} 14:00:00`,
    priority: random.pick(['Low', 'Medium', 'High']),
  });
  if (random.chance(0.6)) {
    const status = random.pick(['Answered', 'Closed']);
    addReply(
      world,
      ticket,
      { by: asStaff(), date: `${dayFromEpoch(-age)} 16:30:00`, message: 'Done.', attachments: [] },
      status,
    );
  }
}
