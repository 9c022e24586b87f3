/** How an operation ends early: at its deadline, or when its caller goes away. */
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GetClientsDetails } from '../../../src/whmcs/commands/clients.ts';
import { GetCurrencies } from '../../../src/whmcs/commands/system.ts';
import { until } from '../../support/settled.ts';
import { asking, clientOf, failureOf, heldWhmcs } from '../../whmcs/rig.ts';
import { details, host, nameOf, operationsOver, rename } from './session-rig.ts';

/** From here on, the test advances the operation's time; sockets run as usual. */
const holdTime = () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
afterEach(() => void vi.useRealTimers());

describe('the deadline of an operation', () => {
  it('ends its reads with a timeout error', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    holdTime();
    const session = operation({ deadlineMs: 50 });
    const failed = failureOf(details(session));
    const { hungUp } = await whmcs.next();
    vi.advanceTimersByTime(50);
    expect(await failed).toMatchObject({
      name: 'TimedOutError',
      message: expect.stringMatching(/longer than its 50 ms/),
    });
    await hungUp;
    expect(await failureOf(session.read(GetCurrencies, {}))).toHaveProperty('name', 'TimedOutError');
    expect(await failureOf(rename(session, 'Grace'))).toHaveProperty('name', 'TimedOutError');
    expect(whmcs.seen).toBe(1);
  });

  it.each([-3_600_000, 86_400_000])('ends them on time even if the wall clock is set by %i ms', async (step) => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    holdTime();
    const session = operation({ deadlineMs: 50 });
    const failed = failureOf(details(session));
    const { hungUp } = await whmcs.next();
    vi.setSystemTime(Date.now() + step);
    vi.advanceTimersByTime(49);
    session.signal.throwIfAborted();
    vi.advanceTimersByTime(1);
    expect(await failed).toHaveProperty('name', 'TimedOutError');
    await hungUp;
  });

  it('does not end a read that another operation waits for', async () => {
    const whmcs = await heldWhmcs();
    const { operation } = operationsOver(clientOf(whmcs.url));
    holdTime();
    const hasty = failureOf(details(operation({ deadlineMs: 30 })));
    const patient = nameOf(operation());
    const request = await whmcs.next();
    vi.advanceTimersByTime(30);
    expect(await hasty).toHaveProperty('name', 'TimedOutError');
    request.answer({ client: { id: 1, firstname: 'Ada' } });
    expect(await patient).toBe('Ada');
  });

  it('does not end writes, and is extended by their duration', async () => {
    const { simulator, operation } = await host();
    simulator.fail({ action: 'UpdateClient', kind: 'latency', latencyMs: 250 });
    holdTime();
    const session = operation({ deadlineMs: 200 });
    const writing = rename(session, 'Grace');
    await until(() => simulator.calls.of('UpdateClient') === 1);
    vi.advanceTimersByTime(250);
    await writing;
    expect(await nameOf(session)).toBe('Grace');
  });
});

describe('a deadline in fake time', () => {
  it('runs only while nothing is being written', async () => {
    holdTime();
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
    // The read before the write, by which it can be recognised later, does not count as writing.
    await vi.advanceTimersByTimeAsync(2_000);
    end();
    // A response is decoded in a turn of its own.
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
  it('ends its reads with the reason, and starts no new ones', async () => {
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

  it('completes a started write', async () => {
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

  it('sends nothing if it goes before the operation starts', async () => {
    const { simulator, operation } = await host();
    const session = operation({ caller: AbortSignal.abort(new Error('gone')) });
    expect(await failureOf(details(session))).toHaveProperty('message', 'gone');
    expect(simulator.calls.total).toBe(0);
  });

  it('leaves no listener after the operation, gone or not', async () => {
    const { operation } = await host();
    const caller = new AbortController();
    const session = operation({ caller: caller.signal });
    await details(session);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    session.end();
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
  });
});
