import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { until } from '../../src/graph/deadline.ts';
import { unrecorded } from '../../src/graph/recorder.ts';
import { Session } from '../../src/graph/session.ts';
import { GetClientsDetails, UpdateClient } from '../../src/whmcs/commands/clients.ts';
import { GetInvoice } from '../../src/whmcs/commands/invoices.ts';
import { GetCurrencies, WhmcsDetails } from '../../src/whmcs/commands/system.ts';
import type { WhmcsClient } from '../../src/whmcs/client.ts';
import type { SimulatorOptions } from '../../src/simulator/index.ts';
import { asking, clientOf, failureOf, heldWhmcs, rig, type ClientOptions, type HeldWhmcs } from '../whmcs/rig.ts';
import { upstreamOver } from '../support/upstream.ts';

interface Operations {
  /** A new operation over the shared cache. */
  operation(options?: { deadlineMs?: number; caller?: AbortSignal; onWrite?: () => void }): Session;
}

function operationsOver(client: WhmcsClient, shared = true): Operations {
  const upstream = upstreamOver(client, { shared });
  return {
    operation({ deadlineMs = 5_000, caller, onWrite = () => undefined } = {}) {
      const session = new Session({ ...upstream, deadlineMs }, onWrite, {
        caller: caller && until(caller),
      });
      session.begin(unrecorded);
      onTestFinished(() => session.end());
      return session;
    },
  };
}

async function host(options: ClientOptions = {}, simulated: SimulatorOptions = {}) {
  const { simulator, client } = await rig(options, simulated);
  return { simulator, client, ...operationsOver(client) };
}

const details = (session: Session) => session.read(GetClientsDetails, { clientid: 1 });
const nameOf = async (session: Session) => (await details(session)).client.firstname;
const rename = (session: Session, firstname: string) => session.write(UpdateClient, { clientid: 1, firstname }, 1);

describe('the price of an operation', () => {
  it('is what WHMCS saw, retries and writes included', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { simulator, operation } = await host({}, { latencyMs: 5 });
    simulator.fail({ action: 'GetCurrencies', kind: 'html-503', times: 2 });
    const session = operation();
    await Promise.all([session.read(GetCurrencies, {}), details(session), details(session)]);
    await rename(session, 'Grace');
    await details(session);
    await failureOf(session.read(GetInvoice, { invoiceid: 999_999 }));
    const { byAction, total } = simulator.calls;
    expect(session.price).toMatchObject({ calls: total, byCommand: byAction, cacheHits: 0, stale: [] });
    expect(byAction).toEqual({ GetCurrencies: 3, GetClientsDetails: 2, UpdateClient: 1, GetInvoice: 1 });
  });

  it('counts what the shared cache answers, and nothing twice', async () => {
    const { simulator, operation } = await host();
    const first = operation();
    await details(first);
    const second = operation();
    await details(second);
    await details(second);
    expect(first.price).toMatchObject({ calls: 1, cacheHits: 0 });
    expect(second.price).toMatchObject({ calls: 0, byCommand: {}, cacheHits: 1 });
    expect(simulator.calls.total).toBe(1);
  });

  it('is paid by the operation that asked first where several wait', async () => {
    const { simulator, operation } = await host({}, { latencyMs: 20 });
    const [first, second] = [operation(), operation()];
    await Promise.all([details(first), details(second)]);
    expect([first.price.calls, second.price.calls]).toEqual([1, 0]);
    expect(simulator.calls.total).toBe(1);
  });

  it('counts the time in which at least one answer was waited for, not the sum', async () => {
    const { operation } = await host({}, { latencyMs: 60 });
    const session = operation();
    const startedAt = performance.now();
    await Promise.all([details(session), session.read(GetCurrencies, {}), session.read(WhmcsDetails, {})]);
    const passed = performance.now() - startedAt;
    expect(session.price.waitedMs).toBeGreaterThanOrEqual(59);
    expect(session.price.waitedMs).toBeLessThanOrEqual(Math.ceil(passed));
    const before = session.price.waitedMs;
    await details(session);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(session.price.waitedMs - before).toBeLessThan(25);
  });
});

