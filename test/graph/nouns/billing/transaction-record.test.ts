/** Transactions that staff record or correct: what is checked, and that money is booked once. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { centsOf } from '../../../../src/simulator/money.ts';
import { useGateway } from '../../../support/gateway.ts';
import { performer } from './act-rig.ts';
import { recordedAt, unpaidAt } from './payment-rig.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const at = () => gateway;
const add = performer(
  at,
  'transactionAdd',
  'transaction { whmcsId transactionId amountIn { amount } at client { whmcsId } }',
);
const update = performer(at, 'transactionUpdate', 'transaction { description amountIn { amount } client { whmcsId } }');

const cash = (transactionId: string, more: object = {}) => ({
  clientId: '1',
  gateway: 'mailin',
  transactionId,
  amountIn: '12.50',
  ...more,
});

it('sends the day in the format of the installation, and shows what was recorded', async () => {
  const { ending, sent } = await add(cash('CASH-1', { on: '2026-10-31' }));
  expect(sent('AddTransaction')).toMatchObject({ date: '31/10/2026', userid: '1' });
  expect(ending).toMatchObject({
    transaction: { transactionId: 'CASH-1', amountIn: { amount: '12.50' }, client: { whmcsId: 1 } },
  });
});

describe('what is checked', () => {
  it.each([
    [{ amountIn: '0.00' }, 'amountIn'],
    [{ addToCredit: true, invoiceId: '1001' }, 'addToCredit'],
    [{ clientId: undefined }, 'currencyId'],
    [{ clientId: undefined, currencyId: '1', addToCredit: true }, 'clientId'],
  ])('before any call: %o', async (more, field) => {
    const { ending, calls } = await add(cash('CASH-2', more));
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });

  it('is that the reference is new, unless a second one is allowed', async () => {
    await add(cash('CASH-3'));
    const { ending } = await add(cash('CASH-3', { idempotencyKey: 'another' }));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'transactionId', actual: 'CASH-3' });
    expect(recordedAt(gateway, 'CASH-3')).toHaveLength(1);
    await add(cash('CASH-3', { allowDuplicate: true }));
    expect(recordedAt(gateway, 'CASH-3')).toHaveLength(2);
  });

  it('is the balance and the client of the invoice', async () => {
    const invoice = unpaidAt(gateway, 2);
    const pay = { clientId: undefined, invoiceId: String(invoice.id), amountIn: '99999.00' };
    expect((await add(cash('CASH-4', pay))).ending).toMatchObject({ __typename: 'ConflictError', subject: 'balance' });
    expect((await add(cash('CASH-5', { ...pay, clientId: '1' }))).ending.__typename).toBe('NotFoundError');
    const { ending, sent } = await add(cash('CASH-6', { ...pay, amountIn: '1.00' }));
    expect(ending).toMatchObject({ transaction: { client: { whmcsId: 2 } } });
    expect(sent('AddTransaction')).toMatchObject({ userid: '2', invoiceid: String(invoice.id) });
  });

  it('is the currency of the client', async () => {
    const other = world().clients.get(1)?.currency === 1 ? '2' : '1';
    const { ending, calls } = await add(cash('CASH-7', { currencyId: other }));
    expect(ending).toMatchObject({ __typename: 'ConflictError', subject: 'currency', actual: other });
    expect(calls).not.toContain('AddTransaction');
  });
});

it('without a key, one reference is one transaction', async () => {
  const [one, other] = await Promise.all([add(cash('CASH-8')), add(cash('CASH-8', { amountIn: '12.5' }))]);
  expect(other.ending).toEqual(one.ending);
  expect(recordedAt(gateway, 'CASH-8')).toHaveLength(1);
});

it('is found in the list of its client where the answer was lost', async () => {
  gateway.simulator.fail({ kind: 'reset-after', action: 'AddTransaction', times: 1 });
  const { ending } = await add(cash('CASH-9'));
  expect(ending).toMatchObject({ transaction: { transactionId: 'CASH-9' } });
  expect(recordedAt(gateway, 'CASH-9')).toHaveLength(1);
});

describe('a correction', () => {
  const ofClient = (client: number) => {
    const like = world().transactions.of(1)[0] ?? expect.fail('no transaction');
    const id = world().transactions.nextId();
    return world().addTransaction({ ...like, id, userid: client, invoiceid: 0, transid: `OLD-${id}` });
  };

  it('changes what it names, and is found by its global id alone', async () => {
    const { id } = ofClient(1);
    const { ending } = await update({ transactionId: globalId('Transaction', id, 'c1'), amountIn: '7.00' });
    expect(ending).toMatchObject({ transaction: { amountIn: { amount: '7.00' }, client: { whmcsId: 1 } } });
    const bare = await update({ transactionId: String(id), amountIn: '8.00' });
    expect(bare.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'transactionId'] });
    expect(bare.calls).toEqual([]);
  });

  it('moves it to another client, under whom it is shown', async () => {
    const { id } = ofClient(1);
    const { ending } = await update({ transactionId: globalId('Transaction', id, 'c1'), clientId: '4' });
    expect(ending).toMatchObject({ transaction: { client: { whmcsId: 4 } } });
  });

  it('makes credit of it once', async () => {
    const { id, amountin } = ofClient(5);
    const client = world().clients.get(5) ?? expect.fail('no client');
    client.credit = 0;
    const input = { transactionId: globalId('Transaction', id, 'c5'), addToCredit: true };
    await update(input);
    await update(input);
    expect([client.credit, amountin > 0]).toEqual([amountin, true]);
    expect(client.credit).not.toBe(centsOf('0.00'));
  });
});
