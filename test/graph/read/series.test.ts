/** Series of screens: a later screen reuses what an earlier one has read, and reads again what a write has changed. */
import { afterEach, expect, test, vi } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { closeScreens, must, startScreens, type Nodes } from '../../support/screens.ts';

afterEach(async () => {
  vi.useRealTimers();
  await closeScreens();
});

test('reads a listed invoice and its client from the list; only lines are requested', async () => {
  const { screen, world } = await startScreens();
  const list = await screen<{ invoices: Nodes<{ whmcsId: number; client: { whmcsId: number } }> }>(
    '{ invoices(first: 20) { nodes { whmcsId client { whmcsId } } } }',
  );
  expect(list.asked).toEqual(['GetInvoices']);
  const [row] = list.data.invoices.nodes;
  const client = must(world.clients.get(must(row).client.whmcsId));
  const named = await screen(`{ client(id: "${client.id}") { fullName companyName currency { code } } }`);
  expect(named.data).toMatchObject({ client: { fullName: `${client.firstname} ${client.lastname}` } });
  expect(named.asked).toEqual([]);
  const id = must(row).whmcsId;
  const told = await screen(`{ invoice(id: "${id}") { number status dueOn total { formatted } client { fullName } } }`);
  expect(told).toMatchObject({ data: { invoice: { client: { fullName: expect.any(String) } } }, asked: [] });
  const lines = await screen(`{ invoice(id: "${id}") { number status items { description } } }`);
  expect(lines.asked).toEqual(['GetInvoice']);
  expect((await screen(`{ invoice(id: "${id}") { balance { amount } items { description } } }`)).asked).toEqual([]);
});

test('reads services and their products from a client’s list, alone and together', async () => {
  const { screen, world } = await startScreens();
  const list = await screen<{ client: { services: Nodes<{ id: string; whmcsId: number; name: string }> } }>(
    '{ client(id: "3") { services { nodes { id whmcsId name } } } }',
  );
  const { nodes } = list.data.client.services;
  expect(list.asked).toEqual(['GetClientsDetails', 'GetClientsProducts']);
  const { whmcsId } = must(nodes[4]);
  const alone = await screen(`{ service(id: "${whmcsId}") { id name status domainName client { fullName } } }`);
  expect(alone).toMatchObject({ data: { service: { id: nodes[4]?.id, name: nodes[4]?.name } }, asked: [] });
  const together = await screen<{ nodes: unknown }>(
    `{ nodes(ids: ${JSON.stringify(nodes.map(({ id }) => id))}) { id ... on Service { whmcsId name } } }`,
  );
  expect(together).toEqual({ data: { nodes }, asked: [] });
  const { pid } = must(world.services.get(whmcsId));
  const product = await screen(`{ product(id: "${pid}") { name groupName } }`);
  expect(product).toEqual({ data: { product: { name: nodes[4]?.name, groupName: expect.any(String) } }, asked: [] });
  expect((await screen(`{ product(id: "${pid}") { name type } }`)).asked).toEqual(['GetProducts']);
});

test('reads a shorter page from a longer one, and every part and status from a whole list', async () => {
  const { screen } = await startScreens();
  await screen('{ client(id: "3") { services(first: 100) { nodes { name } } invoices { nodes { number } } } }');
  const parts = await screen<{ client: Record<string, Nodes<{ status: string }>> }>(`{ client(id: "3") {
    few: services(first: 3, offset: 4) { totalCount nodes { status } }
    last: services(last: 2) { totalCount nodes { status } }
    suspended: services(status: SUSPENDED) { totalCount nodes { status } }
    invoices(first: 5) { totalCount nodes { status } }
  } }`);
  expect(parts.asked).toEqual([]);
  const { few, last, suspended, invoices } = parts.data.client;
  expect([few, last].map((page) => [page?.totalCount, page?.nodes.length])).toEqual([
    [9, 3],
    [9, 2],
  ]);
  expect(suspended?.nodes.every(({ status }) => status === 'SUSPENDED')).toBe(true);
  expect(invoices).toMatchObject({ totalCount: 8, nodes: { length: 5 } });
  // Client 7 has more than one page; the rows beyond it are still unknown.
  await screen('{ client(id: "7") { services(first: 25) { nodes { name } } } }');
  expect((await screen('{ client(id: "7") { services(first: 5, offset: 20) { nodes { name } } } }')).asked).toEqual([]);
  expect((await screen('{ client(id: "7") { services(first: 5, offset: 21) { nodes { name } } } }')).asked).toEqual([
    'GetClientsProducts',
  ]);
});

