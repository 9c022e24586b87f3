/** Transactions: who sees them, on every path. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import type { As } from '../../../support/gateway.ts';
import { useTransactions, type Page } from './transaction-rig.ts';

const { execute, transactions, withReference } = useTransactions();

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
  ])('a %s sees those of its own clients, including rows without a client', async (as, client) => {
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

  test.each(['PART-6', 'DEP-6'])('foreign ones (%s) and missing ones look the same', async (reference) => {
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

  test('sends nothing about a client that is not the viewer’s', async () => {
    const { data, calls } = await execute('{ transactions(clientId: "6") { totalCount } }', {}, { as: 'client' });
    expect(data).toEqual({ transactions: { totalCount: 0 } });
    expect(calls).toEqual([]);
  });
});
