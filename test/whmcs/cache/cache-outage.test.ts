import { questionOf } from '../../../src/whmcs/cache/question.ts';
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/simulator/index.ts';
import { GetClientsDetails } from '../../../src/whmcs/commands/clients.ts';
import { GetInvoice, GetInvoices } from '../../../src/whmcs/commands/invoices.ts';
import { GetCurrencies } from '../../../src/whmcs/commands/system.ts';
import { GetTickets } from '../../../src/whmcs/commands/tickets.ts';
import { TimedOutError } from '../../../src/whmcs/errors.ts';
import { staleTags } from '../../../src/whmcs/changes/change.ts';
import {
  agedClients,
  answer,
  client,
  clientAtHand,
  heldCache,
  invoice,
  ofClient5,
  quiet,
  usualTimes,
} from './cache-rig.ts';
import { asking, failureOf } from '../rig.ts';

const failing = [
  'reset-before',
  'reset-after',
  'html-200',
  'html-403',
  'html-503',
  'html-500-after',
  'emitter-500-after',
  'status-429',
  'truncated',
  'empty',
  'xml',
  'memory-exhausted',
] as const satisfies readonly FaultKind[];

describe('while WHMCS is down, a stale answer', () => {
  it.each(failing)('is served after one attempt, then at once: %s', async (kind) => {
    const kept = await agedClients();
    kept.simulator.fail({ kind });
    const [first, second] = [asking(), asking()];
    const told = await client(kept, 1, first);
    expect(told.client.id).toBe(1);
    expect([first.sent.length, first.hits, first.ages]).toEqual([1, 1, [60_000]]);
    kept.pass(5);
    expect(clientAtHand(kept, 1, second)).toBe(told);
    expect(second.ages).toEqual([65_000]);
    await quiet(kept);
    expect(kept.simulator.calls.total).toBe(2);
  });

  it('is served after the patience timeout when WHMCS hangs', async () => {
    const kept = await agedClients({ patienceMs: 20 });
    kept.simulator.fail({ kind: 'hang' });
    const ask = asking();
    const told = await client(kept, 1, ask);
    expect([ask.sent.length, ask.ages]).toEqual([1, [60_000]]);
    expect(clientAtHand(kept)).toBe(told);
  });

  it('is served if nothing listens, and no call is counted', async () => {
    const kept = await agedClients();
    await kept.simulator.close();
    // Open connections break; later ones cannot be made.
    await failureOf(invoice(kept, 1001));
    const asks = [asking(), asking()];
    const told = await client(kept, 1, asks[0]);
    expect(clientAtHand(kept, 1, asks[1])).toBe(told);
    await quiet(kept);
    expect(asks.map(({ sent }) => sent)).toEqual([[], []]);
    expect(asks.map(({ ages }) => ages)).toEqual([[60_000], [60_000]]);
  });

  it('is served while the queue is full, although WHMCS is not down', async () => {
    const kept = await agedClients({}, { maxConcurrency: 1, maxQueued: 0 });
    kept.simulator.fail({ kind: 'latency', latencyMs: 50, times: 1 });
    const busy = invoice(kept, 1001);
    const ask = asking();
    expect(await client(kept, 1, ask)).toHaveProperty('client.id', 1);
    expect([ask.sent, ask.ages]).toEqual([[], [60_000]]);
    await busy;
    const next = asking();
    await client(kept, 1, next);
    expect([next.sent.length, next.ages]).toEqual([1, []]);
  });

  it.each([
    ['reference', GetCurrencies, {}, {}, 600 + 86_400],
    ['a record', GetClientsDetails, { clientid: 1 }, {}, 60 + 3_600],
    ['a record by who shows money', GetClientsDetails, { clientid: 1 }, { fallback: 'short' }, 60 + 300],
    ['reference by who shows money', GetCurrencies, {}, { fallback: 'short' }, 600 + 86_400],
    ['a list', GetTickets, {}, {}, 30 + 3_600],
    ['a list of money', GetInvoices, {}, {}, 30 + 300],
    ['a record of money', GetInvoice, { invoiceid: 1001 }, {}, 60 + 300],
  ] as const)('is answered with for a while: %s', async (_, command, params, terms, seconds) => {
    const kept = await agedClients();
    const told = await kept.kept.read(questionOf(command, params), asking());
    await kept.simulator.close();
    kept.pass(seconds - 0.001);
    const ask = asking(terms);
    expect(await kept.kept.read(questionOf(command, params), ask)).toBe(told);
    expect(ask.ages).toEqual([seconds * 1000 - 1]);
    kept.pass(0.001);
    expect(kept.kept.at(questionOf(command, params), asking(terms))).toBeUndefined();
    expect(await failureOf(kept.kept.read(questionOf(command, params), asking(terms)))).toHaveProperty(
      'name',
      'UnreachableError',
    );
  });

  it.each(['invalidated', 'held', 'wanted fresh', 'not shared'] as const)(
    'is not served if it is %s',
    async (reason) => {
      const kept = await agedClients({ shared: reason !== 'not shared' });
      await kept.simulator.close();
      const tags = staleTags({ changes: { clients: true } }, 1);
      if (reason === 'invalidated') kept.kept.invalidate(tags);
      if (reason === 'held') kept.kept.hold(tags);
      const ask = asking({ noCache: reason === 'wanted fresh' });
      expect(await failureOf(client(kept, 1, ask))).toHaveProperty('name', 'UnreachableError');
      // Now WHMCS is known to be down.
      expect(clientAtHand(kept, 1, ask)).toBeUndefined();
      expect(await failureOf(client(kept, 1, ask))).toHaveProperty('name', 'UnreachableError');
      expect(ask.ages).toEqual([]);
    },
  );

  it('is not served if it was invalidated in the meantime', async () => {
    const held = await heldCache({ ...usualTimes, patienceMs: 20 });
    const first = invoice(held, 1);
    answer(await held.whmcs.next(), 'Unpaid');
    await first;
    held.pass(60);
    const ask = asking();
    const waits = invoice(held, 1, ask);
    await held.whmcs.next();
    held.kept.invalidate(ofClient5);
    // The later request, which has no stale answer and the whole timeout of its caller.
    answer(await held.whmcs.next(), 'Paid');
    expect(await waits).toHaveProperty('status', 'Paid');
    expect([ask.sent.length, ask.ages]).toEqual([2, []]);
  });

  it.each(['json-error', 'role', 'wrong-credential', 'wrong-ip', 'admin-disabled'] as const)(
    'is not served in place of a refusal, nor after one: %s',
    async (kind) => {
      const kept = await agedClients();
      kept.simulator.fail({ kind: 'html-503', times: 1 });
      expect(await client(kept, 1)).toHaveProperty('client.id', 1);
      kept.simulator.fail({ kind });
      expect(clientAtHand(kept)).toBeDefined();
      await quiet(kept);
      const refusal = await failureOf(client(kept));
      expect(refusal).toMatchObject({
        command: 'GetClientsDetails',
        name: expect.stringMatching(/Refused|Unauthorized/),
      });
      kept.simulator.heal();
      kept.simulator.fail({ kind: 'html-503' });
      expect(await failureOf(client(kept))).toHaveProperty('name', 'UnexpectedAnswerError');
    },
  );

  it('is not served in place of "not found"', async () => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'json-error', message: 'Client Not Found' });
    expect(await failureOf(client(kept))).toHaveProperty('name', 'MissingError');
  });

  it('does not stop requests of other commands', async () => {
    const kept = await agedClients();
    await invoice(kept, 1001);
    kept.pass(60);
    kept.simulator.fail({ action: 'GetClientsDetails', kind: 'reset-before' });
    await client(kept);
    const ask = asking();
    await invoice(kept, 1001, ask);
    expect([ask.sent.length, ask.ages]).toEqual([1, []]);
  });
});

