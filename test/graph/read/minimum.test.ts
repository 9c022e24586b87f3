/** The minimum of calls with a cold cache, for screens that show more than one noun. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { startTestGateway, useGateway } from '../../support/gateway.ts';
import type { Nodes } from '../../support/screens.ts';

const gateway = useGateway({ simulator: { clients: 60 }, gateway: { sharedCache: false } });

/** The data of a screen, and its calls by command. */
interface Priced<T> {
  readonly data: T;
  readonly asked: Readonly<Record<string, number>>;
}

async function screen<T>(document: string, variables = {}): Promise<Priced<T>> {
  const { data, errors, calls, extensions } = await gateway.execute<T>(document, variables);
  expect(errors).toBeUndefined();
  expect(extensions?.whmcs?.calls).toBe(calls.length);
  const asked: Record<string, number> = {};
  for (const { action } of calls) asked[action] = (asked[action] ?? 0) + 1;
  return { data, asked };
}

interface Owned {
  readonly client: { readonly whmcsId: number };
}

const distinct = (rows: readonly Owned[]) => new Set(rows.map(({ client }) => client.whmcsId)).size;

describe('one client', () => {
  test('a page with services, invoices and tickets: 4', async () => {
    const { asked } = await screen(`{ client(id: "3") { fullName email address { line1 city } credit { amount }
      services { totalCount nodes { name status nextDueOn recurringAmount { amount currencyCode } product { name } } }
      invoices { totalCount nodes { number status total { amount currencyCode } } }
      tickets { totalCount nodes { number subject status requestorName lastReplyAt } } } }`);
    expect(asked).toEqual({ GetClientsDetails: 1, GetClientsProducts: 1, GetInvoices: 1, GetTickets: 1 });
  });

  test('a page with its counters: 1', async () => {
    const { asked } = await screen(`{ client(id: "3") { fullName email
      stats { serviceCount activeServiceCount unpaidInvoiceTotal { amount currencyCode } ticketCount }
      services { totalCount } active: services(status: ACTIVE) { totalCount } domains { totalCount } } }`);
    expect(asked).toEqual({ GetClientsDetails: 1 });
  });

  test('an invoice with lines, payments and its client: 2', async () => {
    const id = globalId('Invoice', gateway.simulator.world.invoices.of(3)[0]?.id ?? 0, 3);
    const { asked } = await screen(
      `query ($id: ID!) { invoice(id: $id) { number status balance { amount currencyCode } items { description amount { amount } }
        transactions { transactionId amountIn { amount } } client { fullName address { line1 } } } }`,
      { id },
    );
    expect(asked).toEqual({ GetInvoice: 1, GetClientsDetails: 1 });
  });
});

describe('lists over all clients', () => {
  test('unpaid invoices with names and formatted totals: 1', async () => {
    const { data, asked } = await screen<{ invoices: Nodes<Owned> }>(`{ invoices(status: UNPAID, first: 50) {
      totalCount nodes { number dueOn total { formatted } client { whmcsId fullName companyName } } } }`);
    expect(distinct(data.invoices.nodes)).toBeGreaterThan(5);
    expect(asked).toEqual({ GetInvoices: 1 });
  });

  test('invoices with addresses: 1, and 1 for each client', async () => {
    const { data, asked } = await screen<{ invoices: Nodes<Owned> }>(`{ invoices(first: 100) {
      nodes { number status client { whmcsId fullName email address { line1 city } } } } }`);
    const clients = distinct(data.invoices.nodes);
    expect(clients).toBeGreaterThan(5);
    expect(asked).toEqual({ GetInvoices: 1, GetClientsDetails: clients });
  });

  test('a ticket queue with each client’s number of active services: 1, and 1 for each client', async () => {
    const { data, asked } = await screen<{
      tickets: Nodes<{ client: Owned['client'] | null }>;
    }>(`{ tickets(status: "Open", first: 20) {
      nodes { number subject priority client { whmcsId fullName services(status: ACTIVE) { totalCount } } } } }`);
    const clients = [...new Set(data.tickets.nodes.flatMap(({ client }) => client?.whmcsId ?? []))];
    expect(clients.length).toBeGreaterThan(5);
    expect(asked).toEqual({ GetTickets: 1, GetClientsDetails: clients.length });
  });

  test('orders with names, the status of their invoices and what was ordered: 1', async () => {
    const { data, asked } = await screen<{ orders: Nodes<Owned> }>(`{ orders(first: 50) { nodes {
      number status amount { formatted } client { whmcsId fullName } invoice { whmcsId status }
      items { description service { status domainName } domain { name status } } } } }`);
    expect(distinct(data.orders.nodes)).toBeGreaterThan(1);
    // The rows hold the symbols but not the currency code.
    expect(asked).toEqual({ GetOrders: 1 });
  });

  test('clients with their services: 1, and 1 for each client', async () => {
    const { data, asked } = await screen<{ clients: Nodes<object> }>(
      '{ clients(first: 20) { totalCount nodes { fullName email services(first: 10) { totalCount nodes { name status } } } } }',
    );
    expect(data.clients.nodes).toHaveLength(20);
    expect(asked).toEqual({ GetClients: 1, GetClientsProducts: 20 });
  });

  test('a dashboard of five lists: 5', async () => {
    const { asked } = await screen(`{
      clients(first: 5, orderBy: { field: REGISTERED_ON, direction: DESC }) { totalCount nodes { fullName registeredOn } }
      services(first: 5) { totalCount nodes { name status product { name groupName } } }
      invoices(status: UNPAID, first: 5) { totalCount nodes { number total { formatted } client { fullName } } }
      orders(first: 5) { totalCount nodes { number client { fullName } invoice { status } } }
      tickets(status: "Open", first: 5) { totalCount nodes { subject requestorName client { fullName } } } }`);
    expect(asked).toEqual({ GetClients: 1, GetClientsProducts: 1, GetInvoices: 1, GetOrders: 1, GetTickets: 1 });
  });
});

test('thirty services of twelve clients by their ids: 12, while the length of the whole list is unknown', async () => {
  const fresh = await startTestGateway({ simulator: gateway.simulator, gateway: { sharedCache: false } });
  try {
    const { services, clients } = gateway.simulator.world;
    const owners = clients
      .all()
      .map(({ id }) => services.of(id))
      .filter((owned) => owned.length > 0)
      .slice(0, 12);
    // The first of each client, then the second of each, and so on.
    const things = [0, 1, 2, 3, 4].flatMap((place) => owners.flatMap((owned) => owned[place] ?? [])).slice(0, 30);
    const ids = things.map(({ id, clientid }) => globalId('Service', id, clientid));
    expect([ids.length, owners.length]).toEqual([30, 12]);
    const { data, calls } = await fresh.execute<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Service { name status product { name } } } }',
      { ids },
    );
    expect(data.nodes.map((node) => node?.id)).toEqual(ids);
    expect(calls.map(({ action }) => action)).toEqual(ids.slice(0, 12).map(() => 'GetClientsProducts'));
  } finally {
    await fresh.close();
  }
});
