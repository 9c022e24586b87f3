/** Transactions: the currency of their amounts. */
import { describe, expect, test } from 'vitest';
import { staff } from '../../../../src/access/viewer.ts';
import { Graph } from '../../../../src/graph/graph.ts';
import { idempotency } from '../../../../src/graph/write/idempotency.ts';
import { wallClock } from '../../../../src/graph/base/wall-clock.ts';
import { memoryJournal } from '../../../../src/journal/memory.ts';
import type { WhmcsClient } from '../../../../src/whmcs/client.ts';
import { decode } from '../../../../src/whmcs/wire/decode.ts';
import { upstreamOver } from '../../../support/upstream.ts';
import { Transactions } from '../../../../src/graph/nouns/billing/transaction.ts';

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

  test('is given by code or by number, and 0 means the client’s', async () => {
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
    const { edges } = await graph.noun(Transactions).page({ clientId: 11 });
    const told = await Promise.all(
      edges.map(async ({ node }) => [
        await node.currencySource.tell('currencyCode'),
        await node.currencySource.tell('currencyPrefix'),
        await (await node.currency)?.tell('currencyCode'),
      ]),
    );
    graph.session.end();
    // An empty prefix is a prefix too: nothing else is looked up.
    expect(told).toEqual([
      ['INR', '₹', 'INR'],
      ['EUR', null, 'EUR'],
      ['USD', '$', 'USD'],
    ]);
  });
});
