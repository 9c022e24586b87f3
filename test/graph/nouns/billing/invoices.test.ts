/** Invoices: the calls that they cost, their paging, and who sees them. */
import { describe, expect, test } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

interface Node {
  id: string;
  whmcsId: number;
  number: string;
  client: { id: string; whmcsId: number; fullName: string; address: { line1: string } | null };
}

interface Listed {
  invoices: {
    totalCount: number | null;
    nodes: Node[];
    edges: { cursor: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  };
}

const withClient = (fields: string) => `query ($first: Int) {
  invoices(first: $first) { totalCount nodes { id whmcsId number total { amount currencyCode formatted } client { whmcsId ${fields} } } }
}`;

const distinct = (values: readonly unknown[]) => new Set(values).size;

describe('the cost of a list of invoices', () => {
  const gateway = useGateway({ gateway: { sharedCache: false } });

  test('numbers, totals and names of clients are one call, because the rows hold them', async () => {
    const { data, errors, calls, extensions } = await gateway.execute<Listed>(withClient('fullName companyName'), {
      first: 50,
    });
    expect(errors).toBeUndefined();
    expect(data.invoices.nodes).toHaveLength(50);
    expect(calls.map(({ action }) => action)).toEqual(['GetInvoices']);
    expect(extensions?.whmcs).toMatchObject({ calls: 1, byCommand: { GetInvoices: 1 }, cacheHits: 0 });
  });

  test('addresses cost one call for each client, not for each invoice', async () => {
    const { data, calls } = await gateway.execute<Listed>(withClient('fullName address { line1 }'), { first: 50 });
    const clients = distinct(data.invoices.nodes.map(({ client }) => client.whmcsId));
    expect(clients).toBeLessThan(50);
    expect(calls).toHaveLength(1 + clients);
    expect(data.invoices.nodes.every(({ client }) => client.address !== null)).toBe(true);
  });

  test('the same list under two aliases is one call', async () => {
    const { calls } = await gateway.execute('{ a: invoices { totalCount } b: invoices { nodes { id } } }');
    expect(calls).toHaveLength(1);
  });

  test('__typename costs nothing', async () => {
    const { data, calls } = await gateway.execute('{ __typename }');
    expect(data).toEqual({ __typename: 'Query' });
    expect(calls).toEqual([]);
  });

  test('lines, payments and balance are one more call for the invoice', async () => {
    const { data, errors, calls } = await gateway.execute<{
      invoice: { items: { amount: { amount: string } }[]; balance: { amount: string } };
    }>(
      '{ invoice(id: "1001") { number balance { amount } items { description amount { amount } } transactions { transactionId amountIn { amount } } } }',
    );
    expect(errors).toBeUndefined();
    expect(calls.map(({ action }) => action)).toEqual(['GetInvoice']);
    expect(data.invoice.items.length).toBeGreaterThan(0);
  });
});

describe('paging', () => {
  const gateway = useGateway();
  const page = async (args: string, options = {}) =>
    gateway.execute<Listed>(
      `{ client(id: "7") { id } invoices(clientId: "7" ${args}) { totalCount nodes { id whmcsId } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      {},
      options,
    );

  test('reads a long list by cursors, each invoice once', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { data } = await page(`first: 40 orderBy: { field: ID, direction: ASC } ${after}`);
      seen.push(...data.invoices.nodes.map(({ id }) => id));
      expect(data.invoices.totalCount).toBe(gateway.simulator.world.invoices.of(7).length);
      if (!data.invoices.pageInfo.hasNextPage) break;
      after = `after: "${data.invoices.pageInfo.endCursor}"`;
    }
    expect(seen).toHaveLength(gateway.simulator.world.invoices.of(7).length);
    expect(distinct(seen)).toBe(seen.length);
  });

  test('last without before is the end of the list', async () => {
    const order = 'orderBy: { field: ID, direction: ASC }';
    const { data: end } = await page(`last: 5 ${order}`);
    const { data: all } = await page(`offset: ${(end.invoices.totalCount ?? 0) - 5} ${order}`);
    expect(end.invoices.nodes).toEqual(all.invoices.nodes);
    expect(end.invoices.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test.each([
    ['first: 101', /between 0 and 100/],
    ['first: -1', /between 0 and 100/],
    ['first: 1, last: 1', /cannot be combined/],
    ['offset: 5, after: "x"', /offset goes with first/],
    ['after: "x"', /no cursor/],
  ])('refuses %s, and sends nothing', async (args, message) => {
    const { errors, calls } = await gateway.execute(`{ invoices(${args}) { totalCount } }`);
    expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });

  test('an empty list is empty, not null', async () => {
    const { data } = await gateway.execute(
      '{ invoices(clientId: "8") { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    );
    expect(data).toEqual({
      invoices: {
        totalCount: 0,
        nodes: [],
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      },
    });
  });

  test('filters and orders as requested', async () => {
    const { data } = await gateway.execute<{ invoices: { nodes: { status: string; dueOn: string }[] } }>(
      '{ invoices(status: UNPAID, first: 30, orderBy: { field: DUE_DATE, direction: ASC }) { nodes { status dueOn } } }',
    );
    expect(distinct(data.invoices.nodes.map(({ status }) => status))).toBe(1);
    expect(data.invoices.nodes.map(({ dueOn }) => dueOn)).toEqual(
      data.invoices.nodes.map(({ dueOn }) => dueOn).toSorted(),
    );
  });
});

describe('who sees an invoice', () => {
  const gateway = useGateway();
  const world = () => gateway.simulator.world;
  const foreign = () => world().invoices.of(7)[0]?.id;

  test('a foreign invoice and a missing one look the same', async () => {
    const asked = (id: number) => gateway.execute(`{ invoice(id: "${id}") { id number } }`, {}, { as: 'client' });
    const [theirs, nobodys] = [await asked(foreign() ?? 0), await asked(99_999_999)];
    expect(theirs.data).toEqual({ invoice: null });
    expect([nobodys.data, nobodys.errors, nobodys.extensions]).toEqual([theirs.data, theirs.errors, theirs.extensions]);
  });

  test('a partner’s list holds its clients’ invoices, all and only those, newest first', async () => {
    const { data, errors } = await gateway.execute<Listed>(
      '{ invoices(first: 100) { totalCount nodes { whmcsId client { whmcsId } } pageInfo { hasNextPage } } }',
      {},
      { as: 'partner' },
    );
    expect(errors).toBeUndefined();
    const own = [1, 2, 3, 4, 5]
      .flatMap((client) =>
        world()
          .invoices.of(client)
          .map(({ id }) => id),
      )
      .toSorted((a, b) => b - a);
    expect(data.invoices.totalCount).toBe(own.length);
    expect(data.invoices.nodes.map(({ whmcsId }) => whmcsId)).toEqual(own.slice(0, 100));
  });

  test.each(['invoices(clientId: "7")', 'invoices(clientId: "99999")'])(
    '%s is empty for a client, and sends nothing',
    async (field) => {
      const { data, calls } = await gateway.execute(`{ ${field} { totalCount nodes { id } } }`, {}, { as: 'client' });
      expect(data).toEqual({ invoices: { totalCount: 0, nodes: [] } });
      expect(calls).toEqual([]);
    },
  );

  test('node finds it by its global id, for viewers that see it', async () => {
    const own = world().invoices.of(1)[0]?.id;
    const { data } = await gateway.execute<{ invoice: { id: string } }>(`{ invoice(id: "${own}") { id } }`);
    const asked = `{ node(id: "${data.invoice.id}") { id ... on Invoice { whmcsId client { whmcsId } } } }`;
    expect((await gateway.execute(asked, {}, { as: 'client' })).data).toEqual({
      node: { id: data.invoice.id, whmcsId: own, client: { whmcsId: 1 } },
    });
    const theirs = await gateway.execute<{ invoice: { id: string } }>(`{ invoice(id: "${foreign()}") { id } }`);
    expect(
      (await gateway.execute(`{ node(id: "${theirs.data.invoice.id}") { id } }`, {}, { as: 'partner' })).data,
    ).toEqual({ node: null });
  });

  test('a global id of another type is an input error', async () => {
    const { data } = await gateway.execute<{ client: { id: string } }>('{ client(id: "1") { id } }');
    const { errors } = await gateway.execute(`{ invoice(id: "${data.client.id}") { id } }`);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('got the id of a Client') },
    ]);
  });
});