test('reads each order, its client, items and invoice status from a list of orders', async () => {
  const { screen, world } = await startScreens();
  const order = must(world.orders.get(1));
  await screen('{ orders(clientId: "1") { nodes { number } } }');
  const told = await screen(`{
    order(id: "1") { number status amount { amount } client { fullName } items { description service { status } } }
    client(id: "1") { fullName }
    invoice(id: "${order.invoiceid}") { status }
  }`);
  expect(told).toMatchObject({ data: { order: { status: 'Active' }, invoice: { status: 'PAID' } }, asked: [] });
  expect((await screen(`{ invoice(id: "${order.invoiceid}") { status total { amount } } }`)).asked).toEqual([
    'GetInvoice',
  ]);
  // An order does not prove the owner of a service: the service may have been moved since.
  expect((await screen('{ service(id: "1") { status } }')).asked).toEqual(['GetClientsProducts']);
});

test('reads a ticket’s related service from a line of an order', async () => {
  const { screen, world } = await startScreens();
  const ticket = must(world.tickets.of(2).find(({ service }) => service.startsWith('S')));
  await screen('{ orders(clientId: "2") { nodes { number } } }');
  const { data, asked } = await screen<{ ticket: { relatedService: unknown } }>(
    `{ ticket(id: "${ticket.id}") { relatedService { whmcsId status domainName } } }`,
  );
  const service = must(world.services.get(Number(ticket.service.slice(1))));
  expect(asked).toEqual(['GetTicket']);
  expect(data.ticket.relatedService).toEqual({ whmcsId: service.id, status: 'ACTIVE', domainName: service.domain });
});

test('reads each ticket and its client from a list of tickets; only the thread is requested', async () => {
  const { screen, world } = await startScreens();
  const ticket = must(world.tickets.of(2)[0]);
  await screen('{ tickets(first: 100) { nodes { subject } } }');
  const told = await screen(`{ ticket(id: "${ticket.id}") { subject requestorName client { fullName } } }`);
  expect(told.asked).toEqual([]);
  expect(told.data).toMatchObject({ ticket: { requestorName: expect.any(String) } });
  expect((await screen(`{ ticket(id: "${ticket.id}") { subject messages { body } } }`)).asked).toEqual(['GetTicket']);
});

test('reads each client from a list of clients; only the address is requested', async () => {
  const { screen, world } = await startScreens();
  await screen('{ clients(first: 40) { nodes { whmcsId } } }');
  const { email } = must(world.clients.get(9));
  expect(await screen('{ client(id: "9") { email status registeredOn } }')).toMatchObject({
    data: { client: { email } },
    asked: [],
  });
  expect((await screen('{ client(id: "9") { email address { line1 } } }')).asked).toEqual(['GetClientsDetails']);
});

test('reads the record and the number of services and domains from the counters', async () => {
  const { screen, world } = await startScreens();
  const counted = await screen('{ client(id: "7") { services { totalCount } fullName stats { serviceCount } } }');
  expect(counted).toMatchObject({ data: { client: { services: { totalCount: 120 } } }, asked: ['GetClientsDetails'] });
  const plain = await screen(`{ client(id: "7") {
    fullName address { line1 } services { totalCount } active: services(status: ACTIVE) { totalCount } domains { totalCount }
  } }`);
  expect(plain.asked).toEqual([]);
  expect(plain.data).toMatchObject({
    client: {
      services: { totalCount: 120 },
      active: { totalCount: world.services.of(7).filter(({ status }) => status === 'Active').length },
      domains: { totalCount: world.domains.of(7).length },
    },
  });
  // Facts of lists alone are requested: WHMCS counts tickets that it does not list, and invoices by status.
  expect((await screen('{ client(id: "7") { tickets { totalCount } invoices { totalCount } } }')).asked).toEqual([
    'GetInvoices',
    'GetTickets',
  ]);
  expect((await screen('{ client(id: "7") { services { totalCount nodes { name } } } }')).asked).toEqual([
    'GetClientsProducts',
  ]);
});

