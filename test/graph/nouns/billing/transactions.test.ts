/** Transactions: their data and cost, and how their ids' hints find them. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { actions, useTransactions, type Page } from './transaction-rig.ts';

const { execute, transactions, withReference } = useTransactions();

describe('the data of a transaction', () => {
  test('shows everything of a row for one call', async () => {
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

  test('amounts are in the client’s currency, which costs the client’s record if it is selected', async () => {
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

  test('the list of an invoice costs no call of its own', async () => {
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

describe('ids', () => {
  test('are the same on every path, and find the transaction with one call', async () => {
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
