/** Transactions: by client, invoice or reference, paged here, and found again by what their ids hint at. */
import { describe, expect, test } from 'vitest';
import { staff } from '../../src/access/viewer.ts';
import { Graph } from '../../src/graph/context.ts';
import { globalId } from '../../src/graph/global-id.ts';
import { idempotency } from '../../src/graph/idempotency.ts';
import { wallClock } from '../../src/graph/wall-clock.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import { decode } from '../../src/whmcs/decode.ts';
import { useGateway, type As } from '../support/gateway.ts';
import { upstreamOver } from '../support/upstream.ts';

interface Page {
  totalCount: number | null;
  nodes: { id: string; whmcsId: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/**
 * Clients 1 to 6 have a deposit without invoice (DEP-1 … DEP-6) and a part payment whose row names its invoice but no client
 * (PART-1 … PART-6).
 */
const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const transactions = () => gateway.simulator.world.transactions;
const actions = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);
const withReference = (reference: string) => {
  const found = transactions()
    .all()
    .find(({ transid }) => transid === reference);
  if (!found) throw new Error(`no transaction ${reference}`);
  return found;
};

describe('what a transaction tells', () => {
  test('everything of a row for one call', async () => {
    const refund = transactions()
      .of(1)
      .find(({ amountout }) => amountout > 0);
    const { data, errors, calls } = await execute<{ transactions: { nodes: object[] } }>(
      `query ($invoice: ID!) { transactions(clientId: "1", invoiceId: $invoice) { nodes {
        whmcsId transactionId gateway at description amountIn { amount } fees { amount } amountOut { amount }
        rate refundId invoice { whmcsId } client { whmcsId }
      } } }`,
      { invoice: globalId('Invoice', refund?.invoiceid ?? 0, 1) },
    );
    expect(errors).toBeUndefined();
    expect(calls.map(({ action, params }) => [action, params['clientid'], params['invoiceid']])).toEqual([
      ['GetTransactions', '1', String(refund?.invoiceid)],
    ]);
    expect(data.transactions.nodes).toHaveLength(2);
    expect(data.transactions.nodes).toContainEqual({
      whmcsId: refund?.id,
      transactionId: refund?.transid,
      gateway: 'stripe',
      at: `${refund?.date.replace(' ', 'T')}+00:00`,
      description: 'Refund of Transaction ID',
      amountIn: { amount: '0.00' },
      fees: { amount: '0.00' },
      amountOut: { amount: ((refund?.amountout ?? 0) / 100).toFixed(2) },
      rate: '1.00000',
      refundId: refund?.refundid,
      invoice: { whmcsId: refund?.invoiceid },
      client: { whmcsId: 1 },
    });
  });

  test("amounts are in the client's currency, which costs the client's record where it is asked for", async () => {
    const { data, calls } = await execute<{ transactions: { nodes: object[] } }>(
      '{ transactions(transactionId: "DEP-1") { nodes { amountIn { amount currencyCode } currency { code } } } }',
    );
    expect(data.transactions.nodes).toEqual([
      { amountIn: { amount: '15.00', currencyCode: 'EUR' }, currency: { code: 'EUR' } },
    ]);
    expect(actions(calls)).toEqual(['GetTransactions', 'GetClientsDetails']);
  });

  test("a row without a client belongs to its invoice's", async () => {
    const part = withReference('PART-2');
    expect(part.userid).toBe(0);
    const cheap = await execute('{ transactions(transactionId: "PART-2") { nodes { whmcsId amountIn { amount } } } }');
    expect(cheap.data).toEqual({ transactions: { nodes: [{ whmcsId: part.id, amountIn: { amount: '1.00' } }] } });
    expect(actions(cheap.calls)).toEqual(['GetTransactions']);
    const { data, calls } = await execute(
      '{ transactions(transactionId: "PART-2") { nodes { client { whmcsId } invoice { id } } } }',
    );
    expect(data).toEqual({
      transactions: { nodes: [{ client: { whmcsId: 2 }, invoice: { id: globalId('Invoice', part.invoiceid, 2) } }] },
    });
    expect(actions(calls)).toEqual(['GetTransactions', 'GetInvoice']);
  });

  test("an invoice's own list costs no call of its own", async () => {
    const part = withReference('PART-1');
    const { data, calls } = await execute<{ invoice: { transactions: object[] } }>(
      `query ($id: ID!) { invoice(id: $id) { transactions { id transactionId rate invoice { whmcsId } client { whmcsId } } } }`,
      { id: String(part.invoiceid) },
    );
    expect(actions(calls)).toEqual(['GetInvoice']);
    expect(data.invoice.transactions).toContainEqual({
      id: globalId('Transaction', part.id, `i${part.invoiceid}`),
      transactionId: 'PART-1',
      rate: '1.00000',
      invoice: { whmcsId: part.invoiceid },
      client: { whmcsId: 1 },
    });
  });
});

describe('a currency of its own', () => {
  const rows = [
    { id: 1, userid: 11, amountin: '50.00', currency: 'INR' },
    { id: 2, userid: 11, amountin: '50.00', currency: '2' },
    { id: 3, userid: 11, amountin: '50.00', currency: 0 },
  ];
  const answers: Record<string, Record<string, unknown>> = {
    GetTransactions: { result: 'success', transactions: { transaction: rows } },
    GetCurrencies: {
      result: 'success',
      currencies: {
        currency: [
          { id: 1, code: 'INR', prefix: '₹', suffix: '' },
          { id: 2, code: 'EUR', prefix: '', suffix: ' €' },
          { id: 3, code: 'USD', prefix: '$', suffix: '' },
        ],
      },
    },
    GetClientsDetails: { result: 'success', client: { id: 11, currency: 3, currency_code: 'USD' } },
  };

  test('comes by code or by number, and 0 means that of the client', async () => {
    const client: WhmcsClient = {
      allows: () => true,
      form: (command, params) => `${command.name}${JSON.stringify(params)}`,
      load: { limit: 1, active: 0, queued: 0, background: 0 },
      close: () => Promise.resolve(),
      call: (command) => Promise.resolve({ answer: decode(command, answers[command.name] ?? {}, 200), size: 1, ms: 1 }),
    };
    const graph = new Graph(staff('test'), {
      ...upstreamOver(client, { shared: false }),
      clock: wallClock('UTC'),
      idempotency: idempotency(memoryJournal()),
    });
    const { edges } = await graph.transactions.page({ clientId: 11 });
    const told = await Promise.all(
      edges.map(async ({ node }) => [
        await node.teller.tell('currencyCode'),
        await node.teller.tell('currencyPrefix'),
        await (await node.currency)?.tell('currencyCode'),
      ]),
    );
    graph.session.end();
    // No prefix is a prefix too: it is not looked for elsewhere.
    expect(told).toEqual([
      ['INR', '₹', 'INR'],
      ['EUR', null, 'EUR'],
      ['USD', '$', 'USD'],
    ]);
  });
});

describe('pages', () => {
  const document = `query ($first: Int, $after: String, $last: Int, $before: String, $offset: Int) {
    client(id: "1") { transactions(first: $first, after: $after, last: $last, before: $before, offset: $offset) {
      totalCount nodes { id whmcsId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`;
  const page = async (variables: object = {}) => {
    const { data, errors, calls } = await execute<{ client: { transactions: Page } }>(document, { ...variables });
    expect(errors).toBeUndefined();
    expect(actions(calls).filter((action) => action === 'GetTransactions')).toHaveLength(1);
    return data.client.transactions;
  };
  const all = () =>
    transactions()
      .of(1)
      .map(({ id }) => id);
  const numbers = ({ nodes }: Page) => nodes.map(({ whmcsId }) => whmcsId);

  test("keep WHMCS's order", async () => {
    const whole = await page();
    expect(whole.totalCount).toBe(all().length);
    expect(numbers(whole)).toEqual(all());
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test('go forward to the last one', async () => {
    const first = await page({ first: 3 });
    expect(numbers(first)).toEqual(all().slice(0, 3));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const next = await page({ first: 100, after: first.pageInfo.endCursor });
    expect(numbers(next)).toEqual(all().slice(3));
    expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const behind = await page({ first: 5, after: next.pageInfo.endCursor });
    expect(behind).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });

  test('go backward, also without before', async () => {
    const last = await page({ last: 2 });
    expect(numbers(last)).toEqual(all().slice(-2));
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(numbers(await page({ last: 2, before: last.pageInfo.startCursor }))).toEqual(all().slice(-4, -2));
  });

  test('are numbered by offset', async () => {
    const second = await page({ first: 2, offset: 2 });
    expect(numbers(second)).toEqual(all().slice(2, 4));
  });

  test('of nothing are empty', async () => {
    const { data, calls } = await execute('{ transactions(transactionId: "none") { totalCount nodes { id } } }');
    expect(data).toEqual({ transactions: { totalCount: 0, nodes: [] } });
    expect(calls).toHaveLength(1);
  });

  test.each(['first: 101', 'last: 101', 'first: 1, last: 1', 'offset: -1', 'offset: 1, last: 1', 'after: "x"'])(
    '%s is bad input and costs nothing',
    async (args) => {
      const { errors, calls } = await execute(`{ transactions(clientId: "1", ${args}) { totalCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );

  test.each(['', '(first: 5)', '(clientId: null)', '(transactionId: "")'])(
    'everything is never asked for: transactions%s',
    async (args) => {
      const { errors, calls } = await execute(`{ transactions${args} { totalCount } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );
});

describe('ids', () => {
  test('are the same on every path, and find the transaction again with one call', async () => {
    const refund = transactions()
      .of(1)
      .find(({ amountout }) => amountout > 0);
    const { data } = await execute<{
      a: Page;
      b: Page;
      c: Page;
      invoice: { transactions: { id: string; whmcsId: number }[] };
    }>(
      `query ($invoice: ID!, $reference: String!) {
        a: transactions(clientId: "1", first: 100) { nodes { id whmcsId } }
        b: transactions(invoiceId: $invoice) { nodes { id whmcsId } }
        c: transactions(transactionId: $reference) { nodes { id whmcsId } }
        invoice(id: $invoice) { transactions { id whmcsId } }
      }`,
      { invoice: String(refund?.invoiceid), reference: refund?.transid },
    );
    const ids = [data.a.nodes, data.b.nodes, data.c.nodes, data.invoice.transactions].map(
      (nodes) => nodes.find(({ whmcsId }) => whmcsId === refund?.id)?.id,
    );
    expect(new Set(ids)).toEqual(new Set([globalId('Transaction', refund?.id ?? 0, `i${refund?.invoiceid}`)]));
    const again = await execute<{ node: object }>(
      'query ($id: ID!) { node(id: $id) { id ... on Transaction { whmcsId } } }',
      {
        id: ids[0],
      },
    );
    expect(again.data.node).toEqual({ id: ids[0], whmcsId: refund?.id });
    expect(actions(again.calls)).toEqual(['GetTransactions']);
  });

  test.each([
    ['an invoice', 'PART-1', (id: number, invoice: number) => globalId('Transaction', id, `i${invoice}`)],
    ['a client', 'DEP-1', (id: number) => globalId('Transaction', id, 'c1')],
  ])('carry %s', async (_, reference, expected) => {
    const { id, invoiceid } = withReference(reference);
    const { data } = await execute<{ transactions: Page }>(
      'query ($reference: String!) { transactions(transactionId: $reference) { nodes { id } } }',
      { reference },
    );
    expect(data.transactions.nodes).toEqual([{ id: expected(id, invoiceid) }]);
    const again = await execute('query ($id: ID!) { node(id: $id) { id } }', { id: expected(id, invoiceid) });
    expect(again.data).toEqual({ node: { id: expected(id, invoiceid) } });
    expect(again.calls).toHaveLength(1);
  });

  test.each(['i1', 'c1', 'tnone', 'x', 'i0'])('with a wrong hint (%s) find nothing', async (hint) => {
    const { data, errors } = await execute('query ($id: ID!) { node(id: $id) { id } }', {
      id: globalId('Transaction', 987_654, hint),
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ node: null });
  });
});

describe('who sees transactions', () => {
  const everyPath = `query ($client: ID!, $invoice: ID!, $reference: String!, $ids: [ID!]!) {
    transactions(clientId: $client) { totalCount nodes { id } }
    ofInvoice: transactions(invoiceId: $invoice) { totalCount nodes { id } }
    byReference: transactions(transactionId: $reference) { totalCount nodes { id } }
    nodes(ids: $ids) { id }
  }`;
  const nothing = { totalCount: 0, nodes: [] };

  test.each<[As, number]>([
    ['partner', 5],
    ['client', 1],
  ])('a %s sees those of their own clients, of rows without a client too', async (as, client) => {
    const part = withReference(`PART-${client}`);
    const { data, errors } = await execute<{
      transactions: Page;
      ofInvoice: Page;
      byReference: Page;
      nodes: ({ id: string } | null)[];
    }>(
      everyPath,
      {
        client: String(client),
        invoice: String(part.invoiceid),
        reference: part.transid,
        ids: [globalId('Transaction', part.id, `i${part.invoiceid}`)],
      },
      { as },
    );
    expect(errors).toBeUndefined();
    expect(data.transactions.totalCount).toBe(transactions().of(client).length);
    expect(data.ofInvoice.nodes.map(({ id }) => id)).toContain(globalId('Transaction', part.id, `i${part.invoiceid}`));
    expect(data.byReference.totalCount).toBe(1);
    expect(data.nodes).toEqual([{ id: globalId('Transaction', part.id, `i${part.invoiceid}`) }]);
  });

  test.each(['PART-6', 'DEP-6'])("somebody else's (%s) and missing ones look the same", async (reference) => {
    const { id, invoiceid } = withReference(reference);
    const invoice = invoiceid || withReference('PART-6').invoiceid;
    const foreign = {
      client: '6',
      invoice: String(invoice),
      reference,
      ids: [`i${invoice}`, 'c6', 'c1', `t${reference}`].map((hint) => globalId('Transaction', id, hint)),
    };
    const missing = {
      client: '4321',
      invoice: '987654',
      reference: 'none',
      ids: ['i987654', 'c4321', 'c1', 'tnone'].map((hint) => globalId('Transaction', 987_654, hint)),
    };
    for (const as of ['partner', 'client']) {
      for (const variables of [foreign, missing]) {
        const { data, errors } = await execute(everyPath, variables, { as });
        expect(errors).toBeUndefined();
        expect(data).toEqual({
          transactions: nothing,
          ofInvoice: nothing,
          byReference: nothing,
          nodes: [null, null, null, null],
        });
      }
    }
  });

  test("nothing is asked about a client that is not the viewer's", async () => {
    const { data, calls } = await execute('{ transactions(clientId: "6") { totalCount } }', {}, { as: 'client' });
    expect(data).toEqual({ transactions: { totalCount: 0 } });
    expect(calls).toEqual([]);
  });
});
