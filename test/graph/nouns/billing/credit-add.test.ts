/** Credit that staff add or remove: what is checked, and that it moves once. */
import { describe, expect, it } from 'vitest';
import { centsOf } from '../../../../src/simulator/money.ts';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';
import { unpaidAt } from './payment-rig.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const change = performer(() => gateway, 'clientCreditAdd', 'client { credit { amount } }');
const apply = performer(() => gateway, 'invoiceCreditApply', 'invoice { status }');

function clientWith(id: number, credit: string) {
  const client = gateway.simulator.world.clients.get(id) ?? expect.fail(`no client ${id}`);
  client.credit = centsOf(credit);
  return client;
}
const inputOf = (id: number, amount: string, more: object = {}) => ({
  clientId: String(id),
  change: 'ADD',
  amount,
  description: `Goodwill ${id} ${amount}`,
  ...more,
});

it('adds and removes, and reads the balance back', async () => {
  clientWith(1, '10.00');
  expect((await change(inputOf(1, '5.50'))).ending).toMatchObject({ client: { credit: { amount: '15.50' } } });
  const { ending, sent } = await change(inputOf(1, '15.50', { change: 'REMOVE', on: '2026-11-30' }));
  expect(ending).toMatchObject({ client: { credit: { amount: '0.00' } } });
  expect(sent('AddCredit')).toMatchObject({ type: 'remove', amount: '15.50', date: '2026-11-30' });
});

describe('what is checked', () => {
  it('is that there is as much to remove, as read afresh', async () => {
    const client = clientWith(2, '50.00');
    await gateway.execute('{ client(id: "2") { credit { amount } } }');
    client.credit = centsOf('4.99');
    const { ending, calls } = await change(inputOf(2, '5.00', { change: 'REMOVE' }));
    expect(ending).toMatchObject({
      __typename: 'ConflictError',
      subject: 'credit',
      expected: ['4.99'],
      actual: '5.00',
    });
    expect(calls).not.toContain('AddCredit');
  });

  it('is the currency, where one is named', async () => {
    clientWith(2, '0.00');
    const { ending, calls } = await change(inputOf(2, '5.00', { currencyCode: 'XXX' }));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'currency', actual: 'XXX' });
    expect(calls).not.toContain('AddCredit');
  });
});

it('of a removal and an application at once one is done, where the credit is enough for one', async () => {
  const client = clientWith(3, '10.00');
  const invoice = unpaidAt(gateway, 3);
  const both = await Promise.all([
    change(inputOf(3, '8.00', { change: 'REMOVE' })),
    apply({ invoiceId: String(invoice.id), amount: '8.00' }),
  ]);
  expect(both.filter(({ ending }) => ending.__typename === 'ConflictError')).toHaveLength(1);
  expect(client.credit).toBe(centsOf('2.00'));
});

it('without a key, the same amount for the same purpose moves once, however it is written', async () => {
  const client = clientWith(4, '0.00');
  const input = inputOf(4, '7.00');
  const first = await change(input);
  const again = await change({ ...input, amount: '7.0' });
  expect([again.ending, again.calls]).toEqual([first.ending, expect.not.arrayContaining(['AddCredit'])]);
  await change({ ...input, description: 'Something else' });
  await change({ ...input, idempotencyKey: 'once more' });
  expect(client.credit).toBe(centsOf('21.00'));
});

describe('a lost answer', () => {
  it('is found in the log, also if the balance moved meanwhile', async () => {
    const client = clientWith(5, '0.00');
    gateway.simulator.fail({ kind: 'reset-after', action: 'AddCredit', times: 1 });
    expect((await change(inputOf(5, '9.00'))).ending.__typename).toBe('ClientCreditAddPayload');
    expect(client.credit).toBe(centsOf('9.00'));
  });

  it('of unknown outcome lets no more credit through', async () => {
    clientWith(6, '0.00');
    gateway.simulator.fail({ kind: 'reset-before', action: 'AddCredit', times: 1 });
    expect((await change(inputOf(6, '9.00'))).ending.__typename).toBe('UnknownOutcomeError');
    const { ending, calls } = await change(inputOf(6, '8.00'));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'operation' });
    expect(calls).not.toContain('AddCredit');
  });
});