test('counts a list by itself without counters, and by the counters for many clients at once', async () => {
  const { screen } = await startScreens();
  expect((await screen('{ client(id: "2") { services { totalCount } } }')).asked).toEqual([
    'GetClientsDetails',
    'GetClientsProducts',
  ]);
  const { data, asked } = await screen<{ clients: Nodes<{ services: { totalCount: number }; stats: object }> }>(
    '{ clients(first: 3) { nodes { services { totalCount } ...counters } } } fragment counters on Client { stats { serviceCount } }',
  );
  expect(asked).toEqual(['GetClients', 'GetClientsDetails', 'GetClientsDetails', 'GetClientsDetails']);
  for (const { services, stats } of data.clients.nodes) expect(stats).toEqual({ serviceCount: services.totalCount });
});

test('counts active services by the counters, or by the list if it is requested or cached', async () => {
  const { screen, world } = await startScreens();
  const active = (client: number) => world.services.of(client).filter(({ status }) => status === 'Active').length;
  const alone = await screen('{ client(id: "7") { fullName services(status: ACTIVE) { totalCount } } }');
  expect(alone).toMatchObject({
    data: { client: { services: { totalCount: active(7) } } },
    asked: ['GetClientsDetails'],
  });
  const both = '{ client(id: "2") { all: services { totalCount } active: services(status: ACTIVE) { totalCount } } }';
  expect(await screen(both)).toMatchObject({
    data: { client: { all: { totalCount: world.services.of(2).length }, active: { totalCount: active(2) } } },
    asked: ['GetClientsDetails'],
  });
  const below = await screen<{ invoice: { client: { services: object } } }>(
    `{ invoice(id: "${world.invoices.of(3)[0]?.id}") { client { services(status: ACTIVE) { totalCount } } } }`,
  );
  expect(below.data.invoice.client.services).toEqual({ totalCount: active(3) });
  expect(below.asked).toEqual(['GetClientsDetails', 'GetInvoice']);
  const listed = [
    '{ client(id: "4") { active: services(status: ACTIVE) { totalCount } services(first: 100) { nodes { name } } } }',
    '{ client(id: "5") { services(status: ACTIVE) { totalCount nodes { name } } } }',
    '{ client(id: "6") { active: services(status: ACTIVE) { totalCount } ended: services(status: TERMINATED) { totalCount } } }',
  ];
  for (const each of listed) expect((await screen(each)).asked).toEqual(['GetClientsDetails', 'GetClientsProducts']);
  const atHand = await screen('{ client(id: "5") { services(status: ACTIVE) { totalCount } } }');
  expect(atHand).toMatchObject({ data: { client: { services: { totalCount: active(5) } } }, asked: [] });
});

test('reads transactions from their invoice, and the invoice’s facts from them', async () => {
  const { screen, world } = await startScreens();
  const paid = world.invoices.of(2).filter(({ id }) => world.payments(id).length > 0);
  const [first, second] = [must(paid[0]).id, must(paid[1]).id];
  const record = await screen<{ invoice: { transactions: { id: string; amountIn: object }[] } }>(
    `{ invoice(id: "${first}") { transactions { id amountIn { amount } } } }`,
  );
  const { transactions } = record.data.invoice;
  expect(await screen(`{ transactions(invoiceId: "${first}") { nodes { id amountIn { amount } } } }`)).toEqual({
    data: { transactions: { nodes: transactions } },
    asked: [],
  });
  expect(await screen(`{ node(id: "${transactions[0]?.id}") { ... on Transaction { amountIn { amount } } } }`)).toEqual(
    {
      data: { node: { amountIn: transactions[0]?.amountIn } },
      asked: [],
    },
  );
  const list = await screen(`{ transactions(invoiceId: "${second}") { nodes { id } } invoices { nodes { number } } }`);
  expect(list.asked).toEqual(['GetInvoices', 'GetTransactions']);
  expect(await screen(`{ invoice(id: "${second}") { number transactions { id } } }`)).toMatchObject({
    data: { invoice: { transactions: (list.data['transactions'] as Nodes<unknown>).nodes } },
    asked: [],
  });
});

