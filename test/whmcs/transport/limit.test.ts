import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BusyError } from '../../../src/whmcs/errors.ts';
import { php } from './php-workers.ts';
import { queueOf } from './queue-rig.ts';
import { asking, clientOf, failureOf, heldWhmcs, rename, serve, version } from '../rig.ts';

describe('the limit of concurrent calls', () => {
  it('holds for any number of requests', async () => {
    let active = 0;
    let most = 0;
    const url = await serve((request, response) => {
      most = Math.max(most, ++active);
      request.resume();
      setTimeout(() => {
        active--;
        response.end('{"result":"success","whmcs":{}}');
      }, 10);
    });
    const client = clientOf(url, { maxConcurrency: 3 });
    const calls = Array.from({ length: 12 }, () => version({ client }));
    expect(client.load).toMatchObject({ active: 3, queued: 9 });
    await Promise.all(calls);
    expect(most).toBe(3);
    expect(client.load).toMatchObject({ active: 0, queued: 0 });
  });

  it('a full queue refuses at once, and says when to retry', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url, { maxConcurrency: 1, maxQueued: 2 });
    const ask = asking();
    const calls = [1, 2, 3].map(() => version({ client }, ask));
    const refused = asking();
    const error = await failureOf(version({ client }, refused));
    expect(error).toMatchObject({ name: 'BusyError', upstream: false });
    expect(error).toHaveProperty('retryAfterMs', expect.any(Number));
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/2 calls to WHMCS are waiting already; try again in [1-9]\d* ms/),
    );
    expect(refused.sent).toEqual([]);
    for (let call = 0; call < 3; call++) (await whmcs.next()).answer({ whmcs: {} });
    await Promise.all(calls);
    expect(ask.sent).toHaveLength(3);
    expect(whmcs.seen).toBe(3);
  });

  it('a write without room was not sent', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url, { maxConcurrency: 1, maxQueued: 0 });
    const first = version({ client });
    expect(await failureOf(rename({ client }, 'Grace'))).toMatchObject({ name: 'BusyError' });
    (await whmcs.next()).answer({ whmcs: {} });
    await first;
  });

  it('a call that leaves the queue is not sent, and those behind it have their turn', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url, { maxConcurrency: 1 });
    const first = version({ client });
    const [second, third] = [asking(), asking()];
    const left = failureOf(version({ client }, second));
    const last = version({ client }, third);
    expect(client.load.queued).toBe(2);
    second.leave(new Error('gone'));
    expect(await left).toHaveProperty('message', 'gone');
    expect(client.load.queued).toBe(1);
    (await whmcs.next()).answer({ whmcs: {} });
    await first;
    (await whmcs.next()).answer({ whmcs: {} });
    await last;
    expect(second.sent).toEqual([]);
    expect(whmcs.seen).toBe(2);
    expect(client.load).toMatchObject({ active: 0, queued: 0 });
  });

  it('a write that leaves the queue was not sent, and its outcome is known', async () => {
    const whmcs = await heldWhmcs();
    const client = clientOf(whmcs.url, { maxConcurrency: 1 });
    const first = version({ client });
    const ask = asking();
    const left = failureOf(rename({ client }, 'Grace', ask));
    ask.leave(new Error('gone'));
    expect(await left).toMatchObject({ name: 'Error', message: 'gone' });
    (await whmcs.next()).answer({ whmcs: {} });
    await first;
    expect(whmcs.seen).toBe(1);
  });

  it('the time in the queue does not count towards the timeout', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const server = php({ workers: 1, usualMs: { WhmcsDetails: 100 } });
    const { client } = server.load({ maxConcurrency: 1, callers: 0, timeoutMs: 250 });
    const ask = asking();
    const calls = Array.from({ length: 5 }, () => version({ client }, ask));
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(calls);
    expect(ask.sent).toHaveLength(5);
  });
});