describe('within an operation', () => {
  it('equal questions are asked once, also where nothing is shared', async () => {
    const { simulator, client } = await rig();
    const session = operationsOver(client, false).operation();
    const answers = await Promise.all([details(session), details(session)]);
    expect(await details(session)).toBe(answers[0]);
    expect(answers[1]).toBe(answers[0]);
    expect(simulator.calls.total).toBe(1);
    await details(operationsOver(client, false).operation());
    expect(simulator.calls.total).toBe(2);
  });

  it('everything is asked anew after a write, and what was learnt is forgotten', async () => {
    const { simulator, operation } = await host();
    const onWrite = vi.fn<() => void>();
    const session = operation({ onWrite });
    const before = await nameOf(session);
    expect(before).not.toBe('Grace');
    await rename(session, 'Grace');
    expect(onWrite).toHaveBeenCalledTimes(1);
    expect(await nameOf(session)).toBe('Grace');
    expect(simulator.calls.of('GetClientsDetails')).toBe(2);
  });

  it('a write that WHMCS refuses, or whose answer is lost, also has everything asked anew', async () => {
    const { simulator, operation } = await host();
    const onWrite = vi.fn<() => void>();
    for (const [index, kind] of (['json-error', 'reset-after'] as const).entries()) {
      const session = operation({ onWrite });
      await details(session);
      simulator.fail({ action: 'UpdateClient', kind, times: 1 });
      await failureOf(rename(session, 'Grace'));
      expect(onWrite).toHaveBeenCalledTimes(index + 1);
      const before = simulator.calls.of('GetClientsDetails');
      await details(session);
      expect(simulator.calls.of('GetClientsDetails')).toBe(before + 1);
    }
  });

  it('what is at hand is peeked at without asking', async () => {
    const { simulator, operation } = await host();
    expect(operation().peek(GetClientsDetails, { clientid: 1 })).toBeUndefined();
    const told = await details(operation());
    expect(operation().peek(GetClientsDetails, { clientid: 1 })).toEqual(told);
    expect(simulator.calls.total).toBe(1);
  });
});

describe('a write and the reads of other operations', () => {
  const name = (firstname: string) => ({ client: { id: 1, firstname } });

  /** Not the question that the write asks first, which would join this one under way. */
  const nameBesideStats = async (session: Session) =>
    (await session.read(GetClientsDetails, { clientid: 1, stats: true })).client.firstname;

  /** The write itself: before it is sent, the client is read, to know the write again by. */
  async function writeTo(whmcs: HeldWhmcs) {
    const read = await whmcs.next();
    expect(read.form.get('action')).toBe('GetClientsDetails');
    read.answer(name('Ada'));
    const write = await whmcs.next();
    expect(write.form.get('action')).toBe('UpdateClient');
    return write;
  }

  it('no read that was asked before its end is believed after it', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const before = nameBesideStats(operation());
    const readBefore = await whmcs.next();
    const writing = rename(operation(), 'Grace');
    const write = await writeTo(whmcs);
    const during = nameBesideStats(operation());
    const readDuring = await whmcs.next();

    readBefore.answer(name('Ada'));
    expect(await before).toBe('Ada');
    readDuring.answer(name('Ada'));
    expect(await during).toBe('Ada');
    // Not kept: whatever WHMCS says while it writes may be true no more.
    const again = nameBesideStats(operation());
    (await whmcs.next()).answer(name('Ada'));
    expect(await again).toBe('Ada');
    write.answer({ clientid: 1 });
    await writing;

    const after = nameBesideStats(operation());
    (await whmcs.next()).answer(name('Grace'));
    expect(await after).toBe('Grace');
    expect(whmcs.seen).toBe(6);
  });

  it('a slow read from before it, which lands after it, is believed by nobody else', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const before = nameBesideStats(operation());
    const slow = await whmcs.next();
    const writing = rename(operation(), 'Grace');
    (await writeTo(whmcs)).answer({ clientid: 1 });
    await writing;
    const after = nameBesideStats(operation());
    const fresh = await whmcs.next();
    slow.answer(name('Ada'));
    expect(await before).toBe('Ada');
    fresh.answer(name('Grace'));
    expect(await after).toBe('Grace');
    expect(await nameBesideStats(operation())).toBe('Grace');
    expect(whmcs.seen).toBe(4);
  });
});

