/** A payment that waits for another of the same invoice or transaction sends nothing meanwhile, and waits at most until its deadline. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { staff } from '../../../../src/access/viewer.ts';
import { withoutJournal } from '../../../../src/graph/write/journal-writer.ts';
import { memoryJournal } from '../../../../src/journal/memory.ts';
import { invoicePaymentAdd } from '../../../../src/graph/nouns/billing/invoice.mutations.ts';
import { Graph, type Installed } from '../../../../src/graph/graph.ts';
import { idempotency } from '../../../../src/graph/write/idempotency.ts';
import { wallClock } from '../../../../src/graph/base/wall-clock.ts';
import type { WhmcsClient } from '../../../../src/whmcs/client.ts';
import { decode } from '../../../../src/whmcs/wire/decode.ts';
import { upstreamOver } from '../../../support/upstream.ts';
import { failureOf } from '../../../whmcs/rig.ts';

const answers: Readonly<Record<string, Record<string, unknown>>> = {
  GetInvoice: { invoiceid: 7, userid: 1, status: 'Unpaid', balance: '20.00', items: '', transactions: '' },
  GetPaymentMethods: { paymentmethods: { paymentmethod: [{ module: 'stripe', displayname: 'Card' }] } },
  GetTransactions: { totalresults: 0, transactions: '' },
  AddInvoicePayment: {},
};

/** WHMCS while PHP works on the first payment, and the calls that it received. */
function slowWhmcs() {
  const asked: string[] = [];
  let finish: () => void = () => undefined;
  const working = new Promise<void>((resolve) => (finish = resolve));
  const client: WhmcsClient = {
    allows: () => true,
    form: (command, params) => `${command.name}${JSON.stringify(params)}`,
    load: { limit: 1, active: 0, queued: 0, background: 0 },
    close: () => Promise.resolve(),
    async call(command, params) {
      asked.push(command.name);
      if (command.name === 'AddInvoicePayment') await working;
      const told = Object.assign({}, answers[command.name], command.name === 'GetInvoice' && params);
      return { answer: decode(command, told, 200), size: 1, ms: 1 };
    },
  };
  return { asked, client, finish: () => finish() };
}

const later = (graph: Graph, transactionId: string, invoiceId = '7') => {
  graph.session.begin(withoutJournal);
  return invoicePaymentAdd.run({ invoiceId, transactionId, gateway: 'stripe', amount: '5.00' }, graph);
};
const installedOver = (client: WhmcsClient): Installed => ({
  ...upstreamOver(client),
  clock: wallClock('UTC'),
  idempotency: idempotency(memoryJournal()),
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives up at its deadline, and later ones have their turn', async () => {
  const whmcs = slowWhmcs();
  const installed = installedOver(whmcs.client);
  const graph = () => new Graph(staff('test'), installed);
  const first = later(graph(), 'A');
  await vi.advanceTimersByTimeAsync(0);
  expect(whmcs.asked).toEqual(['GetInvoice', 'GetPaymentMethods', 'GetTransactions', 'AddInvoicePayment']);

  const gaveUp = failureOf(later(graph(), 'B'));
  await vi.advanceTimersByTimeAsync(installed.deadlineMs);
  expect(await gaveUp).toMatchObject({ name: 'TimedOutError', command: 'operation' });

  const last = later(graph(), 'C');
  await vi.advanceTimersByTimeAsync(0);
  expect(whmcs.asked.filter((name) => name === 'AddInvoicePayment')).toHaveLength(1);
  whmcs.finish();
  expect(await Promise.all([first, last])).toEqual([
    { invoiceId: 7, alreadyDone: false },
    { invoiceId: 7, alreadyDone: false },
  ]);
  expect(whmcs.asked.filter((name) => name === 'AddInvoicePayment')).toHaveLength(2);
});

it('waits for one with its transaction id, in any spelling and on any invoice', async () => {
  const whmcs = slowWhmcs();
  const installed = installedOver(whmcs.client);
  const first = later(new Graph(staff('test'), installed), 'pi_A');
  await vi.advanceTimersByTimeAsync(0);
  const before = whmcs.asked.length;

  const second = later(new Graph(staff('test'), installed), 'PI_a ', '8');
  await vi.advanceTimersByTimeAsync(0);
  // The owner lookup, but no guard.
  expect(whmcs.asked.slice(before)).toEqual(['GetInvoice']);
  whmcs.finish();
  await Promise.all([first, second]);
  const afterwards = ['GetInvoice', 'GetTransactions', 'AddInvoicePayment'];
  expect(whmcs.asked.slice(before)).toEqual(['GetInvoice', ...afterwards]);
});
