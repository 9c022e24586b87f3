import { afterEach, expect, it, vi } from 'vitest';
import { untilSignalled } from '../../src/cli/run-gateway.ts';
import { withTimeout } from '../../src/gateway/http/timeout.ts';

afterEach(() => {
  vi.useRealTimers();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal);
});

it.each([
  [true, 'ok'],
  [false, 'cutOff'],
] as const)('an end in which all could be done in time or not (%s) is %s', async (inTime, ending) => {
  vi.useFakeTimers();
  const announced: string[] = [];
  const ended = untilSignalled(
    () => Promise.resolve(inTime),
    (signal) => void announced.push(signal),
  );
  process.emit('SIGTERM');
  expect([await ended, announced]).toEqual([ending, ['SIGTERM']]);
});

it('ends the process if a request hangs after the deadline', async () => {
  vi.useFakeTimers();
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const ended = untilSignalled(
    () => Promise.resolve(false),
    () => undefined,
  );
  process.emit('SIGTERM');
  await ended;
  vi.advanceTimersByTime(60_000);
  expect(exit.mock.calls).toEqual([[5]]);
});

it('drains for its time, or until the next signal, and then announces the end', async () => {
  vi.useFakeTimers();
  for (const cut of [false, true]) {
    const events: string[] = [];
    const ended = untilSignalled(
      () => Promise.resolve(true),
      (signal) => void events.push(signal),
      { ms: 10_000, begin: () => void events.push('draining') },
    );
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(events).toEqual(['draining']);
    if (cut) process.emit('SIGINT');
    else await vi.advanceTimersByTimeAsync(1);
    expect([await ended, events]).toEqual(['ok', ['draining', cut ? 'SIGINT' : 'SIGTERM']]);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal);
  }
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for requests that end, and not for others', async () => {
  vi.useFakeTimers();
  expect(await withTimeout(1_000, Promise.resolve())).toBe(true);
  const hangs = withTimeout(1_000, new Promise(() => undefined));
  vi.advanceTimersByTime(1_000);
  expect(await hangs).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
