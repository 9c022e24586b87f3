/** Mutations of invoices, their outcomes and the data shown afterwards. */
import { describe, expect, test } from 'vitest';
import { startTestGateway, useGateway, type TestGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

interface Listed {
  invoices: { nodes: { whmcsId: number; status: string }[] };
}

describe('mutations of an invoice', () => {
  const unpaidOf = (gateway: TestGateway, client: number) => {
    const found = gateway.simulator.world.invoices.of(client).find(({ status }) => status === 'Unpaid');
    if (!found) throw new Error('the simulator has no unpaid invoice');
    return found;
  };
  const pay = `mutation ($input: InvoicePaymentAddInput!) { invoicePaymentAdd(input: $input) {
    __typename
    ... on InvoicePaymentAddPayload { invoice { status balance { amount } transactions { transactionId } } }
    ... on RefusedError { command reason } ... on InvalidInputError { path } ... on UserError { message }
  } }`;

  test('records a payment once, and shows fresh data afterwards, in lists too', async () => {
    const gateway = await startTestGateway();
    try {
      const { id } = unpaidOf(gateway, 2);
      const list = '{ invoices(clientId: "2", first: 100) { nodes { whmcsId status } } }';
      const elsewhere = '{ invoices(clientId: "3") { nodes { status } } }';
      await gateway.execute(list);
      await gateway.execute(elsewhere);
      const { data, calls } = await gateway.execute<Record<string, { __typename: string }>>(pay, {
        input: { invoiceId: String(id), transactionId: 'PAY-1', gateway: 'banktransfer' },
      });
      expect(data['invoicePaymentAdd']).toMatchObject({
        __typename: 'InvoicePaymentAddPayload',
        invoice: { status: 'PAID', balance: { amount: '0.00' }, transactions: [{ transactionId: 'PAY-1' }] },
      });
      expect(calls.map(({ action }) => action)).toEqual([
        'GetInvoice',
        'GetPaymentMethods',
        'GetTransactions',
        'AddInvoicePayment',
        'GetInvoice',
      ]);
      const after = await gateway.execute<Listed>(list);
      expect(after.calls).toHaveLength(1);
      expect(after.data.invoices.nodes).toContainEqual({ whmcsId: id, status: 'PAID' });
      expect((await gateway.execute(elsewhere)).calls).toEqual([]);
    } finally {
      await gateway.close();
    }
  });

  test('pays once under one key and replays the outcome; refuses the key with another input', async () => {
    const gateway = await startTestGateway();
    try {
      const { id } = unpaidOf(gateway, 3);
      const input = {
        invoiceId: String(id),
        transactionId: 'PAY-2',
        gateway: 'banktransfer',
        amount: '1.00',
        idempotencyKey: 'k',
      };
      const [first, second] = await Promise.all([gateway.execute(pay, { input }), gateway.execute(pay, { input })]);
      const third = await gateway.execute(pay, { input });
      expect(second.data).toEqual(first.data);
      expect(third.data).toEqual(first.data);
      expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(1);
      const otherwise = await gateway.execute(pay, { input: { ...input, amount: '2.00' } });
      expect(otherwise.data).toMatchObject({
        invoicePaymentAdd: { __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] },
      });
      expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(1);
    } finally {
      await gateway.close();
    }
  });

  test.each([
    ['found, as a read proves it', 'reset-after', 'InvoicePaymentAddPayload', 'PAID'],
    ['unknown, not failed, where no read proves it', 'reset-before', 'UnknownOutcomeError', 'UNPAID'],
  ] as const)('a payment whose answer was lost is %s, and is not sent again', async (_, kind, outcome, status) => {
    const gateway = await startTestGateway();
    try {
      const { id } = unpaidOf(gateway, 4);
      gateway.simulator.fail({ action: 'AddInvoicePayment', kind, times: 1 });
      const input = { invoiceId: String(id), transactionId: 'PAY-3', gateway: 'banktransfer', idempotencyKey: 'lost' };
      const { data } = await gateway.execute(pay, { input });
      expect(data).toMatchObject({ invoicePaymentAdd: { __typename: outcome } });
      const again = await gateway.execute(pay, { input });
      expect(again.data).toEqual(data);
      expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(1);
      expect((await gateway.execute(`{ invoice(id: "${id}") { status } }`)).data).toEqual({ invoice: { status } });
    } finally {
      await gateway.close();
    }
  });

  test('distinguishes a lost payment from an equal one of another transaction', async () => {
    const gateway = await startTestGateway();
    try {
      const { id } = unpaidOf(gateway, 4);
      const input = { invoiceId: String(id), gateway: 'banktransfer', amount: '1.00' };
      await gateway.execute(pay, { input: { ...input, transactionId: 'PAY-4' } });
      gateway.simulator.fail({ action: 'AddInvoicePayment', kind: 'reset-after', times: 1 });
      const { data } = await gateway.execute(pay, { input: { ...input, transactionId: 'PAY-5' } });
      expect(data).toMatchObject({
        invoicePaymentAdd: {
          __typename: 'InvoicePaymentAddPayload',
          invoice: { transactions: [{ transactionId: 'PAY-4' }, { transactionId: 'PAY-5' }] },
        },
      });
      expect(gateway.simulator.calls.of('AddInvoicePayment')).toBe(2);
    } finally {
      await gateway.close();
    }
  });

  test('changes, adds and removes lines by number', async () => {
    const gateway = await startTestGateway();
    try {
      const draft = gateway.simulator.world.invoices.of(1).find(({ status }) => status === 'Draft');
      const update = `mutation ($input: InvoiceUpdateInput!) { invoiceUpdate(input: $input) { __typename ... on InvoiceUpdatePayload { invoice { total { amount } notes items { id description amount { amount } taxed } } } ... on UserError { message } } }`;
      type Updated = {
        invoiceUpdate: { __typename: string; invoice: { items: { id: string; description: string }[] } };
      };
      const before = await gateway.execute<{ invoice: { items: { id: string }[] } }>(
        `{ invoice(id: "${draft?.id}") { items { id } } }`,
      );
      const [line] = before.data.invoice.items;
      const { data, calls } = await gateway.execute<Updated>(update, {
        input: {
          invoiceId: String(draft?.id),
          notes: 'Danke & bis bald "🙂"',
          updateItems: [{ id: line?.id, description: 'Größer', amount: '10.50', taxed: false }],
          addItems: [{ description: 'Neu', amount: 5 }],
        },
      });
      expect(data.invoiceUpdate).toMatchObject({
        __typename: 'InvoiceUpdatePayload',
        invoice: { notes: 'Danke & bis bald "🙂"' },
      });
      expect(data.invoiceUpdate.invoice.items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ description: 'Größer', amount: { amount: '10.50' }, taxed: false }),
          expect.objectContaining({ description: 'Neu', amount: { amount: '5.00' } }),
        ]),
      );
      expect(calls.map(({ action }) => action)).toEqual(['GetInvoice', 'UpdateInvoice', 'GetInvoice']);
      const removed = await gateway.execute<Updated>(update, {
        input: { invoiceId: String(draft?.id), removeItemIds: [line?.id] },
      });
      expect(removed.data.invoiceUpdate.invoice.items.map(({ description }) => description)).not.toContain('Größer');
    } finally {
      await gateway.close();
    }
  });

  test('refuses a line of another invoice, and changes one that was just added', async () => {
    const gateway = await startTestGateway();
    try {
      const { world } = gateway.simulator;
      const [draft, other] = [
        world.invoices.of(1).find(({ status }) => status === 'Draft'),
        world.invoices.of(1).find(({ status }) => status !== 'Draft'),
      ];
      const invoiceId = String(draft?.id);
      const foreign = String(other?.lines[0]?.id);
      const update = `mutation ($input: InvoiceUpdateInput!) { invoiceUpdate(input: $input) { __typename
        ... on InvoiceUpdatePayload { invoice { items { description } } } } }`;
      const change = (id: string) => ({ id, description: 'Other', amount: '1.00', taxed: false });
      await gateway.execute(`{ invoice(id: "${invoiceId}") { items { id } } }`);
      for (const lines of [{ updateItems: [change(foreign)] }, { removeItemIds: [foreign] }]) {
        const { data, calls } = await gateway.execute(update, { input: { invoiceId, ...lines } });
        expect(data).toEqual({ invoiceUpdate: { __typename: 'NotFoundError' } });
        expect(calls.filter(({ action }) => action === 'UpdateInvoice')).toEqual([]);
      }
      const id = world.nextLineId();
      draft?.lines.push({ id, type: '', relid: 0, description: 'New', amount: 500, taxed: false });
      const { data } = await gateway.execute<{ invoiceUpdate: { invoice: { items: object[] } } }>(update, {
        input: { invoiceId, updateItems: [change(String(id))] },
      });
      expect(data.invoiceUpdate.invoice.items).toContainEqual({ description: 'Other' });
    } finally {
      await gateway.close();
    }
  });

  const gateway = useGateway();
  test.each(['partner', 'client'])('lets a %s neither pay nor change', async (as) => {
    const input = { invoiceId: '1001', transactionId: 'x', gateway: 'y' };
    expectUnknown(await gateway.execute(pay, { input }, { as }), 'invoicePaymentAdd');
    const change = 'mutation { invoiceUpdate(input: { invoiceId: "1001", notes: "x" }) { __typename } }';
    expectUnknown(await gateway.execute(change, {}, { as }), 'invoiceUpdate');
  });

  test.each([
    ['amount', '0.00'],
    ['amount', '-5'],
    ['fees', '-1'],
    ['transactionId', ' '],
    ['gateway', ''],
  ])('refuses %s %j, which WHMCS would take for something else', async (field, value) => {
    const input = { invoiceId: '1002', transactionId: 'x', gateway: 'banktransfer', [field]: value };
    const { data, calls } = await gateway.execute(pay, { input });
    expect(data).toMatchObject({ invoicePaymentAdd: { __typename: 'InvalidInputError', path: ['input', field] } });
    expect(calls).toEqual([]);
  });

  test('returns NotFoundError for a missing entity, and sends nothing', async () => {
    const { data, calls } = await gateway.execute(pay, {
      input: { invoiceId: '99999999', transactionId: 'x', gateway: 'y' },
    });
    expect(data).toMatchObject({ invoicePaymentAdd: { __typename: 'NotFoundError' } });
    expect(calls.map(({ action }) => action)).toEqual(['GetInvoice']);
  });

  test('keeps the text of a refusal', async () => {
    const reason = 'It is not possible to add a payment to an invoice that is Cancelled';
    gateway.simulator.fail({ action: 'AddInvoicePayment', kind: 'json-error', message: reason, times: 1 });
    const { data } = await gateway.execute(pay, {
      input: { invoiceId: String(unpaidOf(gateway, 2).id), transactionId: 'x', gateway: 'banktransfer' },
    });
    expect(data).toMatchObject({
      invoicePaymentAdd: {
        __typename: 'RefusedError',
        command: 'AddInvoicePayment',
        reason,
      },
    });
  });

  test('reports that nothing was sent when WHMCS is unreachable', async () => {
    gateway.simulator.fail({ action: 'GetInvoice', kind: 'html-503' });
    const { data } = await gateway.execute(pay, { input: { invoiceId: '1002', transactionId: 'x', gateway: 'y' } });
    gateway.simulator.heal();
    expect(data).toMatchObject({ invoicePaymentAdd: { __typename: 'NotSentError' } });
  });
});