describe('the deadline of an operation', () => {
  it('ends its reads with an error that says so', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const session = operation({ deadlineMs: 50 });
    const failed = failureOf(details(session));
    const { hungUp } = await whmcs.next();
    expect(await failed).toMatchObject({
      name: 'TimedOutError',
      message: expect.stringMatching(/longer than its 50 ms/),
    });
    await hungUp;
    expect(await failureOf(session.read(GetCurrencies, {}))).toHaveProperty('name', 'TimedOutError');
    expect(await failureOf(rename(session, 'Grace'))).toHaveProperty('name', 'TimedOutError');
    expect(whmcs.seen).toBe(1);
  });

  it('ends no read that another operation waits for', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    const hasty = failureOf(details(operation({ deadlineMs: 30 })));
    const patient = nameOf(operation());
    const request = await whmcs.next();
    expect(await hasty).toHaveProperty('name', 'TimedOutError');
    request.answer({ client: { id: 1, firstname: 'Ada' } });
    expect(await patient).toBe('Ada');
  });

  it('is not that of its writes, whose time is added', async () => {
    const { simulator, operation } = await host();
    simulator.fail({ action: 'UpdateClient', kind: 'latency', latencyMs: 250 });
    const session = operation({ deadlineMs: 200 });
    await rename(session, 'Grace');
    expect(await nameOf(session)).toBe('Grace');
  });
});

describe('a deadline in fake time', () => {
  afterEach(() => void vi.useRealTimers());

  it('passes while nothing is written, and only then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    let end: () => void = () => undefined;
    const answers = new Map([['UpdateClient', '{"result":"success","clientid":1}']]);
    const client = clientOf('http://127.0.0.1:9', { timeoutMs: 1e9, writeTimeoutMs: 1e9 }, () => ({
      post: async (command) => {
        await new Promise<void>((resolve) => (end = resolve));
        return {
          status: 200,
          text: answers.get(command) ?? '{"result":"success","client":{"id":1}}',
          retryAfterMs: undefined,
        };
      },
      close: () => Promise.resolve(),
    }));
    const session = operationsOver(client).operation({ deadlineMs: 30_000 });
    await vi.advanceTimersByTimeAsync(20_000);
    const writing = rename(session, 'Grace');
    // The read by which the write would be known again is no writing.
    await vi.advanceTimersByTimeAsync(2_000);
    end();
    // An answer is read in a turn of its own.
    await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(170_000);
    end();
    await writing;
    const first = details(session);
    await vi.advanceTimersByTimeAsync(7_000);
    end();
    await expect(first).resolves.toBeDefined();
    const second = failureOf(session.read(GetCurrencies, {}));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await second).toHaveProperty('name', 'TimedOutError');
  });
});

describe('when the caller goes away', () => {
  it('its reads end with the reason, and no new ones begin', async () => {
    const whmcs = await heldWhmcs();
    const caller = new AbortController();
    const session = operationsOver(clientOf(whmcs.url)).operation({ caller: caller.signal });
    const failed = failureOf(details(session));
    const { hungUp } = await whmcs.next();
    caller.abort(new Error('gone'));
    expect(await failed).toHaveProperty('message', 'gone');
    await hungUp;
    expect(await failureOf(session.read(GetCurrencies, {}))).toHaveProperty('message', 'gone');
    expect(await failureOf(rename(session, 'Grace'))).toHaveProperty('message', 'gone');
    expect(whmcs.seen).toBe(1);
  });

  it('a write that was begun runs to its end', async () => {
    const { simulator, client, operation } = await host();
    simulator.fail({ action: 'UpdateClient', kind: 'latency', latencyMs: 60 });
    const caller = new AbortController();
    const writing = rename(operation({ caller: caller.signal }), 'Grace');
    await expect.poll(() => simulator.calls.of('UpdateClient'), { interval: 2 }).toBe(1);
    caller.abort();
    await expect(writing).resolves.toMatchObject({ clientid: 1 });
    const { answer } = await client.call(GetClientsDetails, { clientid: 1 }, asking());
    expect(answer.client.firstname).toBe('Grace');
  });

  it('before the operation begins, nothing is asked', async () => {
    const { simulator, operation } = await host();
    const session = operation({ caller: AbortSignal.abort(new Error('gone')) });
    expect(await failureOf(details(session))).toHaveProperty('message', 'gone');
    expect(simulator.calls.total).toBe(0);
  });

  it('or does not, nobody listens to it when the operation is over', async () => {
    const { operation } = await host();
    const caller = new AbortController();
    const session = operation({ caller: caller.signal });
    await details(session);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    session.end();
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  });
});
