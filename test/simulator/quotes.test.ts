import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, rows, type Body, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const quotes = async (fields: Fields): Promise<readonly Body[]> =>
  rows(await whmcs.call('GetQuotes', { limitnum: 100, ...fields }), 'quotes.quote');
const stored = (id: number) => whmcs.simulator.world.quotes.get(id) ?? expect.fail(`no quote ${id}`);

describe('GetQuotes', () => {
  it('lists the newest first, with the client or the prospect', async () => {
    const [newest, , ofClient] = await quotes({});
    expect(newest).toMatchObject({ client: null, firstname: '無名', items: { item: [] } });
    expect(ofClient).toMatchObject({ userid: expect.anything(), firstname: '', client: { id: 7 } });
    const ids = (await quotes({})).map(({ id }) => Number(id));
    expect(ids).toEqual(ids.toSorted((left, right) => right - left));
  });

  it('filters by its columns', async () => {
    expect((await quotes({ userid: 1 })).map(({ stage }) => String(stage)).toSorted()).toEqual([
      'Accepted',
      'Dead',
      'Delivered',
      'Draft',
      'Lost',
      'On Hold',
    ]);
    expect((await quotes({ userid: 1, stage: 'on hold' })).map(({ id }) => id)).toEqual([3]);
    expect((await quotes({ quoteid: 2 })).map(({ id }) => id)).toEqual([2]);
    expect(await quotes({ validuntil: '1999-01-01' })).toEqual([]);
  });

  it('sums its lines with discount and tax', async () => {
    const [first] = await quotes({ quoteid: 1 });
    // 3 x 75.00 - 2.5 %, 1.5 x 19.99, 2.50 without tax; 23 % in Ireland.
    expect(first).toMatchObject({ subtotal: '251.87', tax1: '57.36', tax2: '0.00', total: '309.23' });
    expect(rows(first ?? {}, 'items.item')[1]).toMatchObject({ quantity: '1.5', unitprice: '19.99', taxable: 1 });
  });

  it('answers a page of 25', async () => {
    const answer = await whmcs.call('GetQuotes', { limitstart: 20 });
    expect(answer).toMatchObject({ startnumber: 20, numreturned: 25 });
    expect(Number(answer['totalresults'])).toBeGreaterThan(45);
  });
});

describe('AcceptQuote', () => {
  it('makes an invoice of the lines, and another when called again', async () => {
    const { quotes: table, invoices } = whmcs.simulator.world;
    const first = await whmcs.call('AcceptQuote', { quoteid: 1 });
    const invoice = invoices.get(Number(first['invoiceid']));
    expect(invoice).toMatchObject({ userid: 1, status: 'Unpaid', total: stored(1).total, date: '2026-11-05' });
    expect(invoice?.lines.map(({ description }) => description)).toEqual([
      '3 x Migration <per site>',
      '1.5 x Care & monitoring',
      'Postage',
    ]);
    expect(table.get(1)).toMatchObject({ stage: 'Accepted', dateaccepted: '2026-11-05' });
    const second = await whmcs.call('AcceptQuote', { quoteid: 1 });
    expect(second['invoiceid']).not.toBe(first['invoiceid']);
  });

  it('makes a client of a prospect', async () => {
    const { world } = whmcs.simulator;
    const prospect = world.quotes.find(({ firstname }) => firstname === 'Wanda');
    await whmcs.call('AcceptQuote', { quoteid: prospect?.id ?? 0 });
    const client = world.clientByEmail('wanda@elsewhere.example');
    expect(client).toMatchObject({ lastname: "O'Reilly", country: 'IE' });
    expect(prospect?.userid).toBe(client?.id);
    expect(world.users.get(client?.ownerUserId ?? 0)).toMatchObject({ firstname: 'Wanda' });
  });

  it('refuses an unknown quote', async () => {
    expect(await whmcs.refusal('AcceptQuote', { quoteid: 9999 })).toBe('Quote ID Not Found');
  });
});
