/** The statuses of orders, which only staff see. */
import { expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 6 }, gateway: { sharedCache: false } });
const { execute } = gateway;

it('are counted by WHMCS, in one call', async () => {
  const { data, errors, calls } = await execute<{ orderStatuses: { title: string; orderCount: number }[] }>(
    '{ orderStatuses { title orderCount } again: orderStatuses { title } }',
  );
  expect(errors).toBeUndefined();
  expect(calls.map(({ action }) => action)).toEqual(['GetOrderStatuses']);
  const orders = gateway.simulator.world.orders.all();
  for (const { title, orderCount } of data.orderStatuses)
    expect([title, orderCount]).toEqual([title, orders.filter(({ status }) => status === title).length]);
  expect(data.orderStatuses.reduce((sum, { orderCount }) => sum + orderCount, 0)).toBe(orders.length);
});

it.each(['partner', 'client'])('are unknown to a %s', async (as) => {
  expectUnknown(await execute('{ orderStatuses { title } }', {}, { as }), 'orderStatuses');
});
