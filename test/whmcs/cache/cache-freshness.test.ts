import { questionOf } from '../../../src/whmcs/cache/question.ts';
import { describe, expect, it } from 'vitest';
import { GetInvoice, GetInvoices } from '../../../src/whmcs/commands/invoices.ts';
import { GetCurrencies } from '../../../src/whmcs/commands/system.ts';
import { GetTicket, GetTickets } from '../../../src/whmcs/commands/tickets.ts';
import { staleTags } from '../../../src/whmcs/changes/change.ts';
import { cacheOver, heldCache, quiet, usualTimes, type HeldCache, type Kept } from './cache-rig.ts';
import { asking, failureOf, rig, withoutPauses, type Asking, type Held } from '../rig.ts';

const tickets = ({ kept }: Kept, ask: Asking = asking()) => kept.read(questionOf(GetTickets, {}), ask);
const ticketsAtHand = ({ kept }: Kept, ask: Asking) => kept.at(questionOf(GetTickets, {}), ask);
const subject = (told: Awaited<ReturnType<typeof tickets>> | undefined) => told?.tickets[0]?.subject;

/** Client 5's only ticket. */
const answer = (held: Held, said: string) =>
  held.answer({ totalresults: 1, tickets: { ticket: [{ id: 1, userid: 5, subject: said }] } });

const allowStale = () => asking({ allowStale: true });

/** A cache with a stale list of tickets. */
async function aged(...options: Parameters<typeof heldCache>): Promise<HeldCache> {
  const held = await heldCache({ ...usualTimes, ...options[0] }, options[1]);
  const first = tickets(held);
  answer(await held.whmcs.next(), 'Old');
  await first;
  held.pass(30);
  return held;
}

describe('a stale list that may be served stale', () => {
  it('is served at once with its age, while one refresh is made for all callers', async () => {
    const held = await aged();
    const asks = Array.from({ length: 16 }, allowStale);
    for (const ask of asks.slice(0, 8)) expect(subject(ticketsAtHand(held, ask))).toBe('Old');
    for (const ask of asks.slice(8)) expect(subject(await tickets(held, ask))).toBe('Old');
    expect(asks.map(({ ages }) => ages)).toEqual(asks.map(() => [30_000]));
    expect(asks.map(({ hits }) => hits)).toEqual(asks.map(() => 1));
    expect(asks.map(({ sent }) => sent.length)).toEqual([1, ...Array.from({ length: 15 }, () => 0)]);
    answer(await held.whmcs.next(), 'New');
    await quiet(held);
    const next = allowStale();
    expect(subject(ticketsAtHand(held, next))).toBe('New');
    expect([next.ages, next.sent]).toEqual([[], []]);
    expect(held.whmcs.seen).toBe(2);
  });

  it('is fetched first for a caller who needs a fresh one, before background calls', async () => {
    const held = await aged({}, { maxConcurrency: 1 });
    const busy = held.kept.read(questionOf(GetTicket, { ticketid: 1 }), asking());
    const first = await held.whmcs.next();
    expect(subject(ticketsAtHand(held, allowStale()))).toBe('Old');
    const background = held.kept.read(questionOf(GetTicket, { ticketid: 2 }), asking({ lane: 'background' }));
    const interactive = held.kept.read(questionOf(GetTicket, { ticketid: 3 }), asking());
    expect(held.client.load.background).toBe(2);
    const ask = asking();
    const waits = tickets(held, ask);
    expect(held.client.load.background).toBe(1);
    first.answer({ ticketid: 1 });
    answer(await held.whmcs.next(), 'New');
    expect(subject(await waits)).toBe('New');
    expect([ask.ages, ask.sent]).toEqual([[], []]);
    for (const ticketid of [3, 2]) {
      const request = await held.whmcs.next();
      expect(request.form.get('ticketid')).toBe(String(ticketid));
      request.answer({ ticketid });
    }
    await Promise.all([busy, background, interactive]);
  });

  it('is served for a limited time', async () => {
    const held = await aged();
    held.pass(29.999);
    expect(held.kept.preview(questionOf(GetTickets, {}), { allowStale: true })).toMatchObject({
      cached: { command: 'GetTickets' },
      sends: true,
    });
    held.pass(0.001);
    expect(ticketsAtHand(held, allowStale())).toBeUndefined();
    const waits = tickets(held, allowStale());
    answer(await held.whmcs.next(), 'New');
    expect(subject(await waits)).toBe('New');
  });

  it.each(['invalidated', 'held'] as const)('is not served after it was %s', async (end) => {
    const held = await aged();
    const tags = staleTags({ changes: { tickets: true } }, 5);
    const release = end === 'held' ? held.kept.hold(tags) : held.kept.invalidate(tags);
    expect(ticketsAtHand(held, allowStale())).toBeUndefined();
    release?.();
    expect(ticketsAtHand(held, allowStale())).toBeUndefined();
  });

  it('is not refreshed by a request from before a write', async () => {
    const held = await aged();
    expect(subject(ticketsAtHand(held, allowStale()))).toBe('Old');
    const refresh = await held.whmcs.next();
    held.kept.invalidate(staleTags({ changes: { tickets: true } }, 5));
    answer(refresh, 'Before the write');
    await quiet(held);
    const waits = tickets(held, allowStale());
    answer(await held.whmcs.next(), 'New');
    expect(subject(await waits)).toBe('New');
  });

  it('is refreshed although the first caller and a waiting one leave', async () => {
    const held = await aged();
    const [ask, other] = [allowStale(), asking()];
    await tickets(held, ask);
    ask.leave();
    const waits = failureOf(tickets(held, other));
    other.leave(new Error('gone'));
    expect(await waits).toHaveProperty('message', 'gone');
    answer(await held.whmcs.next(), 'New');
    await quiet(held);
    expect(subject(ticketsAtHand(held, allowStale()))).toBe('New');
  });

  it('is refreshed by no more calls than were expected', async () => {
    const held = await aged();
    const terms = { allowStale: true };
    expect(held.kept.preview(questionOf(GetTickets, {}), terms).sends).toBe(true);
    ticketsAtHand(held, allowStale());
    expect(held.kept.preview(questionOf(GetTickets, {}), terms).sends).toBe(false);
    expect(held.kept.preview(questionOf(GetTickets, {}), {})).toMatchObject({ cached: undefined, sends: false });
    answer(await held.whmcs.next(), 'New');
    await quiet(held);
    expect(held.kept.preview(questionOf(GetTickets, {}), terms).sends).toBe(false);
  });
});

