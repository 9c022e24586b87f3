/**
 * The door, on every path: a foreign entity looks exactly like a missing one, and no list, id or field shows anything
 * of it.
 */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { useGateway, type Executed } from '../../support/gateway.ts';

const gateway = useGateway();

/** The first entity of client 7, which neither the partner nor the client may see. */
const foreign = () => {
  const { clients, services, invoices, orders, tickets, domains, transactions } = gateway.simulator.world;
  const ticket = tickets.of(7)[0];
  return {
    Client: 7,
    Service: services.of(7)[0]?.id ?? 0,
    Invoice: invoices.of(7)[0]?.id ?? 0,
    Order: orders.of(7)[0]?.id ?? 0,
    Ticket: ticket?.id ?? 0,
    Domain: domains.of(7)[0]?.id ?? 0,
    Transaction: transactions.all().find(({ userid }) => userid === 7)?.id ?? 0,
    email: clients.get(7)?.email ?? '',
    ticketNumber: ticket?.tid ?? '',
  };
};
const MISSING = 8_888_888;

type Asked = readonly [query: string, variables: Record<string, unknown>];

/** The same request for an entity of client 7 and for a missing one. */
const questions: Readonly<Record<string, (id: (type: keyof ReturnType<typeof foreign>) => string | number) => Asked>> =
  {
    client: (id) => ['query ($id: ID) { client(id: $id) { id fullName } }', { id: String(id('Client')) }],
    'client by email': (id) => ['query ($email: String) { client(email: $email) { id } }', { email: id('email') }],
    service: (id) => ['query ($id: ID!) { service(id: $id) { id name } }', { id: String(id('Service')) }],
    invoice: (id) => ['query ($id: ID!) { invoice(id: $id) { id total { amount } } }', { id: String(id('Invoice')) }],
    order: (id) => ['query ($id: ID!) { order(id: $id) { id number } }', { id: String(id('Order')) }],
    ticket: (id) => ['query ($id: ID!) { ticket(id: $id) { id subject } }', { id: String(id('Ticket')) }],
    'ticket by number': (id) => ['query ($n: String) { ticket(number: $n) { id } }', { n: String(id('ticketNumber')) }],
    domain: (id) => ['query ($id: ID!) { domain(id: $id) { id name } }', { id: String(id('Domain')) }],
    services: (id) => [
      'query ($id: ID) { services(clientId: $id) { totalCount nodes { id } pageInfo { hasNextPage } } }',
      { id: String(id('Client')) },
    ],
    invoices: (id) => [
      'query ($id: ID) { invoices(clientId: $id) { totalCount nodes { id } } }',
      { id: String(id('Client')) },
    ],
    orders: (id) => [
      'query ($id: ID) { orders(clientId: $id) { totalCount nodes { id } } }',
      { id: String(id('Client')) },
    ],
    tickets: (id) => [
      'query ($id: ID) { tickets(clientId: $id) { totalCount nodes { id } } }',
      { id: String(id('Client')) },
    ],
    domains: (id) => [
      'query ($id: ID) { domains(clientId: $id) { totalCount nodes { id } } }',
      { id: String(id('Client')) },
    ],
    transactions: (id) => [
      'query ($id: ID) { transactions(clientId: $id) { totalCount nodes { id } } }',
      { id: String(id('Client')) },
    ],
    'transactions of an invoice': (id) => [
      'query ($id: ID) { transactions(invoiceId: $id) { totalCount nodes { id } } }',
      { id: String(id('Invoice')) },
    ],
    clientUpdate: (id) => [
      'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { __typename ... on UserError { message } } }',
      { input: { id: String(id('Client')), firstName: 'X' } },
    ],
    orderAdd: (id) => [
      'mutation ($input: OrderAddInput!) { orderAdd(input: $input) { __typename ... on UserError { message } } }',
      { input: { clientId: String(id('Client')), paymentMethod: 'mailin', products: [{ productId: '1' }] } },
    ],
    'orderAdd, a renewal within': (id) => [
      'mutation ($input: OrderAddInput!) { orderAdd(input: $input) { __typename ... on UserError { message } } }',
      { input: { clientId: '1', paymentMethod: 'mailin', serviceRenewalIds: [String(id('Service'))] } },
    ],
    'orderAdd, a domain within': (id) => [
      'mutation ($input: OrderAddInput!) { orderAdd(input: $input) { __typename ... on UserError { message } } }',
      {
        input: {
          clientId: '1',
          paymentMethod: 'mailin',
          domainRenewals: [{ domainId: String(id('Domain')), years: 1 }],
        },
      },
    ],
    'orderAdd, an addon within': (id) => [
      'mutation ($input: OrderAddInput!) { orderAdd(input: $input) { __typename ... on UserError { message } } }',
      {
        input: { clientId: '1', paymentMethod: 'mailin', addons: [{ addonId: '1', serviceId: String(id('Service')) }] },
      },
    ],
    ticketOpen: (id) => [
      'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { __typename ... on UserError { message } } }',
      { input: { clientId: String(id('Client')), departmentId: '1', subject: 's', message: 'm' } },
    ],
    'ticketOpen, a service within': (id) => [
      'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { __typename ... on UserError { message } } }',
      { input: { clientId: '1', departmentId: '1', subject: 's', message: 'm', serviceId: String(id('Service')) } },
    ],
    ticketReplyAdd: (id) => [
      'mutation ($input: TicketReplyAddInput!) { ticketReplyAdd(input: $input) { __typename ... on UserError { message } } }',
      { input: { ticketId: String(id('Ticket')), message: 'm' } },
    ],
  };

