/** Charging an invoice: what is checked, and that a lost attempt is never repeated. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';
import { payAt, unpaidAt } from './payment-rig.ts';

const payer = configured({ name: 'payer', role: 'CLIENT', clients: [1], allow: ['invoicePaymentCapture'] });
const gateway = useGateway({ simulator: { clients: 12 }, tokens: [{ token: 'payer', viewer: payer }] });

const capture = performer(() => gateway, 'invoicePaymentCapture', 'invoice { status balance { amount } }');

/** Every 13th charge is declined by the simulated gateway. */
function chargeable(client: number, isDeclined = false) {
  for (;;) {
    const invoice = unpaidAt(gateway, client);
    if ((invoice.id % 13 === 0) === isDeclined) return invoice;
  }
}

const inputOf = ({ id }: { readonly id: number }) => ({ invoiceId: String(id) });

it('costs the invoice afresh, the charge and reading back', async () => {
  const { ending, calls } = await capture(inputOf(chargeable(1)), 'payer');
  expect(calls).toEqual(['GetInvoice', 'CapturePayment', 'GetInvoice']);
  expect(ending).toMatchObject({ invoice: { status: 'PAID', balance: { amount: '0.00' } } });
});

it.each(['Draft', 'Paid', 'Cancelled', 'Collections', 'Payment Pending'])(
  'charges no invoice that is %s',
  async (status) => {
    const invoice = chargeable(2);
    await gateway.execute(`{ invoice(id: "${invoice.id}") { status } }`);
    invoice.status = status;
    const { ending, calls } = await capture(inputOf(invoice));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'status', expected: ['UNPAID'] });
    expect(calls).not.toContain('CapturePayment');
  },
);

it('charges nothing where nothing is left to pay', async () => {
  const invoice = chargeable(2);
  invoice.total = 0;
  const { ending, calls } = await capture(inputOf(invoice));
  expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'balance', actual: '0.00' });
  expect(calls).not.toContain('CapturePayment');
});

it('says that the gateway has declined, after which another attempt is made', async () => {
  const invoice = chargeable(3, true);
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { ending, calls } = await capture(inputOf(invoice));
    expect(ending).toMatchObject({ __typename: 'RefusedError', reason: 'Payment Attempt Failed' });
    expect(calls).toContain('CapturePayment');
  }
});

describe('at once', () => {
  it('of two attempts one is made', async () => {
    const invoice = chargeable(4);
    const both = await Promise.all([capture(inputOf(invoice)), capture(inputOf(invoice))]);
    expect(both.map(({ ending }) => ending.__typename).toSorted()).toEqual([
      'ConflictError',
      'InvoicePaymentCapturePayload',
    ]);
    expect(gateway.simulator.world.payments(invoice.id)).toHaveLength(1);
  });

  it('of a charge and a payment of the balance one is made', async () => {
    const invoice = chargeable(5);
    const pay = payAt(gateway, { invoiceId: String(invoice.id), transactionId: `T${invoice.id}` });
    const both = await Promise.all([capture(inputOf(invoice)), pay]);
    expect(both.filter(({ ending }) => ending.__typename === 'ConflictError')).toHaveLength(1);
    expect(gateway.simulator.world.payments(invoice.id)).toHaveLength(1);
  });
});

describe('a lost answer', () => {
  it('is found by the transaction', async () => {
    const invoice = chargeable(6);
    gateway.simulator.fail({ kind: 'reset-after', action: 'CapturePayment', times: 1 });
    const { ending, extensions } = await capture(inputOf(invoice));
    expect(ending).toMatchObject({ __typename: 'InvoicePaymentCapturePayload', invoice: { status: 'PAID' } });
    expect(extensions).toMatchObject({ inferred: ['invoicePaymentCapture'] });
  });

  it('is unknown until a transaction is seen, and until then nothing else is charged', async () => {
    const invoice = chargeable(7);
    gateway.simulator.fail({ kind: 'reset-before', action: 'CapturePayment', times: 1 });
    expect((await capture(inputOf(invoice))).ending).toMatchObject({
      __typename: 'UnknownOutcomeError',
      command: 'CapturePayment',
    });
    const { ending, calls } = await capture(inputOf(invoice));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'operation' });
    expect(calls).not.toContain('CapturePayment');
  });
});

it('clients charge their own invoices where they are allowed to, and find no other', async () => {
  const theirs = await capture(inputOf(chargeable(8)), 'payer');
  expect(theirs.ending.__typename).toBe('NotFoundError');
  expect(theirs.ending).toEqual((await capture({ invoiceId: '9999999' }, 'payer')).ending);
  expect((await capture(inputOf(chargeable(1)), 'client')).ending.__typename).toBe('rejected');
});
