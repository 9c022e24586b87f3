/** Foreign and missing entities look and cost the same, whatever was requested before. */
import { afterEach, expect, test } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { closeScreens, must, startScreens } from '../../support/screens.ts';

afterEach(closeScreens);

/** Lookups of one entity, by everything that can name it. */
const questions: Readonly<Record<string, (name: string) => string>> = {
  client: (id) => `{ client(id: "${id}") { fullName email } }`,
  'client by email': (email) => `{ client(email: "${email}") { fullName } }`,
  service: (id) => `{ service(id: "${id}") { name client { fullName } } }`,
  domain: (id) => `{ domain(id: "${id}") { name } }`,
  invoice: (id) => `{ invoice(id: "${id}") { number items { description } } }`,
  order: (id) => `{ order(id: "${id}") { number client { fullName } } }`,
  ticket: (id) => `{ ticket(id: "${id}") { subject messages { body } } }`,
  'ticket by number': (number) => `{ ticket(number: "${number}") { subject } }`,
  'services of a client': (id) => `{ services(clientId: "${id}") { totalCount nodes { name } } }`,
  'transactions of an invoice': (id) => `{ transactions(invoiceId: "${id}") { totalCount nodes { id } } }`,
  'transactions by reference': (reference) => `{ transactions(transactionId: "${reference}") { totalCount } }`,
  node: (id) => `{ node(id: "${id}") { id ... on Service { name client { fullName invoices { totalCount } } } } }`,
};

test.each([
  ['client', 'before anybody'],
  ['client', 'after staff'],
  ['partner', 'after staff'],
])('a %s that asks %s for a foreign entity learns nothing, and pays as for a missing one', async (as, when) => {
  const { gateway, world } = await startScreens();
  const [service, domain, order, ticket] = [world.services, world.domains, world.orders, world.tickets].map((table) =>
    must(table.of(7)[0]),
  );
  const payment = must(world.transactions.of(7)[0]);
  const client = must(world.clients.get(7));
  const part = must(world.transactions.all().find(({ transid }) => transid === 'PART-6'));
  const id = (thing: { id: number } | undefined) => String(must(thing).id);
  const MISSING = 8_888_888;
  const node = (type: string, thing: { id: number } | undefined, hint: number | string) =>
    ['node', globalId(type, must(thing).id, hint), globalId(type, MISSING, hint)] as const;
  const pairs: readonly (readonly [question: string, foreign: string, missing: string])[] = [
    ['client', '7', String(MISSING)],
    ['client by email', client.email, 'nobody@mail.example'],
    ['service', id(service), String(MISSING)],
    ['domain', id(domain), String(MISSING)],
    ['invoice', String(payment.invoiceid), String(MISSING)],
    ['order', id(order), String(MISSING)],
    ['ticket', id(ticket), String(MISSING)],
    ['ticket by number', must(world.tickets.of(7)[0]).tid, 'ZZZ-888888'],
    ['services of a client', '7', String(MISSING)],
    ['transactions of an invoice', String(payment.invoiceid), String(MISSING)],
    ['transactions by reference', payment.transid, 'none'],
    // Its row names no client; only its invoice tells the owner.
    ['transactions by reference', 'PART-6', 'none of nobody'],
    ['node', globalId('Transaction', part.id, 'tPART-6'), globalId('Transaction', MISSING, 'tnobodys')],
    node('Service', service, 7),
    node('Service', service, 1),
    node('Domain', domain, 1),
    node('Order', order, 1),
    node('Ticket', ticket, 1),
    node('Transaction', payment, 'c1'),
    [
      'node',
      globalId('Transaction', payment.id, `i${payment.invoiceid}`),
      globalId('Transaction', MISSING, `i${MISSING}`),
    ],
    ['node', globalId('Transaction', payment.id, `t${payment.transid}`), globalId('Transaction', MISSING, 'tnone')],
  ];
  const asking = (question: string, name: string) => must(questions[question])(name);
  const lists = ['services', 'domains', 'invoices', 'orders', 'tickets'].map(
    (list) => `${list}(first: 100) { totalCount }`,
  );
  if (when === 'after staff') await gateway.execute(`{ client(id: "7") { fullName ${lists.join(' ')} } }`);
  if (when === 'after staff')
    for (const [question, foreign] of pairs)
      expect((await gateway.execute(asking(question, foreign))).errors).toBeUndefined();
  // If the hint led to the caller's own list, the first caller would pay for it.
  await gateway.execute(
    '{ client(id: "1") { fullName invoices { totalCount } transactions { totalCount } } }',
    {},
    { as },
  );
  for (const [question, foreign, missing] of pairs)
    // The second answer must not come from the cache for one entity and from WHMCS for the other.
    for (const time of ['first', 'second']) {
      const [theirs, nobodys] = [
        await gateway.execute(asking(question, foreign), {}, { as }),
        await gateway.execute(asking(question, missing), {}, { as }),
      ];
      const told = ({ data, errors, extensions, calls }: typeof theirs) => ({
        data,
        errors,
        extensions,
        asked: calls.map(({ action }) => action),
      });
      expect(told(theirs), `${question} ${foreign}, ${time}`).toEqual(told(nobodys));
      expect(JSON.stringify(theirs.data)).toMatch(/:null}|"totalCount":0/);
    }
});