interface Listed {
  totalCount: number;
  nodes: { client: { whmcsId: number } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const readOnly = (action: string) => action.startsWith('Get');

describe.each(['partner', 'client'])('a %s', (as) => {
  test.each(Object.entries(questions))(
    '%s: returns the same for foreign and missing entities, and writes nothing',
    async (_, ask) => {
      const theirs = foreign();
      const none = {
        ...Object.fromEntries(Object.keys(theirs).map((key) => [key, MISSING])),
        email: 'no@body.example',
      };
      const [told, untold] = await Promise.all(
        [theirs, none].map((ids) => {
          const [query, variables] = ask((type) => (ids as typeof theirs)[type]);
          return gateway.execute(query, variables, { as });
        }),
      );
      const shown = (answer: typeof told) => ({
        status: answer?.status,
        data: answer?.data,
        errors: answer?.errors,
        extensions: answer?.extensions,
      });
      expect(shown(told)).toEqual(shown(untold));
      expect(JSON.stringify(told?.data)).toMatch(/null|"nodes":\[\]|"NotFoundError"/);
      expect([...(told?.calls ?? []), ...(untold?.calls ?? [])].every(({ action }) => readOnly(action))).toBe(true);
    },
  );

  test('nodes: finds nothing by a forged hint', async () => {
    const { email: _, ticketNumber: __, ...ids } = foreign();
    const forged = Object.entries(ids).flatMap(([type, id]) => [
      globalId(type, id),
      globalId(type, id, 1),
      globalId(type, id, 'i1001'),
      globalId(type, id, 'c1'),
    ]);
    const { data } = await gateway.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: forged }, { as });
    expect(data).toEqual({ nodes: forged.map(() => null) });
  });

  test('sees all entities of its own clients, and no others, in every list', async () => {
    const own = new Set(as === 'partner' ? [1, 2, 3, 4, 5] : [1]);
    for (const list of ['services', 'domains', 'invoices', 'orders', 'tickets']) {
      const query = `query ($after: String) { list: ${list}(first: 40, after: $after) {
        totalCount nodes { client { whmcsId } } pageInfo { hasNextPage endCursor }
      } }`;
      const owners: number[] = [];
      let page: Listed | undefined;
      do {
        const after = page?.pageInfo.endCursor ?? null;
        const { data, errors }: Executed<{ list: Listed }> = await gateway.execute(query, { after }, { as });
        expect(errors).toBeUndefined();
        page = data.list;
        owners.push(...page.nodes.map(({ client }) => client.whmcsId));
      } while (page.pageInfo.hasNextPage);
      expect(owners.filter((owner) => !own.has(owner))).toEqual([]);
      expect(owners).toHaveLength(page.totalCount);
      expect(new Set(owners).size).toBeGreaterThan(as === 'partner' ? 1 : 0);
    }
  });
});
