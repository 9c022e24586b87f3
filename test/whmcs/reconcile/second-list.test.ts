/** A list filtered by client misses rows: nothing counts as absent before the list of all clients was read as well. */
import { describe, expect, it } from 'vitest';
import { AddOrder } from '../../../src/whmcs/commands/orders.ts';
import { OpenTicket } from '../../../src/whmcs/commands/tickets.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import type { FreshRead } from '../../../src/whmcs/reconcile/rule.ts';
import { nobody, ruleOf } from './lost.ts';

type Row = Readonly<Record<string, unknown>>;
interface Asked {
  readonly clientid?: number;
  readonly userid?: number;
  readonly limitstart?: number;
  readonly limitnum?: number;
}

const HOUR = 60 * 60_000;
/** A wall-clock time in the zone with this offset from UTC in hours. */
const clock = (msAgo: number, zone = 0): string =>
  new Date(Date.now() - msAgo + zone * HOUR).toISOString().slice(0, 19).replace('T', ' ');

/** Tickets or orders of all clients, some of which the filter by client shows. */
function desk(
  plural: string,
  singular: string,
  everybodys: readonly Row[],
  filtered: readonly Row[],
  message = 'Help',
) {
  let calls = 0;
  const look: FreshRead = async (command, params) => {
    calls++;
    if (command.name === 'GetTicket')
      return decode(
        command,
        { ticketid: 900, userid: 1, deptid: 1, subject: 'Down', replies: { reply: [{ replyid: 0, message }] } },
        200,
      );
    const { clientid, userid, limitstart = 0, limitnum = 25 } = params as Asked;
    const rows = clientid || userid ? filtered : everybodys;
    const page = rows.slice(limitstart, limitstart + limitnum);
    return decode(command, { totalresults: rows.length, [plural]: page.length > 0 ? { [singular]: page } : '' }, 200);
  };
  return { look, calls: () => calls };
}

const help = { clientid: 1, deptid: 1, subject: 'Down', message: 'Help' };
const ticket = (id: number, more: Row = {}): Row => ({
  id,
  deptid: 1,
  userid: 1,
  subject: 'Down',
  date: clock(0),
  lastreply: clock(0),
  ...more,
});
const others = (count: number, hoursBetween: number): Row[] =>
  Array.from({ length: count }, (_, index) => {
    const at = clock(index * hoursBetween * HOUR);
    return ticket(800 - index, { userid: 2, date: at, lastreply: at });
  });

const judged = async (everybodys: readonly Row[], filtered: readonly Row[] = [], message = 'Help') => {
  const before = desk('tickets', 'ticket', [], []);
  const evidence = await ruleOf(OpenTicket).note(help, before.look);
  const now = desk('tickets', 'ticket', everybodys, filtered, message);
  const verdict = await ruleOf(OpenTicket).judge(evidence, now.look, () => nobody);
  return { verdict, calls: now.calls() };
};

describe('a lost OpenTicket', () => {
  it('is found if the filter by client misses it', async () => {
    const { verdict } = await judged([ticket(900), ...others(3, 1)]);
    expect(verdict).toEqual({ is: 'applied', ids: { id: 900, ticketid: 900 }, inferred: true });
  });

  it.each([-11, 0, 14])('is found in any time zone of the installation (%i)', async (zone) => {
    const at = clock(0, zone);
    const { verdict } = await judged([ticket(900, { date: at, lastreply: at })]);
    expect(verdict).toMatchObject({ is: 'applied' });
  });

  it('is unclear if the ticket has other words', async () => {
    expect((await judged([ticket(900)], [], 'Thanks')).verdict).toEqual({ is: 'unclear' });
  });

  it('is absent if neither list has it', async () => {
    expect(await judged(others(30, 1))).toEqual({ verdict: { is: 'absent' }, calls: 2 });
  });

  it('is absent if the list of all clients reaches back far enough', async () => {
    expect(await judged(others(3_000, 0.1))).toEqual({ verdict: { is: 'absent' }, calls: 3 });
  });

  it('is not mistaken for an older one with the same words', async () => {
    const old = clock(48 * HOUR);
    expect((await judged([...others(3, 1), ticket(700, { date: old, lastreply: old })])).verdict).toEqual({
      is: 'absent',
    });
  });

  it('is unclear on an installation with hundreds of tickets an hour', async () => {
    expect(await judged(others(3_000, 0.001))).toEqual({ verdict: { is: 'unclear' }, calls: 6 });
  });

  it('is unclear if a long list has another order', async () => {
    expect(await judged(others(300, 1).toReversed())).toEqual({ verdict: { is: 'unclear' }, calls: 2 });
  });

  it('is unclear if a row has no id', async () => {
    expect((await judged([ticket(0, { id: '', userid: 2 })])).verdict).toEqual({ is: 'unclear' });
  });

  it('of an earlier release is absent only if the list is complete', async () => {
    const evidence = { scope: 1, newest: 0, key: 'k', like: [] };
    const verdictOf = async (rows: readonly Row[]) =>
      ruleOf(OpenTicket).judge(evidence, desk('tickets', 'ticket', rows, []).look, () => nobody);
    expect(await verdictOf(others(30, 1))).toEqual({ is: 'absent' });
    expect(await verdictOf(others(3_000, 1))).toEqual({ is: 'unclear' });
  });
});

describe('a lost AddOrder', () => {
  const order = { clientid: 1, paymentmethod: 'paypal', pid: [1], billingcycle: ['monthly'] };
  const row = (id: number, more: Row = {}): Row => ({
    id,
    userid: 1,
    paymentmethod: 'paypal',
    date: clock(0),
    lineitems: { lineitem: [{ type: 'product', relid: 9, billingcycle: 'Monthly' }] },
    ...more,
  });
  const verdictOf = async (everybodys: readonly Row[], filtered: readonly Row[]) => {
    const evidence = await ruleOf(AddOrder).note(order, desk('orders', 'order', [], []).look);
    return ruleOf(AddOrder).judge(evidence, desk('orders', 'order', everybodys, filtered).look, () => nobody);
  };

  it('is unclear if the filter by client misses a matching order', async () => {
    expect(await verdictOf([row(77)], [])).toEqual({ is: 'unclear' });
  });

  it('is applied if its list has it, and absent if neither list has it', async () => {
    expect(await verdictOf([row(77)], [row(77)])).toMatchObject({ is: 'applied', ids: { orderid: 77 } });
    expect(await verdictOf([row(77, { userid: 2 })], [])).toEqual({ is: 'absent' });
  });
});
