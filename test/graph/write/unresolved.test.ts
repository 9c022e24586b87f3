/** Mutations that are blocked while an equal one on the same entity has an unknown outcome. */
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { options, payAt, recordedAt, unpaidAt } from '../nouns/billing/payment-rig.ts';

/** A gateway with an invoice whose payment was lost, and a way to apply that payment. */
async function lost() {
  const journal = memoryJournal();
  const at = await startTestGateway({ ...options, gateway: { journal } });
  onTestFinished(() => at.close());
  const { url, credential, calls } = at.simulator;
  const invoiceId = String(unpaidAt(at).id);
  at.simulator.fail({ kind: 'reset-before', action: 'AddInvoicePayment', times: 1 });
  const first = await payAt(at, { invoiceId, transactionId: 'LOST' });
  expect(first.ending.__typename).toBe('UnknownOutcomeError');
  const id = (await journal.unresolved())[0]?.id ?? expect.fail('it is known');
  const asked = { invoiceid: invoiceId, transid: 'LOST', gateway: 'banktransfer', date: '2026-11-01 08:00:00' };
  const form = { action: 'AddInvoicePayment', ...asked, responsetype: 'json' };
  const { identifier, secret } = credential;
  const happen = () =>
    fetch(`${url}/includes/api.php`, { method: 'POST', body: new URLSearchParams({ ...form, identifier, secret }) });
  return { at, invoiceId, id, happen, sent: () => calls.of('AddInvoicePayment') };
}

it.each(['LOST', 'OTHER'])('blocks a payment of the same invoice: %s', async (transactionId) => {
  const { at, invoiceId, id, sent } = await lost();
  const { ending } = await payAt(at, { invoiceId, transactionId });
  expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'operation', expected: [], actual: id });
  expect(ending.message).toContain(id);
  expect(sent()).toBe(1);
  const another = await payAt(at, { invoiceId: String(unpaidAt(at).id), transactionId: 'ELSEWHERE' });
  expect(another.ending.__typename).toBe('InvoicePaymentAddPayload');
});

it('reports its id to no other viewer', async () => {
  const { at, invoiceId, id } = await lost();
  const { ending } = await payAt(at, { invoiceId, transactionId: 'OTHER' }, 'payer');
  expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'operation', actual: null });
  expect(ending.message).not.toContain(id);
});

it('sends the payment again once staff resolve it as not applied', async () => {
  const { at, invoiceId, id } = await lost();
  await at.execute(`mutation { operationResolve(input: { id: "${id}", verdict: NOT_APPLIED }) { __typename } }`);
  const { ending } = await payAt(at, { invoiceId, transactionId: 'LOST' });
  expect(ending).toMatchObject({ __typename: 'InvoicePaymentAddPayload', alreadyDone: false });
  expect(recordedAt(at, 'LOST')).toHaveLength(1);
});

it('blocks no longer once a read shows that it happened', async () => {
  const { at, invoiceId, happen, sent } = await lost();
  await happen();
  const again = await payAt(at, { invoiceId, transactionId: 'LOST' });
  expect(again.ending).toMatchObject({ __typename: 'InvoicePaymentAddPayload', alreadyDone: true });
  const more = await payAt(at, { invoiceId, transactionId: 'MORE', amount: '1.00', allowOverpayment: true });
  expect(more.ending).toMatchObject({ __typename: 'InvoicePaymentAddPayload', alreadyDone: false });
  // The lost one, the one that was applied late, and the other.
  expect(sent()).toBe(3);
});

it.each([
  ['serviceCreate', 'ModuleCreate', 'serviceId: "3"'],
  ['orderAccept', 'AcceptOrder', 'orderId: "9"'],
])('blocks %s', async (mutation, command, input) => {
  const at = await startTestGateway(options);
  onTestFinished(() => at.close());
  const service = at.simulator.world.services.get(3);
  if (service) service.status = 'Pending';
  const act = () =>
    at.execute<Record<string, { __typename: string }>>(
      `mutation { ${mutation}(input: { ${input}, idempotencyKey: "${randomUUID()}" }) { __typename ... on ConflictError { subject } } }`,
    );
  at.simulator.fail({ kind: 'reset-before', action: command, times: 1 });
  expect((await act()).data).toEqual({ [mutation]: { __typename: 'UnknownOutcomeError' } });
  expect((await act()).data).toEqual({ [mutation]: { __typename: 'ConflictError', subject: 'operation' } });
  expect(at.simulator.calls.of(command)).toBe(1);
});
