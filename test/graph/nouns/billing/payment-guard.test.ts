/** Payments: the checks before one is recorded, and the refusals. */
import { beforeEach, describe, expect, it } from 'vitest';
import { centsOf, decimal } from '../../../../src/simulator/money.ts';
import { useGateway, type As, type TestGateway } from '../../../support/gateway.ts';
import { fresh, options, payAt, recordedAt, unpaidAt } from './payment-rig.ts';

const gateway = useGateway(options);
const pay = (input: object, { as, at = gateway }: { as?: As; at?: TestGateway } = {}) => payAt(at, input, as);
const unpaid = (client?: number, at = gateway) => unpaidAt(at, client);
const recorded = (transid: string, at = gateway) => recordedAt(at, transid);

beforeEach(() => gateway.simulator.calls.reset());

describe('the cost of a payment', () => {
  it('is the fresh invoice, the payment methods once, the transaction id, the payment and the read-back', async () => {
    const own = await fresh();
    const [first, second] = [unpaid(3, own), unpaid(4, own)];
    const cold = await pay({ invoiceId: String(first.id), transactionId: 'COST-1' }, { at: own });
    const guarded = ['GetInvoice', 'GetTransactions', 'AddInvoicePayment', 'GetInvoice'];
    expect(cold.calls).toEqual(['GetInvoice', 'GetPaymentMethods', ...guarded.slice(1)]);
    await own.execute(`{ invoice(id: "${second.id}") { status balance { amount } } }`);
    const warm = await pay({ invoiceId: String(second.id), transactionId: 'COST-2' }, { at: own });
    expect(warm.calls).toEqual(guarded);
    expect(warm.ending).toMatchObject({ alreadyDone: false, invoice: { status: 'PAID', balance: { amount: '0.00' } } });
  });

  it('counts in the budget up to the payment, without the read-back', async () => {
    const [little, enough] = [await fresh(3), await fresh(4)];
    const ended = await Promise.all(
      [little, enough].map((at) => pay({ invoiceId: String(unpaid(3, at).id), transactionId: 'BUDGET' }, { at })),
    );
    expect(ended.map(({ ending }) => ending.__typename)).toEqual(['NotSentError', 'InvoicePaymentAddPayload']);
    expect(ended.map(({ calls }) => calls.length)).toEqual([3, 5]);
    expect(recorded('BUDGET', little)).toEqual([]);
  });

  it('needs no guard for a replay', async () => {
    const input = { invoiceId: String(unpaid().id), transactionId: 'KEYED', amount: '1.00', idempotencyKey: 'keyed' };
    const first = await pay(input);
    const again = await pay(input);
    expect(again.ending).toEqual(first.ending);
    expect(again.calls).toEqual([]);
  });
});

