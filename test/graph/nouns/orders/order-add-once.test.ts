/** orderAdd: an order is placed once, by its key, even if its answer was lost. */
import { describe, expect, test } from 'vitest';
import { common, pebble, useOrderAdd } from './order-add-rig.ts';

const { gateway, world, add } = useOrderAdd();

describe('a key makes a retry harmless', () => {
  const input = { ...common, products: [pebble], idempotencyKey: 'order-1' };

  test('same key and same input: one AddOrder, one answer', async () => {
    const before = gateway.simulator.calls.of('AddOrder');
    const [first, second] = await Promise.all([add(input), add(input)]);
    const third = await add(input);
    expect(gateway.simulator.calls.of('AddOrder') - before).toBe(1);
    expect(first.ending?.order?.status).toBe('Pending');
    expect(second.ending).toEqual(first.ending);
    expect(third.ending).toEqual(first.ending);
  });

  test('same key and another input: refused', async () => {
    const { ending, sent } = await add({ ...input, paymentMethod: 'paypal' });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] });
    expect(sent).toEqual([]);
  });
});

describe('an order whose answer was lost', () => {
  const lost = async (idempotencyKey: string) => {
    const before = world().orders.all().length;
    gateway.simulator.fail({ kind: 'reset-after', action: 'AddOrder', times: 1 });
    const input = { ...common, products: [pebble], idempotencyKey };
    const { ending, extensions, sent } = await add(input);
    gateway.simulator.heal();
    const made = world().orders.all().slice(before);
    expect([sent.length, made.length]).toEqual([1, 1]);
    return { input, ending, extensions, made };
  };

  test('is reported as a read finds it, and not repeated', async () => {
    const { input, ending, extensions, made } = await lost('found');
    expect(extensions).toMatchObject({ inferred: ['orderAdd'] });
    const again = await add(input);
    expect([again.ending, again.sent]).toEqual([ending, []]);
    expect(again.extensions).toMatchObject({ replayed: ['orderAdd'], inferred: ['orderAdd'] });
    expect(ending).toMatchObject({
      __typename: 'OrderAddPayload',
      order: { whmcsId: made[0]?.id, status: 'Pending', items: [{ type: 'product' }] },
      invoice: { whmcsId: made[0]?.invoiceid, status: 'UNPAID' },
      services: [{ status: 'PENDING', name: 'Pebble' }],
      domains: [],
      addonIds: [],
    });
  });

  test('is unknown without evidence from before, and not repeated', async () => {
    gateway.simulator.fail({ kind: 'json-error', action: 'GetOrders', times: 1 });
    const { ending } = await lost('not found');
    expect(ending?.__typename).toBe('UnknownOutcomeError');
  });
});
