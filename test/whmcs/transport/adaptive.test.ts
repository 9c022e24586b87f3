import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BusyError, TimedOutError, UnexpectedAnswerError } from '../../../src/whmcs/errors.ts';
import { adaptive } from '../../../src/whmcs/transport/adaptive.ts';
import { asking, failureOf, rename, version, withoutPauses } from '../rig.ts';
import { php } from './php-workers.ts';

describe('the limit, under constant load', () => {
  beforeEach(() => {
    withoutPauses();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => void vi.useRealTimers());

  it.each([
    [1, 8],
    [3, 12],
    [8, 32],
  ])('finds the %i workers of the server, where %i calls are allowed', async (workers, maxConcurrency) => {
    const server = php({ workers, usualMs: { WhmcsDetails: 300, GetCurrencies: 150 } });
    const load = server.load({ maxConcurrency, callers: maxConcurrency * 2 });
    expect(load.client.load.limit).toBe(maxConcurrency);
    await load.run(300);
    const { limit, busyWorkers } = await load.run(100);
    expect(limit).toBeGreaterThanOrEqual(workers);
    expect(limit).toBeLessThanOrEqual(workers * 1.5 + 1);
    expect(busyWorkers).toBeGreaterThan(workers * 0.9);
  });

  it('stays at the configured level while the server has room, however slow some commands are', async () => {
    const server = php({ workers: 32, usualMs: { WhmcsDetails: 100, GetCurrencies: 300, GetPaymentMethods: 4_000 } });
    const load = server.load({ maxConcurrency: 8, callers: 16 });
    await load.run(100);
    const { limit } = await load.run(300);
    expect(limit).toBeGreaterThan(7);
  });

  it.each([429, 503, 'hang'] as const)('falls in a storm of %s, and recovers after it', async (storm) => {
    const server = php({ workers: 8, usualMs: { WhmcsDetails: 300, GetCurrencies: 150 } });
    const load = server.load({ maxConcurrency: 8, callers: 24 });
    await load.run(30);
    server.storm = storm;
    await load.run(20);
    expect(load.client.load.limit).toBe(1);
    server.storm = null;
    await load.run(30);
    const { limit, busyWorkers } = await load.run(60);
    expect(limit).toBeGreaterThan(6);
    expect(busyWorkers).toBeGreaterThan(6);
  });

  it('adapts when the server becomes slower, and when it gets more workers', async () => {
    const usualMs = { WhmcsDetails: 300, GetCurrencies: 150 };
    const server = php({ workers: 4, usualMs });
    const load = server.load({ maxConcurrency: 16, callers: 32 });
    await load.run(300);
    Object.assign(usualMs, { WhmcsDetails: 1_500, GetCurrencies: 600 });
    await load.run(300);
    expect((await load.run(100)).busyWorkers).toBeGreaterThan(3.5);
    server.hire(8);
    await load.run(400);
    expect((await load.run(100)).busyWorkers).toBeGreaterThan(10);
  });

  it('is not changed by reads that their callers have left', async () => {
    const server = php({ workers: 8, usualMs: { WhmcsDetails: 100 } });
    const { client } = server.load({ maxConcurrency: 4, callers: 0 });
    server.storm = 'hang';
    for (let read = 0; read < 10; read++) {
      const ask = asking();
      const left = failureOf(version({ client }, ask));
      await vi.advanceTimersByTimeAsync(1_000);
      ask.leave(new TimedOutError('WhmcsDetails', 'the time of the operation is up'));
      await left;
    }
    expect(client.load).toMatchObject({ limit: 4, active: 0 });
  });

  it('is not changed by writes', async () => {
    const server = php({ workers: 8, usualMs: { UpdateClient: 100 } });
    const { client } = server.load({ maxConcurrency: 4, callers: 0 });
    server.storm = 503;
    for (let write = 0; write < 10; write++) {
      const failing = rename({ client }, 'Grace').catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await failing).toHaveProperty('name', 'UnknownOutcomeError');
    }
    expect(client.load.limit).toBe(4);
  });
});

describe('reads', () => {
  const broken = new UnexpectedAnswerError('GetInvoice', 'html', 503, 'a page');
  const busy = new BusyError('GetInvoice', 'later', 1000, true);
  const slow = new TimedOutError('GetInvoice', 'too slow');
  const maintenance = new UnexpectedAnswerError('GetInvoice', 'html', 200, 'a page');

  /** A limit of 10, and reads that begin and end one after another. */
  function reads() {
    const limit = adaptive(10);
    let time = 0;
    return {
      limit,
      end(error: unknown, { startedAt = time, took = 300 } = {}) {
        time += took;
        limit.ended({ command: 'GetInvoice', startedAt, endedAt: time, busy: 1, error });
      },
    };
  }

  it.each([
    ['429', [busy], 7],
    ['one page that breaks', [broken], 10],
    ['one that takes too long', [slow], 10],
    ['two in a row', [broken, slow], 7],
    ['two among good answers', [broken, ...Array.from({ length: 8 }, () => null), slow], 10],
    ['a page of WHMCS that is no trouble of the server', [maintenance, maintenance, maintenance], 10],
  ])('that fail: %s', (_, errors, left) => {
    const { limit, end } = reads();
    for (const error of errors) end(error);
    expect(limit.current).toBe(left);
  });

  it('that are slow without load do not change it: WHMCS is slow, or the command', () => {
    const { limit, end } = reads();
    for (let call = 0; call < 30; call++) end(null);
    for (let call = 0; call < 100; call++) end(null, { took: 5_000 });
    expect(limit.current).toBe(10);
  });

  it('that were in progress together count once when they fail', () => {
    const { limit, end } = reads();
    for (let call = 0; call < 10; call++) end(busy, { startedAt: 0 });
    expect(limit.current).toBe(7);
    end(busy);
    expect(limit.current).toBe(5);
  });
});

it('the limit never leaves its bounds, whatever the results of reads', () => {
  const read = fc.record({
    command: fc.constantFrom('GetInvoice', 'GetClients'),
    ms: fc.oneof(fc.nat(200), fc.nat(60_000)),
    busy: fc.nat(40),
    trouble: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 32 }), fc.array(read, { maxLength: 300, size: 'max' }), (ceiling, all) => {
      const limit = adaptive(ceiling);
      let time = 0;
      for (const { command, ms, busy, trouble } of all) {
        const error = trouble ? new BusyError(command, 'later', 1000, true) : null;
        limit.ended({ command, startedAt: time, endedAt: (time += ms), busy, error });
        expect(limit.current).toBeGreaterThanOrEqual(1);
        expect(limit.current).toBeLessThanOrEqual(ceiling);
        expect(Number.isInteger(limit.current)).toBe(true);
      }
    }),
  );
});
