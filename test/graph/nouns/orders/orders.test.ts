/** Orders: their data and its cost, and who sees them. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

interface Page<T> {
  totalCount: number | null;
  nodes: T[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** Clients 1 to 6 have three orders each: 1 to 3 are client 1's. The first has eight services, the second seven domains. */
const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const actions = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

describe('the data of an order', () => {
  test('lists orders with client, invoice and services for one call', async () => {
    const { data, errors, calls, extensions } = await execute<{
      orders: Page<{
        whmcsId: number;
        client: { fullName: string };
        invoice: { status: string } | null;
        items: { service: { status: string } | null }[];
      }>;
    }>(
      `{ orders(first: 25) { nodes {
        whmcsId number amount { amount formatted } client { fullName } invoice { status }
        items { amount { formatted } service { status domainName billingCycle order { number } } domain { name status } }
      } } }`,
    );
    expect(errors).toBeUndefined();
    expect(actions(calls)).toEqual(['GetOrders']);
    expect(extensions?.whmcs?.calls).toBe(1);
    const { orders, clients, invoices, services } = world();
    const shown = data.orders.nodes.map(({ whmcsId, client, invoice, items }) => ({
      whmcsId,
      name: client.fullName,
      invoice: invoice?.status,
      services: items.map(({ service }) => service?.status),
    }));
    expect(shown).toEqual(
      shown.map(({ whmcsId }) => {
        const order = orders.get(whmcsId);
        const client = clients.get(order?.userid ?? 0);
        return {
          whmcsId,
          name: `${client?.firstname} ${client?.lastname}`,
          invoice: invoices.get(order?.invoiceid ?? 0)?.status.toUpperCase(),
          services: order?.lines.map(({ type, relid }) =>
            type === 'product' ? services.get(relid)?.status.toUpperCase() : undefined,
          ),
        };
      }),
    );
    expect(shown.some(({ invoice, services }) => invoice === 'PAID' && services.includes('ACTIVE'))).toBe(true);
  });

  test('shows lines in the gateway’s words and in those of WHMCS', async () => {
    const { data, calls } = await execute<{ a: { items: object[] }; b: { items: object[] } }>(
      `{ a: order(id: "1") { ...Lines } b: order(id: "2") { ...Lines } }
       fragment Lines on Order { items {
         type relatedId productType description domainName billingCycle billingPeriod status amount { amount }
         service { whmcsId } domain { whmcsId name status }
       } }`,
    );
    expect(actions(calls)).toEqual(['GetOrders', 'GetOrders']);
    const service = world().services.get(1);
    expect(data.a.items[0]).toEqual({
      type: 'product',
      relatedId: 1,
      productType: 'Hosting Account',
      description: 'Web Hosting - Boulder',
      domainName: service?.domain,
      billingCycle: 'MONTHLY',
      billingPeriod: 'Monthly',
      status: 'Active',
      amount: { amount: '11.90' },
      service: { whmcsId: 1 },
      domain: null,
    });
    const domain = world().domains.of(1)[0];
    expect(data.b.items[0]).toMatchObject({
      type: 'domain',
      billingCycle: 'OTHER',
      billingPeriod: `${domain?.regperiod} Year/s`,
      service: null,
      domain: { whmcsId: domain?.id, name: domain?.domainname, status: 'ACTIVE' },
    });
  });

  test('reads a one-time product as such', async () => {
    const { data } = await execute<{ order: { items: { billingCycle: string; billingPeriod: string }[] } }>(
      '{ order(id: "1") { items { billingCycle billingPeriod } } }',
    );
    expect(data.order.items).toContainEqual({ billingCycle: 'ONE_TIME', billingPeriod: 'One-Time' });
  });

  test('shows staff everything that a row holds', async () => {
    const { data, errors } = await execute<{ order: object }>(
      `{ order(id: "2") {
        id whmcsId number status placedAt amount { amount } paymentMethod paymentMethodName paymentStatus invoice { id }
        nameservers renewals renewalsByType { domains { id } services { id } addonIds } promotionCode promotionType
        promotionValue contactId requestorUserId requestorAdminId serializedData ipAddress fraudModule fraudOutput fraudData
        validationData notes client { whmcsId }
      } }`,
    );
    const order = world().orders.get(2);
    expect(errors).toBeUndefined();
    expect(data.order).toEqual({
      id: globalId('Order', 2, 1),
      whmcsId: 2,
      number: String(order?.ordernum),
      status: 'Active',
      placedAt: `${order?.date.replace(' ', 'T')}+00:00`,
      amount: { amount: '0.00' },
      paymentMethod: 'stripe',
      paymentMethodName: 'Card & Wallet',
      paymentStatus: null,
      invoice: null,
      nameservers: ['ns1.hosting.example', 'ns2.hosting.example'],
      renewals: null,
      renewalsByType: { domains: [], services: [], addonIds: [] },
      promotionCode: null,
      promotionType: null,
      promotionValue: null,
      contactId: null,
      requestorUserId: order?.requestorId,
      requestorAdminId: null,
      serializedData: 'a:0:{}',
      ipAddress: order?.ipaddress,
      fraudModule: 'maxmind',
      fraudOutput: JSON.stringify({ score: 14, verdict: 'APPROVE', ip: order?.ipaddress, marker: 'STAFF-fraud-2' }),
      fraudData: null,
      validationData: null,
      notes: 'STAFF-order-note-1: "looks" fine',
      client: { whmcsId: 1 },
    });
    expect(Number(order?.ordernum)).toBeGreaterThan(2 ** 31);
  });

  test('reads a client’s services once for fields that the order’s lines do not hold', async () => {
    const { calls, data } = await execute<{ order: { items: { service: { name: string } }[] } }>(
      '{ order(id: "1") { items { service { name } } invoice { balance { amount } } } }',
    );
    expect(actions(calls).toSorted()).toEqual(['GetClientsProducts', 'GetInvoice', 'GetOrders']);
    expect(data.order.items.map(({ service }) => service.name)).toContain('Ridge VPS');
  });

  test('finds several orders of a client with one call', async () => {
    const ids = [globalId('Order', 3, 1), globalId('Order', 1, 1)];
    const { data, calls } = await execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Order { status } } }', {
      ids,
    });
    expect(data).toEqual({
      nodes: [
        { id: ids[0], status: 'Pending' },
        { id: ids[1], status: 'Active' },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  test('finds no order 99999', async () => {
    const { data, errors } = await execute('query ($id: ID!) { order(id: $id) { number } }', { id: '99999' });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ order: null });
  });
});