describe('a caller without a stale answer', () => {
  it('still sends its request, with all retries', async () => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'html-503' });
    await client(kept);
    const ask = asking();
    expect(await failureOf(client(kept, 4, ask))).toHaveProperty('name', 'UnexpectedAnswerError');
    expect(ask.sent).toHaveLength(3);
  });

  it('is not affected by joining a caller who has one', async () => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'html-503', times: 2 });
    const asks = [asking(), asking({ noCache: true })];
    const [first, second] = await Promise.all(asks.map((ask) => client(kept, 1, ask)));
    expect(first?.client.id).toBe(second?.client.id);
    expect(asks.map(({ sent, ages }) => [sent.length, ages])).toEqual([
      [1, [60_000]],
      [2, []],
    ]);
  });

  it('waits for its whole timeout, also if others stopped waiting', async () => {
    const held = await heldCache({ ...usualTimes, patienceMs: 5 });
    const first = invoice(held, 1);
    answer(await held.whmcs.next(), 'Unpaid');
    await first;
    held.pass(60);
    const asks = [asking(), asking({ noCache: true })];
    const [impatient, patient] = asks.map((ask) => invoice(held, 1, ask));
    const request = await held.whmcs.next();
    expect(await impatient).toHaveProperty('status', 'Unpaid');
    answer(request, 'Paid');
    expect(await patient).toHaveProperty('status', 'Paid');
    expect(held.whmcs.seen).toBe(2);
  });
});

describe('these are no outage', () => {
  it.each([
    [
      'the end of the time of an operation',
      new TimedOutError('operation', 'the operation took longer than its 30000 ms'),
    ],
    ['a caller who goes away', new Error('gone')],
  ])('%s', async (_, reason) => {
    const kept = await agedClients();
    kept.simulator.fail({ kind: 'hang', times: 1 });
    const ask = asking();
    const failure = failureOf(client(kept, 1, ask));
    await expect.poll(() => kept.simulator.calls.total, { interval: 2 }).toBe(1);
    ask.leave(reason);
    expect(await failure).toBe(reason);
    expect(ask.ages).toEqual([]);
    expect(clientAtHand(kept)).toBeUndefined();
    const next = asking();
    await client(kept, 1, next);
    expect([next.sent.length, next.ages]).toEqual([1, []]);
  });

  it('a slow answer: it is used when it arrives, and not requested twice', async () => {
    const held = await heldCache({ ...usualTimes, patienceMs: 5 });
    const first = invoice(held, 1);
    answer(await held.whmcs.next(), 'Unpaid');
    await first;
    held.pass(60);
    const impatient = asking();
    expect(await invoice(held, 1, impatient)).toHaveProperty('status', 'Unpaid');
    // Also after the caller has its answer and has left.
    impatient.leave();
    const meanwhile = asking();
    expect(await invoice(held, 1, meanwhile)).toHaveProperty('status', 'Unpaid');
    expect(meanwhile.ages).toEqual([60_000]);
    answer(await held.whmcs.next(), 'Paid');
    await quiet(held);
    const after = asking();
    expect(await invoice(held, 1, after)).toHaveProperty('status', 'Paid');
    expect([after.ages, held.whmcs.seen]).toEqual([[], 2]);
  });
});