describe('a stale answer is not served', () => {
  it.each([
    ['a list, by who needs it of this moment', GetTickets, {}, {}],
    ['a record', GetTicket, { ticketid: 1 }, { allowStale: true }],
    ['a list of money', GetInvoices, {}, { allowStale: true }],
    ['a record of money', GetInvoice, { invoiceid: 1001 }, { allowStale: true }],
    ['reference, that must be fresh', GetCurrencies, {}, { noCache: true }],
  ] as const)('%s', async (_, command, params, terms) => {
    const { client, simulator } = await rig();
    const kept = cacheOver(client, usualTimes);
    await kept.kept.read(questionOf(command, params), asking());
    kept.pass(601);
    expect(kept.kept.at(questionOf(command, params), asking(terms))).toBeUndefined();
    expect(kept.kept.preview(questionOf(command, params), terms)).toMatchObject({ cached: undefined, sends: true });
    await kept.kept.read(questionOf(command, params), asking(terms));
    expect(simulator.calls.total).toBe(2);
  });

  it('except reference data, which every caller accepts', async () => {
    const { client, simulator } = await rig();
    const kept = cacheOver(client, usualTimes);
    const currencies = await kept.kept.read(questionOf(GetCurrencies, {}), asking());
    kept.pass(4_199);
    const ask = asking();
    expect(kept.kept.at(questionOf(GetCurrencies, {}), ask)).toEqual(currencies);
    expect(ask.ages).toEqual([4_199_000]);
    await quiet(kept);
    expect(kept.kept.peek(questionOf(GetCurrencies, {}))).toEqual(currencies);
    expect(simulator.calls.total).toBe(2);
  });
});

describe('a refresh', () => {
  it('that fails affects no caller, is tried once, and then once a second', async () => {
    const { client, simulator } = await rig();
    const kept = cacheOver(client, usualTimes);
    await tickets(kept);
    kept.pass(30);
    simulator.fail({ kind: 'html-503' });
    for (const calls of [2, 3, 3, 3]) {
      expect(ticketsAtHand(kept, allowStale())).toBeDefined();
      await quiet(kept);
      expect(simulator.calls.total).toBe(calls);
    }
    kept.pass(1);
    expect(ticketsAtHand(kept, allowStale())).toBeDefined();
    await quiet(kept);
    expect(simulator.calls.total).toBe(4);
  });

  it.each(['json-error', 'role', 'wrong-credential', 'wrong-ip', 'admin-disabled'] as const)(
    'that WHMCS refuses ends the stale answer: %s',
    async (kind) => {
      const { client, simulator } = await rig();
      const kept = cacheOver(client, usualTimes);
      await tickets(kept);
      kept.pass(30);
      simulator.fail({ kind });
      expect(ticketsAtHand(kept, allowStale())).toBeDefined();
      await quiet(kept);
      expect(ticketsAtHand(kept, allowStale())).toBeUndefined();
      expect(await failureOf(tickets(kept, allowStale()))).toMatchObject({ command: 'GetTickets' });
    },
  );

  it('that fails does not fail a caller who joined it without a stale answer', async () => {
    withoutPauses();
    const { client, simulator } = await rig();
    const kept = cacheOver(client, usualTimes);
    await tickets(kept);
    kept.pass(30);
    simulator.fail({ kind: 'html-503', times: 2 });
    const [first, ...others] = [allowStale(), asking({ noCache: true }), asking({ noCache: true })];
    expect(ticketsAtHand(kept, first)).toBeDefined();
    const joined = others.map((ask) => tickets(kept, ask));
    for (const each of joined) await expect(each).resolves.toHaveProperty('tickets');
    // The refresh, and both attempts of the one call that the others then make together.
    expect([first, ...others].map(({ sent }) => sent.length)).toEqual([1, 2, 0]);
    expect(simulator.calls.total).toBe(4);
  });

  it('that never left is not counted', async () => {
    const held = await aged({}, { maxConcurrency: 1, maxQueued: 0 });
    const busy = held.kept.read(questionOf(GetTicket, { ticketid: 1 }), asking());
    const request = await held.whmcs.next();
    const ask = allowStale();
    expect(subject(ticketsAtHand(held, ask))).toBe('Old');
    await expect.poll(() => ask.sent).toEqual([]);
    request.answer({ ticketid: 1 });
    await busy;
  });
});