test('reads each transaction from a client’s list, even if its id leads to an invoice', async () => {
  const { screen } = await startScreens();
  const list = await screen<{ client: { transactions: Nodes<{ id: string; transactionId: string }> } }>(
    '{ client(id: "2") { transactions { nodes { id transactionId } } } }',
  );
  const { nodes } = list.data.client.transactions;
  expect(nodes.length).toBeGreaterThan(2);
  for (const node of nodes)
    expect(await screen(`{ node(id: "${node.id}") { id ... on Transaction { transactionId } } }`)).toEqual({
      data: { node },
      asked: [],
    });
});

test('shows a write on every screen, and requests nothing for another client’s screens', async () => {
  const { screen, world } = await startScreens();
  const service = must(world.services.of(2).find(({ status }) => status === 'Active'));
  const screens = (client: number, { id, orderid }: { id: number; orderid: number }) => [
    `{ service(id: "${id}") { status } }`,
    `{ node(id: "${globalId('Service', id, client)}") { ... on Service { status } } }`,
    `{ client(id: "${client}") { services { nodes { whmcsId status } } } }`,
    `{ client(id: "${client}") { services(status: SUSPENDED) { totalCount } stats { activeServiceCount } } }`,
    `{ order(id: "${orderid}") { items { relatedId status service { whmcsId status } } } }`,
  ];
  const others = screens(3, must(world.services.of(3)[0]));
  const before: unknown[] = [];
  for (const each of screens(2, service)) before.push((await screen(each)).data);
  for (const each of others) await screen(each);
  const done = await screen<{ done: object }>(
    `mutation { done: serviceSuspend(input: { serviceId: "${service.id}", reason: "Abuse" }) {
      ... on ServiceSuspendPayload { service { status } } } }`,
  );
  expect(done.data.done).toEqual({ service: { status: 'SUSPENDED' } });
  for (const [index, each] of screens(2, service).entries()) {
    const { data } = await screen(each);
    expect(data, `after: ${each}`).not.toEqual(before[index]);
  }
  for (const each of others) expect((await screen(each)).asked, `after: ${each}`).toEqual([]);
});

test('prefers the newer of two answers that disagree, whichever holds more', async () => {
  const { gateway, screen, world } = await startScreens();
  const invoice = must(world.invoices.of(2).find(({ status }) => status === 'Unpaid'));
  const service = must(world.services.of(2).find(({ status }) => status === 'Active'));
  let screens = 0;
  const shown = async () => {
    // Each operation has a new name: the gateway would answer a repeated one whole from the cache while it knows of no change.
    const { data, asked } = await screen<Record<'invoice' | 'service', { status: string }>>(
      `query Screen${++screens} { invoice(id: "${invoice.id}") { status } service(id: "${service.id}") { status } }`,
    );
    expect(asked).toEqual([]);
    return [data.invoice.status, data.service.status];
  };
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const later = () => vi.advanceTimersByTime(1_000);
  await screen('{ client(id: "2") { invoices(first: 100) { nodes { status } } services { nodes { status } } } }');
  expect(await shown()).toEqual(['UNPAID', 'ACTIVE']);
  // The record is newer than the row.
  later();
  invoice.status = 'Cancelled';
  await screen(`{ invoice(id: "${invoice.id}") { items { amount { amount } } } }`);
  expect(await shown()).toEqual(['CANCELLED', 'ACTIVE']);
  // The rows of orders are newer than both.
  later();
  invoice.status = 'Unpaid';
  service.status = 'Suspended';
  await screen('{ orders(clientId: "2") { nodes { number } } }');
  expect(await shown()).toEqual(['UNPAID', 'SUSPENDED']);
  // Another page of rows is newer still.
  later();
  invoice.status = 'Paid';
  service.status = 'Active';
  await screen(
    '{ invoices(first: 99, clientId: "2", orderBy: { field: TOTAL, direction: ASC }) { nodes { number } } }',
  );
  await screen(`{ services(domainName: "${service.domain}") { nodes { name } } }`);
  expect(await shown()).toEqual(['PAID', 'ACTIVE']);
  expect(gateway.simulator.calls.of('GetInvoice')).toBe(1);
});
