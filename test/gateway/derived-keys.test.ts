/** Without a key of the caller money moves once, by the meaning of the request rather than its spelling. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { globalId } from '../../src/graph/base/global-id.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

interface Ending {
  __typename: string;
  message?: string;
  path?: string[];
}

async function started(): Promise<TestGateway> {
  const gateway = await startTestGateway({ simulator: { clients: 12 } });
  onTestFinished(() => gateway.close());
  return gateway;
}

const documentOf = (mutation: string) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  return `mutation ($input: ${type}Input!) { ending: ${mutation}(input: $input) {
    __typename ... on UserError { message } ... on InvalidInputError { path } } }`;
};

async function asked(at: TestGateway, mutation: string, input: object) {
  const { data, calls, extensions } = await at.execute<{ ending: Ending }>(documentOf(mutation), { input });
  const isReplayed = extensions !== undefined && 'replayed' in extensions;
  return { ending: data.ending, isReplayed, calls: calls.map(({ action }) => action) };
}

describe('a payment', () => {
  const payment = { invoiceId: '1002', transactionId: 'pi_Ab', gateway: 'stripe', amount: '5.00', fees: '0.30' };
  const at = '2026-01-31T17:05:00Z';

  it.each<[string, object, object]>([
    ['its amounts without zeros', {}, { amount: '5', fees: '00.3' }],
    ['a whole amount as a literal', {}, { amount: 5 }],
    ['the global id of its invoice', {}, { invoiceId: globalId('Invoice', 1002, 3) }],
    ['zeros before the number of its invoice', {}, { invoiceId: '01002' }],
    ['its transaction id in other case, with blanks', {}, { transactionId: ' PI_ab ' }],
    ['null for omitted fields', {}, { idempotencyKey: null, at: null, allowOverpayment: null, sendEmail: null }],
    ['explicit defaults', {}, { allowOverpayment: false, sendEmail: true }],
    ['its time in another zone', { at }, { at: '2026-01-31T18:05:00+01:00' }],
  ])('is the same with %s', async (_, first, second) => {
    const own = await started();
    const [paid, again] = [
      await asked(own, 'invoicePaymentAdd', { ...payment, ...first }),
      await asked(own, 'invoicePaymentAdd', { ...payment, ...first, ...second }),
    ];
    expect(paid.ending).toEqual({ __typename: 'InvoicePaymentAddPayload' });
    expect(again).toEqual({ ending: paid.ending, isReplayed: true, calls: [] });
  });

  it.each<[string, object]>([
    ['another amount', { amount: '5.01' }],
    ['no amount', { amount: null }],
    ['other fees', { fees: '0.31' }],
    ['another time', { at }],
    ['permission to overpay', { allowOverpayment: true }],
    ['no mail', { sendEmail: false }],
  ])('with %s differs, is not sent, and its error does not explain how to pay twice', async (_, other) => {
    const own = await started();
    await asked(own, 'invoicePaymentAdd', payment);
    const { ending, calls } = await asked(own, 'invoicePaymentAdd', { ...payment, ...other });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'transactionId'] });
    expect(ending.message).toMatch(
      /payment of this invoice with this transactionId was asked for before, with another amount/,
    );
    expect(ending.message).not.toContain('idempotencyKey');
    expect(calls).toEqual([]);
  });
});

describe('an acceptance', () => {
  const acceptance = { orderId: '9', ifStatus: ['Pending', 'Fraud'], sendEmail: false };

  it.each<[string, object]>([
    ['the global id of its order', { orderId: globalId('Order', 9, 1) }],
    ['its statuses reordered, in other case and repeated', { ifStatus: ['fraud', 'PENDING', 'Fraud'] }],
    ['null for omitted fields', { idempotencyKey: null, registrar: null, serverId: null }],
  ])('is the same with %s', async (_, second) => {
    const own = await started();
    const accepted = await asked(own, 'orderAccept', acceptance);
    expect(accepted.ending).toEqual({ __typename: 'OrderAcceptPayload' });
    const again = await asked(own, 'orderAccept', { ...acceptance, ...second });
    expect(again).toEqual({ ending: accepted.ending, isReplayed: true, calls: [] });
  });

  it('with other options differs, and an explicit key allows another one', async () => {
    const own = await started();
    await asked(own, 'orderAccept', acceptance);
    const { ending, calls } = await asked(own, 'orderAccept', { ...acceptance, sendEmail: true });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'orderId'] });
    expect(ending.message).toContain('give an idempotencyKey');
    expect(calls).toEqual([]);
  });
});
