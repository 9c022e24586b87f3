/** Credit that is applied to invoices: what is checked before, and that it is applied once. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { centsOf, decimal } from '../../../../src/simulator/money.ts';
import { useGateway, type As } from '../../../support/gateway.ts';
import { payAt, unpaidAt } from './payment-rig.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const payer = configured({ name: 'payer', role: 'PARTNER', clients: [1, 2], allow: ['invoiceCreditApply'] });
const gateway = useGateway({ simulator: { clients: 12 }, tokens: [{ token: 'payer', viewer: payer }] });

const document = `mutation ($input: InvoiceCreditApplyInput!) { invoiceCreditApply(input: $input) {
  __typename
  ... on InvoiceCreditApplyPayload { invoice { status balance { amount } credit { amount } } }
  ... on UserError { message } ... on InvalidInputError { path } ... on ConflictError { subject expected actual }
  ... on UnknownOutcomeError { command }
} }`;

async function apply(input: object, as: As = 'staff') {
  const { data, calls, extensions } = await gateway.execute<{ invoiceCreditApply: Ending }>(
    document,
    { input },
    { as },
  );
  return { ending: data.invoiceCreditApply, calls: calls.map(({ action }) => action), extensions };
}

/** A client with so much credit, and an unpaid invoice of its. */
function rig(id: number, credit: string) {
  const client = gateway.simulator.world.clients.get(id) ?? expect.fail(`no client ${id}`);
  client.credit = centsOf(credit);
  return { client, invoice: unpaidAt(gateway, id) };
}

const inputOf = ({ id }: { readonly id: number }, amount: string) => ({ invoiceId: String(id), amount });

describe('what credit costs', () => {
  it('is the invoice and the client afresh, the credit and reading back', async () => {
    const { invoice } = rig(3, '500.00');
    const { ending, calls } = await apply({ ...inputOf(invoice, invoice.balance), sendEmail: false });
    expect(calls).toEqual(['GetInvoice', 'GetClientsDetails', 'ApplyCredit', 'GetInvoice']);
    expect(ending).toMatchObject({ invoice: { status: 'PAID', balance: { amount: '0.00' } } });
    expect(gateway.simulator.calls.entries.findLast(({ action }) => action === 'ApplyCredit')?.params).toMatchObject({
      noemail: '1',
    });
  });
});

describe('what is checked', () => {
  it.each(['Draft', 'Paid', 'Cancelled', 'Collections'])('%s takes no credit, as read afresh', async (status) => {
    const { invoice } = rig(4, '500.00');
    await gateway.execute(`{ invoice(id: "${invoice.id}") { status } }`);
    invoice.status = status;
    const { ending, calls } = await apply(inputOf(invoice, '1.00'));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'status', expected: ['UNPAID'] });
    expect(calls).not.toContain('ApplyCredit');
  });

  it('is that the amount is not above the balance', async () => {
    const { invoice } = rig(4, '500.00');
    const { ending, calls } = await apply(inputOf(invoice, decimal(centsOf(invoice.balance) + 1)));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'balance', expected: [invoice.balance] });
    expect(calls).not.toContain('ApplyCredit');
  });

  it("is that the amount is not above the client's credit, as read afresh", async () => {
    const { invoice, client } = rig(4, '500.00');
    await gateway.execute('{ client(id: "4") { credit { amount } } }');
    client.credit = centsOf('9.99');
    const { ending, calls } = await apply(inputOf(invoice, '10.00'));
    expect(ending).toMatchObject({
      __typename: 'ConflictError',
      subject: 'credit',
      expected: ['9.99'],
      actual: '10.00',
    });
    expect(calls).not.toContain('ApplyCredit');
    expect((await apply(inputOf(invoice, '9.99'))).ending.__typename).toBe('InvoiceCreditApplyPayload');
    expect(client.credit).toBe(0);
  });

  it.each(['0', '-1.00', '1.005'])('is that %s is an amount', async (amount) => {
    const { ending, calls } = await apply({ invoiceId: '1002', amount });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'amount'] });
    expect(calls).toEqual([]);
  });
});