describe('a queue', () => {
  it('is served in order of arrival', async () => {
    const { add, end, begun, slots } = queueOf(2, 9);
    const all = Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => add(name)));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
    await end('d');
    await end('e');
    await all;
    expect([slots.active, slots.queued]).toEqual([0, 0]);
  });

  it('continues as soon as WHMCS has finished a call, whatever becomes of its answer', async () => {
    const { add, end, land, begun, slots } = queueOf(1, 9);
    const all = Promise.all(['a', 'b', 'c'].map((name) => add(name)));
    await land('a');
    await land('a');
    expect(begun).toEqual(['a', 'b']);
    await end('a');
    expect([begun, slots.active, slots.queued]).toEqual([['a', 'b'], 1, 1]);
    await end('b');
    await end('c');
    await all;
    expect([slots.active, slots.queued]).toEqual([0, 0]);
  });

  it('continues behind calls that left, and behind a task that failed', async () => {
    const { add, end, begun, slots } = queueOf(1, 9);
    const first = add('first');
    const leavers = [new AbortController(), new AbortController(), new AbortController()];
    const left = leavers.map(({ signal }, index) => failureOf(add(`left ${index}`, { signal })));
    const failing = failureOf(
      slots.execute(
        { name: 'failing', kind: 'read' },
        () => Promise.reject(new Error('no')),
        new AbortController().signal,
      ),
    );
    const last = add('last');
    for (const leaver of leavers) leaver.abort(new Error('gone'));
    expect(await Promise.all(left)).toMatchObject([{ message: 'gone' }, { message: 'gone' }, { message: 'gone' }]);
    await end('first');
    expect(await failing).toHaveProperty('message', 'no');
    await end('last');
    await Promise.all([first, last]);
    expect(begun).toEqual(['first', 'last']);
    expect([slots.active, slots.queued]).toEqual([0, 0]);
  });

  it('has room again for each call that left', async () => {
    const { add, end } = queueOf(1, 1);
    const first = add('first');
    const leaver = new AbortController();
    const left = failureOf(add('left', { signal: leaver.signal }));
    expect(await failureOf(add('refused'))).toHaveProperty('name', 'BusyError');
    leaver.abort(new Error('gone'));
    await left;
    const second = add('second');
    await end('first');
    await end('second');
    await Promise.all([first, second]);
  });

  it('asks refused callers to retry when it should have emptied, by the latency of calls', async () => {
    const { add, end } = queueOf(2, 4);
    const refusal = async () => {
      const error = await failureOf(add('refused'));
      return error instanceof BusyError ? error.retryAfterMs : expect.fail('it was not refused');
    };
    const names = Array.from({ length: 40 }, (_, index) => `call ${index}`);
    const [now, soon] = [names.slice(0, 6), names.slice(6)];
    const all = now.map((name) => add(name));
    expect(await refusal()).toBe(600);
    // Calls that take two seconds each.
    for (const [index, name] of soon.entries()) {
      await end(names[index] ?? '', 2000);
      all.push(add(name));
    }
    const later = await refusal();
    expect(later).toBeGreaterThan(3000);
    expect(later).toBeLessThan(20_000);
    for (const name of names) await end(name);
    await Promise.all(all);
  });

  it('asks no caller to wait for hours, however long its calls take', async () => {
    const { add, end, drain } = queueOf(1, 1);
    void add('minutes', { kind: 'write' });
    void add('waits', { kind: 'write' });
    await end('minutes', 3_600_000);
    void add('waits too', { kind: 'write' });
    expect(await failureOf(add('refused'))).toHaveProperty('retryAfterMs', 60_000);
    await drain();
  });

  it('removes its listener from a signal when the call starts or is refused', async () => {
    const { add, drain } = queueOf(1, 1);
    const [started, refused] = [new AbortController().signal, new AbortController().signal];
    void add('first');
    void add('started', { signal: started });
    await failureOf(add('refused', { signal: refused }));
    expect([started, refused].map((signal) => getEventListeners(signal, 'abort').length)).toEqual([1, 0]);
    await drain();
    expect(getEventListeners(started, 'abort')).toEqual([]);
  });

  it('is not entered by a caller who has already left', async () => {
    const { add, begun } = queueOf(1, 1);
    expect(await failureOf(add('gone', { signal: AbortSignal.abort(new Error('gone')) }))).toHaveProperty(
      'message',
      'gone',
    );
    expect(begun).toEqual([]);
  });
});
