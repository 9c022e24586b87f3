/** Concurrent payments: no two can both pass the guard. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { centsOf, decimal } from '../../../../src/simulator/money.ts';
import { startTestGateway } from '../../../support/gateway.ts';
import { fresh, options, payAt, recordedAt, unpaidAt, type Ending } from './payment-rig.ts';

it('applies one of two payments for the last open balance and refuses the other', async () => {
  const own = await fresh();
  const invoice = unpaidAt(own);
  const both = ['LAST-1', 'LAST-2'].map((transactionId) =>
    payAt(own, { invoiceId: String(invoice.id), transactionId, amount: invoice.balance }),
  );
  const endings = (await Promise.all(both)).map(({ ending }) => ending.__typename);
  expect(endings.toSorted()).toEqual(['ConflictError', 'InvoicePaymentAddPayload']);
  expect(own.simulator.calls.of('AddInvoicePayment')).toBe(1);
  expect(own.simulator.world.payments(invoice.id)).toMatchObject([{ amountin: centsOf(invoice.balance) }]);
});

it('records one of two equal payments, and reports it to both', async () => {
  const own = await fresh();
  const input = { invoiceId: String(unpaidAt(own).id), transactionId: 'SAME', amount: '1.00' };
  const endings = (await Promise.all([payAt(own, input), payAt(own, input)])).map(({ ending }) => ending);
  expect(new Set(endings.map(({ alreadyDone }) => alreadyDone))).toEqual(new Set([false, true]));
  expect(recordedAt(own, 'SAME')).toHaveLength(1);
});

it('applies one of two with the same transaction id for two invoices, and reports it to the other', async () => {
  const own = await fresh();
  const [one, other] = [unpaidAt(own, 1), unpaidAt(own, 2)];
  const both = [
    payAt(own, { invoiceId: String(one.id), transactionId: 'ONE-ID', amount: '5.00' }),
    payAt(own, { invoiceId: String(other.id), transactionId: 'ONE-ID', amount: '5.00' }),
  ];
  const endings = (await Promise.all(both)).map(({ ending }) => ending);
  expect(endings.map(({ __typename }) => __typename).toSorted()).toEqual(['ConflictError', 'InvoicePaymentAddPayload']);
  expect(endings.find(({ __typename }) => __typename === 'ConflictError')).toMatchObject({ subject: 'transactionId' });
  expect(own.simulator.calls.of('AddInvoicePayment')).toBe(1);
});

it('ends all payments that cross in invoices and transaction ids, and uses each id once', async () => {
  const own = await fresh();
  const [a, b] = [unpaidAt(own, 1), unpaidAt(own, 2)];
  const crossing = [
    { invoice: a, transactionId: 'T1' },
    { invoice: b, transactionId: 'T2' },
    { invoice: a, transactionId: 'T2' },
    { invoice: b, transactionId: 'T1' },
  ];
  const ended = await Promise.all(
    crossing.map(({ invoice, transactionId }) =>
      payAt(own, { invoiceId: String(invoice.id), transactionId, amount: '5.00' }),
    ),
  );
  expect(ended.map(({ ending }) => ending.__typename).toSorted()).toEqual([
    'ConflictError',
    'ConflictError',
    'InvoicePaymentAddPayload',
    'InvoicePaymentAddPayload',
  ]);
  expect(['T1', 'T2'].map((transactionId) => recordedAt(own, transactionId).length)).toEqual([1, 1]);
});

it('lets the next one in after a failure', async () => {
  const own = await fresh();
  const invoiceId = String(unpaidAt(own).id);
  own.simulator.fail({ action: 'AddInvoicePayment', kind: 'json-error', message: 'Not today', times: 1 });
  const both = ['FIRST', 'NEXT'].map((transactionId) => payAt(own, { invoiceId, transactionId, amount: '1.00' }));
  const endings = (await Promise.all(both)).map(({ ending }) => ending.__typename);
  expect(endings.toSorted()).toEqual(['InvoicePaymentAddPayload', 'RefusedError']);
});

it('lets several in one document wait for none of each other', async () => {
  const own = await fresh();
  const invoice = unpaidAt(own);
  const one = (name: string, amount: string) => `${name}: invoicePaymentAdd(input: { invoiceId: "${invoice.id}",
    transactionId: "${name}", gateway: "stripe", amount: "${amount}" }) { __typename }`;
  const { data } = await own.execute(
    `mutation { ${one('a', '1.00')} ${one('b', invoice.balance)} ${one('c', '1.00')} }`,
  );
  expect(Object.values(data).map((ending) => (ending as Ending).__typename)).toEqual([
    'InvoicePaymentAddPayload',
    'ConflictError',
    'InvoicePaymentAddPayload',
  ]);
});

it('never takes more than the open balance with fifty, and every response is true', async () => {
  const payments = fc.array(
    fc.record({ reference: fc.nat(30), percent: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 8 }) }),
    { minLength: 50, maxLength: 50 },
  );
  await fc.assert(
    fc.asyncProperty(payments, async (all) => {
      const own = await startTestGateway(options);
      try {
        const { world } = own.simulator;
        const invoice = unpaidAt(own, 2);
        const credit = world.clients.get(2)?.credit;
        const open = centsOf(invoice.balance);
        const earlier = world.payments(invoice.id).length;
        const ended = await Promise.all(
          all.map(({ reference, percent }) => {
            const amount = percent === null ? null : decimal(Math.max(1, Math.floor((open * percent) / 100)));
            const input = { invoiceId: String(invoice.id), transactionId: `R${reference}`, amount };
            return payAt(own, input).then(({ ending }) => ({ ...ending, reference }));
          }),
        );
        const ledger = world.payments(invoice.id).slice(earlier);
        expect(ledger.reduce((sum, { amountin }) => sum + amountin, 0)).toBeLessThanOrEqual(open);
        expect(world.clients.get(2)?.credit).toBe(credit);
        const applied = ended
          .filter(({ alreadyDone }) => alreadyDone === false)
          .map(({ reference }) => `R${reference}`);
        expect(ledger.map(({ transid }) => transid).toSorted()).toEqual(applied.toSorted());
        expect(own.simulator.calls.of('AddInvoicePayment')).toBe(applied.length);
        const kinds = new Set(ended.map((each) => each.__typename));
        expect([...kinds].toSorted()).toEqual(['ConflictError', 'InvoicePaymentAddPayload']);
      } finally {
        await own.close();
      }
    }),
    { numRuns: 4, seed: 5 },
  );
});