describe('at once', () => {
  it('of two for two invoices of a client one is applied, where the credit is enough for one', async () => {
    const { invoice, client } = rig(5, '10.00');
    const other = unpaidAt(gateway, 5);
    const both = [apply(inputOf(invoice, '6.00')), apply(inputOf(other, '6.00'))];
    const endings = (await Promise.all(both)).map(({ ending }) => ending);
    expect(endings.map(({ __typename }) => __typename).toSorted()).toEqual([
      'ConflictError',
      'InvoiceCreditApplyPayload',
    ]);
    expect(endings.find(({ subject }) => subject !== undefined)).toMatchObject({ subject: 'credit' });
    expect(client.credit).toBe(centsOf('4.00'));
  });

  it('of credit and a payment for the whole balance one is taken, whichever is first', async () => {
    for (const isPaidFirst of [true, false]) {
      const { invoice, client } = rig(6, '500.00');
      const pay = () => payAt(gateway, { invoiceId: String(invoice.id), transactionId: `T${invoice.id}` });
      const give = () => apply(inputOf(invoice, invoice.balance));
      const both = isPaidFirst ? [pay(), give()] : [give(), pay()];
      const names = (await Promise.all<{ ending: { __typename: string } }>(both)).map(
        ({ ending }) => ending.__typename,
      );
      expect(names.filter((name) => name === 'ConflictError')).toHaveLength(1);
      expect(invoice.status).toBe('Paid');
      expect(client.credit).toBe(
        names.includes('InvoiceCreditApplyPayload') ? centsOf('500.00') - centsOf(invoice.balance) : centsOf('500.00'),
      );
    }
  });
});

describe('without a key', () => {
  it('the same amount for the same invoice is applied once', async () => {
    const { invoice, client } = rig(7, '500.00');
    const first = await apply(inputOf(invoice, '5.00'));
    const again = await apply(inputOf(invoice, '5.0'));
    expect([again.ending, again.calls]).toEqual([first.ending, []]);
    expect(again.extensions).toMatchObject({ replayed: ['invoiceCreditApply'] });
    expect(client.credit).toBe(centsOf('495.00'));
    const silent = await apply({ ...inputOf(invoice, '5.00'), sendEmail: false });
    expect(silent.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'amount'] });
  });

  it('another amount is another application, and so is the same with a key', async () => {
    const { invoice, client } = rig(7, '500.00');
    await apply(inputOf(invoice, '5.00'));
    await apply(inputOf(invoice, '6.00'));
    await apply({ ...inputOf(invoice, '5.00'), idempotencyKey: 'once more' });
    expect(client.credit).toBe(centsOf('484.00'));
  });
});

describe('a lost answer', () => {
  it('is found to be applied by what the invoice tells', async () => {
    const { invoice, client } = rig(8, '500.00');
    gateway.simulator.fail({ kind: 'reset-after', action: 'ApplyCredit', times: 1 });
    const { ending } = await apply(inputOf(invoice, '7.00'));
    expect(ending).toMatchObject({
      __typename: 'InvoiceCreditApplyPayload',
      invoice: { status: 'UNPAID', credit: { amount: '7.00' } },
    });
    expect(client.credit).toBe(centsOf('493.00'));
  });

  it('of unknown outcome lets no more credit through to the invoice', async () => {
    const { invoice } = rig(9, '500.00');
    gateway.simulator.fail({ kind: 'reset-before', action: 'ApplyCredit', times: 1 });
    const lost = await apply(inputOf(invoice, '7.00'));
    expect(lost.ending).toMatchObject({ __typename: 'UnknownOutcomeError', command: 'ApplyCredit' });
    const { ending, calls } = await apply(inputOf(invoice, '8.00'));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'operation' });
    expect(calls).not.toContain('ApplyCredit');
  });
});

it('partners pay with the credit of their clients, and find no other invoice', async () => {
  const own = rig(2, '500.00').invoice;
  const foreign = rig(10, '500.00').invoice;
  expect((await apply(inputOf(own, '1.00'), 'payer')).ending.__typename).toBe('InvoiceCreditApplyPayload');
  const theirs = await apply(inputOf(foreign, '1.00'), 'payer');
  expect(theirs.ending.__typename).toBe('NotFoundError');
  expect(theirs).toEqual(await apply({ invoiceId: '9999999', amount: '1.00' }, 'payer'));
});