describe('a recorded transaction id', () => {
  it('with the same invoice, gateway and amount is already done, and nothing is sent', async () => {
    const input = { invoiceId: String(unpaid().id), transactionId: 'TWICE', amount: '2.50' };
    await pay(input);
    const { ending, calls } = await pay({ ...input, amount: '2.5' });
    expect(ending).toMatchObject({ __typename: 'InvoicePaymentAddPayload', alreadyDone: true });
    expect(calls).toEqual(['GetInvoice']);
    expect(recorded('TWICE')).toHaveLength(1);
  });

  it('without an amount is already done if everything is paid', async () => {
    const input = { invoiceId: String(unpaid().id), transactionId: 'WHOLE' };
    await pay(input);
    expect((await pay(input)).ending).toMatchObject({ alreadyDone: true, invoice: { status: 'PAID' } });
    expect(recorded('WHOLE')).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    ['another amount', 'OTHER-1', { amount: '3.01' }],
    ['another gateway', 'OTHER-2', { amount: '3.00', gateway: 'stripe' }],
    ['another amount and its id in other letters', 'OTHER-3', { amount: '4.00', transactionId: 'other-3' }],
    ['no amount while something is open', 'OTHER-4', {}],
  ])('with %s is another payment', async (_, transactionId, differing) => {
    const { id } = unpaid(2);
    await pay({ invoiceId: String(id), transactionId, amount: '3.00' });
    const { ending, calls } = await pay({ invoiceId: String(id), transactionId, ...differing });
    expect(ending).toMatchObject({
      __typename: 'ConflictError',
      subject: 'transactionId',
      actual: `invoice ${id}, banktransfer, 3.00`,
    });
    expect(calls).not.toContain('AddInvoicePayment');
  });

  it('on another invoice is another payment', async () => {
    const [one, other] = [unpaid(3), unpaid(4)];
    await pay({ invoiceId: String(one.id), transactionId: 'ELSEWHERE', amount: '1.00' });
    const { ending, calls } = await pay({ invoiceId: String(other.id), transactionId: 'ELSEWHERE', amount: '1.00' });
    expect(ending).toMatchObject({
      __typename: 'ConflictError',
      expected: [`invoice ${other.id}, banktransfer, 1.00`],
      actual: `invoice ${one.id}, banktransfer, 1.00`,
    });
    expect(calls).toEqual(['GetInvoice', 'GetTransactions']);
  });

  it('of a foreign client does not change a partner’s response by a byte', async () => {
    const answers = await Promise.all(
      [true, false].map(async (isThere) => {
        const own = await fresh();
        const foreign = unpaid(7, own);
        const transactionId = isThere ? 'FOREIGN-1' : 'FOREIGN-2';
        const theirs = { invoiceId: String(foreign.id), transactionId: 'FOREIGN-1', amount: '1.00' };
        expect((await pay(theirs, { at: own })).ending.alreadyDone).toBe(false);
        const input = { invoiceId: String(unpaid(1, own).id), transactionId, amount: '1.00' };
        return pay(input, { as: 'payer', at: own });
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.ending.__typename).toBe('InvoicePaymentAddPayload');
  });

  it('of its own client stops a partner as it stops staff', async () => {
    const [one, other] = [unpaid(1), unpaid(1)];
    await pay({ invoiceId: String(one.id), transactionId: 'MINE', amount: '1.00' });
    const input = { invoiceId: String(other.id), transactionId: 'MINE', amount: '1.00' };
    expect((await pay(input, { as: 'payer' })).ending).toMatchObject({ __typename: 'ConflictError' });
  });

  it('of a foreign invoice finds nothing for a partner, whatever the invoice holds', async () => {
    const input = { transactionId: 'ANY', amount: '1.00' };
    const foreign = await pay({ invoiceId: String(unpaid(7).id), ...input }, { as: 'payer' });
    const missing = await pay({ invoiceId: '99999999', ...input }, { as: 'payer' });
    expect(foreign).toEqual(missing);
    expect(foreign.ending.__typename).toBe('NotFoundError');
  });
});

describe('the status of the invoice', () => {
  it.each([
    ['Draft', 'DRAFT'],
    ['Paid', 'PAID'],
    ['Cancelled', 'CANCELLED'],
    ['Refunded', 'REFUNDED'],
  ])('%s takes no payment, as read fresh', async (status, actual) => {
    const invoice = unpaid(8);
    await gateway.execute(`{ invoice(id: "${invoice.id}") { status balance { amount } } }`);
    invoice.status = status;
    const { ending, calls } = await pay({
      invoiceId: String(invoice.id),
      transactionId: `IN-${status}`,
      amount: '1.00',
    });
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'status', actual });
    expect(ending.expected).toContain('UNPAID');
    expect(calls).toEqual(['GetInvoice', 'GetTransactions']);
  });

  it.each(['Unpaid', 'Collections', 'Payment Pending', 'Debt Agency'])('%s takes one', async (status) => {
    const invoice = unpaid(8);
    invoice.status = status;
    const { ending } = await pay({ invoiceId: String(invoice.id), transactionId: `TO-${status}`, amount: '1.00' });
    expect(ending.__typename).toBe('InvoicePaymentAddPayload');
  });
});

describe('the balance', () => {
  it('is not exceeded unless the input allows it', async () => {
    const invoice = unpaid(5);
    const client = gateway.simulator.world.clients.get(5);
    const before = client?.credit ?? NaN;
    const over = {
      invoiceId: String(invoice.id),
      transactionId: 'OVER',
      amount: decimal(centsOf(invoice.balance) + 1),
    };
    const { ending, calls } = await pay(over);
    expect(ending).toMatchObject({
      __typename: 'ConflictError',
      subject: 'balance',
      expected: [invoice.balance],
      actual: over.amount,
    });
    expect(calls).not.toContain('AddInvoicePayment');
    expect((await pay({ ...over, allowOverpayment: true })).ending).toMatchObject({ alreadyDone: false });
    expect((client?.credit ?? NaN) - before).toBe(1);
    const more = await pay({ ...over, transactionId: 'MORE', allowOverpayment: true });
    expect(more.ending).toMatchObject({ alreadyDone: false, invoice: { status: 'PAID' } });
  });

  it('is paid to the last decimal place', async () => {
    const invoice = unpaid(6);
    const { ending } = await pay({ invoiceId: String(invoice.id), transactionId: 'EXACT', amount: invoice.balance });
    expect(ending.invoice).toEqual({ status: 'PAID', balance: { amount: '0.00' } });
    expect(recorded('EXACT')).toMatchObject([{ amountin: centsOf(invoice.balance) }]);
  });

  it('must be above zero if no amount is given', async () => {
    const { id } = unpaid(6);
    await pay({ invoiceId: String(id), transactionId: 'ALL' });
    const again = await pay({ invoiceId: String(id), transactionId: 'NOTHING', allowOverpayment: true });
    expect(again.ending).toMatchObject({ __typename: 'ConflictError', subject: 'balance', actual: null });
  });

  it.each([
    ['amount', '1.005'],
    ['fees', '0.001'],
  ])('%s has at most two decimal places, as WHMCS stores no more', async (field, value) => {
    const { ending, calls } = await pay({ invoiceId: '1002', transactionId: 'FINE', [field]: value });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });
});
