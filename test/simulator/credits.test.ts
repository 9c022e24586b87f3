import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, rows, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 22, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const world = () => whmcs.simulator.world;
const client = (id: number) => world().clients.get(id) ?? expect.fail(`no client ${id}`);

describe('credit', () => {
  it('has a log that adds up to the balance', async () => {
    for (const { id, credit } of world().clients) {
      const logged = world()
        .credits.of(id)
        .reduce((sum, { amount }) => sum + amount, 0);
      expect(logged).toBe(credit);
    }
    const answer = await whmcs.call('GetCredits', { clientid: 11 });
    expect(answer).toMatchObject({ clientid: '11', totalresults: '1' });
    expect(rows(answer, 'credits.credit')).toMatchObject([{ amount: '25.00', description: 'Goodwill &amp; thanks' }]);
  });

  it('is added and removed', async () => {
    const move: Fields = { clientid: 2, description: 'x', amount: '10.50' };
    expect(await whmcs.call('AddCredit', move)).toMatchObject({ newbalance: '25.50' });
    expect(await whmcs.call('AddCredit', { ...move, type: 'remove' })).toMatchObject({ newbalance: '15.00' });
    expect(world().credits.of(2).at(-1)).toMatchObject({ amount: -1050, date: '2026-11-05' });
  });

  it.each<[Fields, string]>([
    [{ type: 'give' }, 'Type can only be add or remove'],
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ adminid: 9 }, 'Admin ID Not Found'],
    [{ amount: '' }, 'No Amount Provided'],
    [{ amount: '-1' }, 'Amount must be in decimal format: ### or ###.##'],
    [{ date: '05/11/2026' }, 'Date Format is not Valid'],
  ])('refuses to move for %j', async (fields, message) => {
    const before = client(2).credit;
    expect(await whmcs.refusal('AddCredit', { clientid: 2, amount: '1.00', ...fields })).toBe(message);
    expect(client(2).credit).toBe(before);
  });
});

describe('ApplyCredit', () => {
  it('pays a part, and says that the invoice is not paid', async () => {
    const before = world().invoices.get(1002)?.total ?? 0;
    const answer = await whmcs.call('ApplyCredit', { invoiceid: 1002, amount: '5.00', noemail: 1 });
    expect(answer).toMatchObject({ invoiceid: '1002', invoicepaid: 'false' });
    expect(Number(answer['amount'])).toBe(5);
    expect(world().invoices.get(1002)).toMatchObject({ credit: 500, total: before - 500, status: 'Unpaid' });
    expect(client(1).credit).toBe(1000);
    expect(world().credits.of(1).at(-1)).toMatchObject({ amount: -500, relid: 1002 });
  });

  it.each<[Fields, string]>([
    [{ invoiceid: 9 }, 'Invoice ID Not Found'],
    [{ invoiceid: 1001 }, 'Invoice Not in Unpaid Status'],
    [{ amount: '0' }, 'Credit Amount to apply must be greater than zero'],
    [{ amount: '10.01' }, 'Amount exceeds customer credit balance'],
  ])('refuses %j', async (fields, message) => {
    expect(await whmcs.refusal('ApplyCredit', { invoiceid: 1002, ...fields })).toBe(message);
  });

  it('applies as much as there is, and refuses more than the invoice needs', async () => {
    const balance = (id: number) => world().invoices.get(id)?.total ?? 0;
    await whmcs.call('ApplyCredit', { invoiceid: 1002, amount: 'full' });
    expect(client(1).credit).toBe(0);
    await whmcs.call('AddCredit', { clientid: 1, description: 'x', amount: '9999' });
    expect(await whmcs.refusal('ApplyCredit', { invoiceid: 1002, amount: '9998' })).toBe(
      'Amount Exceeds Invoice Balance',
    );
    const left = balance(1002);
    const mails = world().mails.size;
    expect(await whmcs.call('ApplyCredit', { invoiceid: 1002 })).toMatchObject({ invoicepaid: 'true' });
    expect(world().invoices.get(1002)).toMatchObject({ status: 'Paid', datepaid: '2026-11-05 12:00:00', total: 0 });
    expect(client(1).credit).toBe(999_900 - left);
    expect(world().mails.size).toBe(mails + 1);
  });
});
