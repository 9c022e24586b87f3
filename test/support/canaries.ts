/** Marks data that a viewer must never see, so a test finds it wherever it leaks. */
import type { World } from '../../src/simulator/index.ts';

/** The marker, in every text that does not belong to the viewer. */
export const CANARY = 'kanari';

/** Strings that WHMCS interprets: a changed one would alter the answer or remove it. */
const notProse: ReadonlySet<string> = new Set([
  'status',
  'type',
  'regtype',
  'billingcycle',
  'paymentmethod',
  'gateway',
  'defaultgateway',
  'country',
  'language',
  'registrar',
  'paytype',
  'priority',
  'by',
  'service',
  'stage',
]);

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d/.test(text);

/** "name@mail.example" stays an address, "shop.example" a domain. */
const marked = (text: string): string => (isDate(text) ? text : `${CANARY}${text}`);

/** Seeded records share nested parts, so these are copied before they are marked. */
function mark(record: object): void {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value === 'object' && value !== null) {
      const copy = structuredClone(value) as object;
      mark(copy);
      Reflect.set(record, key, copy);
    } else if (typeof value === 'string' && !notProse.has(key)) Reflect.set(record, key, marked(value));
  }
}

const usersOf = (world: World, id: number): number[] => {
  const client = world.clients.get(id);
  return client ? [client.ownerUserId, ...client.otherUserIds] : [];
};

/** Puts a canary into every text that belongs to other clients or to no client. */
export function plantCanaries(world: World, own: readonly number[]): void {
  const isForeign = (client: number): boolean => !own.includes(client);
  for (const client of world.clients) {
    if (!isForeign(client.id)) continue;
    const { email } = client;
    mark(client);
    world.changeEmail(Object.assign(client, { email }), marked(email));
  }
  // A user may belong to several clients, and each of them sees its users.
  const known = new Set(own.flatMap((id) => usersOf(world, id)));
  for (const user of world.users) if (!known.has(user.id)) mark(user);
  for (const contact of world.contacts) if (isForeign(contact.userid)) mark(contact);
  for (const service of world.services) if (isForeign(service.clientid)) mark(service);
  for (const domain of world.domains) if (isForeign(domain.userid)) mark(domain);
  for (const invoice of world.invoices) if (isForeign(invoice.userid)) mark(invoice);
  for (const order of world.orders) if (isForeign(order.userid)) mark(order);
  for (const ticket of world.tickets) if (isForeign(ticket.userid)) mark(ticket);
  for (const transaction of world.transactions) {
    // Some name no client; they belong to the client of their invoice.
    const { userid, invoiceid } = transaction;
    if (isForeign(userid || (world.invoices.get(invoiceid)?.userid ?? 0))) mark(transaction);
  }
  for (const quote of world.quotes) if (isForeign(quote.userid)) mark(quote);
  for (const credit of world.credits) if (isForeign(credit.clientid)) mark(credit);
  for (const addon of world.addons) if (isForeign(addon.userid)) mark(addon);
  for (const method of world.payMethods) if (isForeign(method.clientid)) mark(method);
  for (const project of world.projects) if (isForeign(project.userid)) mark(project);
  for (const entry of world.activity) if (isForeign(entry.clientid)) mark(entry);
  for (const affiliate of world.affiliates) if (isForeign(affiliate.clientid)) mark(affiliate);
  for (const mail of world.mails) if (isForeign(mail.clientid)) mark(mail);
}
