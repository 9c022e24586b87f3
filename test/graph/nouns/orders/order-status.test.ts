/** What becomes of an order: who may cancel it, and when nothing is sent. */
import { describe, expect, it, test } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import type { Order } from '../../../../src/simulator/world/model.ts';
import { orderNumber } from '../../../../src/simulator/world/orders.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false },
  tokens: [
    {
      token: 'cancelling',
      viewer: configured({ name: 'cancelling', role: 'CLIENT', allow: ['orderCancel'], clients: [1] }),
    },
  ],
});

const mutate = (name: string, input: string, as: string) =>
  `mutation { ${name}(input: { ${input} }) { __typename
    ... on ${name.replace('order', 'Order')}Payload { order { status ${as === 'staff' ? 'fraudModule' : ''} items { status } } }
    ... on ConflictError { subject actual message } ... on RefusedError { reason } ... on UserError { message } } }`;

async function did(name: string, input: string, as = 'staff') {
  const { data, calls, errors } = await gateway.execute<Record<string, Record<string, unknown>>>(
    mutate(name, input, as),
    {},
    { as },
  );
  return { ending: data?.[name], sent: calls.filter(({ action }) => !action.startsWith('Get')), calls, errors };
}

/** An order of a client with an invoice in a status; it has none if the status is null. */
function placed(invoiceStatus: string | null, status = 'Pending', userid = 1): Order {
  const { world } = gateway.simulator;
  const service = world.services.of(userid)[0] ?? expect.fail('no service');
  const like = world.invoices.of(userid)[0] ?? expect.fail('no invoice');
  const invoice = world.invoices.add({ ...like, id: world.invoices.nextId(), status: invoiceStatus ?? '' });
  const order = world.orders.of(userid)[0] ?? expect.fail('no order');
  const id = world.orders.nextId();
  return world.orders.add({
    ...order,
    id,
    ordernum: orderNumber(id),
    status,
    fraudChecked: false,
    invoiceid: invoiceStatus === null ? 0 : invoice.id,
    lines: [{ type: 'product', relid: service.id }],
  });
}

describe('orderCancel', () => {
  it('is in nobody’s schema but that of staff and of those whom `allow` names', async () => {
    const { errors } = await did('orderCancel', 'orderId: "1"', 'client');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  });

  it('cancels a pending order of a client with its unpaid invoice', async () => {
    const order = placed('Unpaid');
    const { ending, sent } = await did('orderCancel', `orderId: "${order.id}"`, 'cancelling');
    expect(ending).toMatchObject({ order: { status: 'Cancelled', items: [{ status: 'Cancelled' }] } });
    expect(sent).toMatchObject([{ action: 'CancelOrder', params: { orderid: String(order.id) } }]);
    expect(sent[0]?.params).not.toHaveProperty('noemail');
    expect(gateway.simulator.world.invoices.get(order.invoiceid)?.status).toBe('Cancelled');
  });

  it.each([
    ['Paid', 'Pending', { subject: 'paymentStatus', actual: 'Paid' }],
    [null, 'Pending', { subject: 'paymentStatus', actual: null }],
    ['Unpaid', 'Active', { subject: 'status', actual: 'Active' }],
  ])('of a client is refused with an invoice that is %s and an order that is %s', async (invoice, status, conflict) => {
    const order = placed(invoice, status);
    const { ending, sent } = await did('orderCancel', `orderId: "${order.id}"`, 'cancelling');
    expect(ending).toMatchObject({ __typename: 'ConflictError', ...conflict });
    expect(sent).toEqual([]);
  });

  it('of staff needs no unpaid invoice, and may end the subscription', async () => {
    const order = placed('Paid');
    const { ending, sent } = await did(
      'orderCancel',
      `orderId: "${order.id}", cancelSubscription: true, sendEmail: false`,
    );
    expect(ending).toMatchObject({ order: { status: 'Cancelled' } });
    expect(sent).toMatchObject([{ params: { cancelsub: '1', noemail: '1' } }]);
  });

  it('never offers the subscription to others than staff', async () => {
    const { errors } = await did('orderCancel', 'orderId: "1", cancelSubscription: true', 'cancelling');
    expect(errors?.[0]?.message).toMatch(/cancelSubscription/);
  });

  it('waits for a payment of the invoice, and then sees it', async () => {
    const order = placed('Unpaid');
    const invoice = `invoiceId: "${order.invoiceid}", transactionId: "pay-then-cancel", gateway: "mailin"`;
    const paying = gateway.execute(`mutation { invoicePaymentAdd(input: { ${invoice} }) { __typename } }`);
    const { ending } = await did('orderCancel', `orderId: "${order.id}"`, 'cancelling');
    await paying;
    expect(ending).toMatchObject({ __typename: 'ConflictError', actual: 'Paid' });
    expect(gateway.simulator.world.orders.get(order.id)?.status).toBe('Pending');
  });
});

test('orderReopen sends nothing for an order that is pending', async () => {
  const order = placed('Unpaid');
  const { ending, sent } = await did('orderReopen', `orderId: "${order.id}"`);
  expect([ending?.['__typename'], sent]).toEqual(['OrderReopenPayload', []]);
});

test('orderMarkFraud of an order that is fraud already sends the command only to end the subscription', async () => {
  const order = placed('Unpaid', 'Fraud');
  const { sent: nothing } = await did('orderMarkFraud', `orderId: "${order.id}"`);
  const { sent } = await did('orderMarkFraud', `orderId: "${order.id}", cancelSubscription: true`);
  expect(nothing).toEqual([]);
  expect(sent).toMatchObject([{ action: 'FraudOrder', params: { cancelsub: '1' } }]);
});

test('orderDelete needs the number of the order, and deletes what was cancelled', async () => {
  const order = placed('Unpaid', 'Cancelled');
  const remove = (confirm: string | number) =>
    gateway.execute<Record<string, Record<string, unknown>>>(
      `mutation { orderDelete(input: { orderId: "${order.id}", confirm: "${confirm}" }) { __typename
        ... on OrderDeletePayload { deletedOrderId } ... on InvalidInputError { path } ... on ConflictError { actual } } }`,
    );
  const unconfirmed = await remove(order.id);
  expect(unconfirmed.data['orderDelete']).toEqual({ __typename: 'InvalidInputError', path: ['input', 'confirm'] });
  order.status = 'Pending';
  const pending = await remove(order.ordernum);
  expect(pending.data['orderDelete']).toEqual({ __typename: 'ConflictError', actual: 'Pending' });
  expect(gateway.simulator.calls.of('DeleteOrder')).toBe(0);
  order.status = 'Cancelled';
  const { data } = await remove(order.ordernum);
  expect(data['orderDelete']).toEqual({
    __typename: 'OrderDeletePayload',
    deletedOrderId: globalId('Order', order.id, 1),
  });
  expect(gateway.simulator.world.orders.get(order.id)).toBeUndefined();
});

test('orderFraudCheck shows the new result with the order', async () => {
  const order = placed('Unpaid');
  const { ending, sent } = await did('orderFraudCheck', `orderId: "${order.id}", ipAddress: "203.0.113.7"`);
  expect(ending).toMatchObject({ order: { fraudModule: 'maxmind' } });
  expect(sent).toMatchObject([{ action: 'OrderFraudCheck', params: { ipaddress: '203.0.113.7' } }]);
});