describe('lists of orders', () => {
  test('are filtered by client and status', async () => {
    const { data, calls } = await execute<Record<'a' | 'b', Page<{ whmcsId: number }>>>(
      `{ a: orders(clientId: "2") { totalCount nodes { whmcsId } }
         b: orders(clientId: "2", status: "Pending") { totalCount nodes { whmcsId } } }`,
    );
    expect(data.a).toEqual({ totalCount: 3, nodes: [{ whmcsId: 6 }, { whmcsId: 5 }, { whmcsId: 4 }] });
    expect(data.b).toEqual({ totalCount: 1, nodes: [{ whmcsId: 6 }] });
    expect(calls.map(({ params }) => params)).toMatchObject([{ userid: '2' }, { userid: '2', status: 'Pending' }]);
    expect(calls).toHaveLength(2);
  });

  test('are read once in either direction', async () => {
    const document = `query ($first: Int, $after: String, $last: Int, $before: String) {
      client(id: "1") { orders(first: $first, after: $after, last: $last, before: $before) {
        nodes { whmcsId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } } }`;
    type Client = { client: { orders: Page<{ whmcsId: number }> } };
    const walk = async (variables: (page?: Page<unknown>) => object, goesOn: (page: Page<unknown>) => boolean) => {
      const seen: number[] = [];
      let page: Page<{ whmcsId: number }> | undefined;
      do {
        const { data } = await execute<Client>(document, { ...variables(page) });
        page = data.client.orders;
        seen.push(...page.nodes.map(({ whmcsId }) => whmcsId));
      } while (goesOn(page));
      return seen;
    };
    const forward = await walk(
      (page) => ({ first: 2, after: page?.pageInfo.endCursor }),
      ({ pageInfo }) => pageInfo.hasNextPage,
    );
    const backward = await walk(
      (page) => ({ last: 2, before: page?.pageInfo.startCursor }),
      ({ pageInfo }) => pageInfo.hasPreviousPage,
    );
    expect(forward).toEqual([3, 2, 1]);
    expect(backward).toEqual([2, 1, 3]);
  });

  test.each(['first: 101', 'first: -1', 'first: 1, last: 1', 'offset: 1, after: "cm93OjA"', 'after: "nonsense"'])(
    '%s is refused, and costs nothing',
    async (args) => {
      const { errors, calls } = await execute(`{ orders(${args}) { totalCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );
});

describe('who sees orders', () => {
  test("partners see their clients' merged, newest first; clients their own", async () => {
    const document = '{ orders(first: 4) { totalCount nodes { whmcsId client { whmcsId } } } }';
    const partner = await execute<{ orders: Page<{ whmcsId: number }> }>(document, {}, { as: 'partner' });
    const theirs = [1, 2, 3, 4, 5].flatMap((id) => world().orders.of(id));
    expect(partner.data.orders.totalCount).toBe(theirs.length);
    expect(partner.data.orders.nodes.map(({ whmcsId }) => whmcsId)).toEqual(
      theirs
        .map(({ id }) => id)
        .toSorted((a, b) => b - a)
        .slice(0, 4),
    );
    const client = await execute(document, {}, { as: 'client' });
    expect(client.data).toEqual({
      orders: { totalCount: 3, nodes: [3, 2, 1].map((whmcsId) => ({ whmcsId, client: { whmcsId: 1 } })) },
    });
    expect(client.extensions?.whmcs).toBeUndefined();
  });

  test('a foreign order and a missing one look the same', async () => {
    const document = `query ($id: ID!, $node: ID!, $forged: ID!, $client: ID!) {
      order(id: $id) { number } node(id: $node) { id } nodes(ids: [$node, $forged]) { id }
      orders(clientId: $client) { totalCount nodes { id } }
    }`;
    const of = (order: number, client: number) => ({
      id: String(order),
      node: globalId('Order', order, client),
      forged: globalId('Order', order, 1),
      client: String(client),
    });
    const foreign = await execute(document, of(4, 2), { as: 'client' });
    const missing = await execute(document, of(98_765, 4321), { as: 'client' });
    expect(foreign.data).toEqual({
      order: null,
      node: null,
      nodes: [null, null],
      orders: { totalCount: 0, nodes: [] },
    });
    expect(missing.data).toEqual(foreign.data);
    expect(missing.errors).toEqual(foreign.errors);
    expect(actions(missing.calls)).toEqual(actions(foreign.calls));
  });

  test.each([
    'notes',
    'ipAddress',
    'fraudModule',
    'fraudOutput',
    'fraudData',
    'validationData',
    'serializedData',
    'requestorAdminId',
  ])('%s is for staff', async (field) => {
    expectUnknown(await execute(`{ order(id: "2") { number ${field} } }`, {}, { as: 'client' }), field);
  });

  test('codes of domains to be transferred are shown to no viewer', async () => {
    const { data } = await execute(
      '{ order(id: "2") { number items { description domainName status } renewals serializedData notes fraudOutput } }',
    );
    expect(JSON.stringify(data)).not.toContain('SECRET-epp');
  });
});
