import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultKind } from '../../../src/simulator/index.ts';
import { WhmcsDetails } from '../../../src/whmcs/commands/system.ts';
import { giveUpWhatHangs } from '../../support/deadlines.ts';
import { asking, clientOf, failureOf, rig, serve, version, withoutPauses } from '../rig.ts';

describe('a read that fails for a moment', () => {
  const passing: readonly FaultKind[] = [
    'reset-before',
    'reset-after',
    'html-503',
    'html-500-after',
    'emitter-500-after',
    'truncated',
    'empty',
  ];

  it.each(passing)('is retried: %s', async (kind) => {
    withoutPauses();
    const whmcs = await rig();
    whmcs.simulator.fail({ kind, times: 2 });
    const ask = asking();
    expect((await version(whmcs, ask)).answer.whmcs.version).toBe('8.13.1');
    expect(ask.sent).toEqual(['WhmcsDetails', 'WhmcsDetails', 'WhmcsDetails']);
    expect(whmcs.simulator.calls.total).toBe(3);
  });

  it.each([...passing, 'hang'] as const)('is retried twice at most: %s', async (kind) => {
    withoutPauses();
    const whmcs = await rig();
    giveUpWhatHangs(whmcs.simulator);
    whmcs.simulator.fail({ kind });
    const ask = asking();
    await failureOf(version(whmcs, ask));
    expect(ask.sent).toHaveLength(3);
    expect(whmcs.simulator.calls.total).toBe(3);
  });

  it('is not retried for a probe', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind: 'html-503' });
    await failureOf(whmcs.client.call(WhmcsDetails, {}, { ...asking(), once: true }));
    expect(whmcs.simulator.calls.total).toBe(1);
  });

  it('is not retried where its declaration says so', async () => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind: 'html-503' });
    await failureOf(whmcs.client.call({ ...WhmcsDetails, retry: false }, {}, asking()));
    expect(whmcs.simulator.calls.total).toBe(1);
  });

  it.each([301, 302, 307, 401, 403, 404, 405])('is not retried for an empty body with HTTP %i', async (status) => {
    let seen = 0;
    const url = await serve((request, response) => {
      seen++;
      request.resume().once('end', () => response.writeHead(status, { location: 'https://elsewhere.example' }).end());
    });
    const error = await failureOf(version({ client: clientOf(url) }));
    expect([seen, error]).toEqual([1, expect.objectContaining({ name: 'UnexpectedAnswerError', status })]);
  });

  it.each([
    'html-200',
    'html-403',
    'xml',
    'text',
    'memory-exhausted',
    'json-error',
    'role',
    'wrong-credential',
    'wrong-ip',
  ] as const)('is not asked again where it will not mend itself: %s', async (kind) => {
    const whmcs = await rig();
    whmcs.simulator.fail({ kind });
    await failureOf(version(whmcs));
    expect(whmcs.simulator.calls.of('WhmcsDetails')).toBe(1);
  });

  it('is not retried if WHMCS cannot encode its answer, with any status', async () => {
    const message = 'Error generating JSON encoded response: Malformed UTF-8 characters, possibly incorrectly encoded';
    const whmcs = await serveFailure(500, { result: 'error', message });
    expect(await failureOf(version({ client: clientOf(whmcs.url) }))).toMatchObject({
      oddity: 'encoding',
      status: 500,
    });
    expect(whmcs.seen()).toBe(1);
  });
});

async function serveFailure(status: number, answer: object) {
  let seen = 0;
  const url = await serve((request, response) => {
    seen++;
    request.resume().once('end', () => response.writeHead(status).end(JSON.stringify(answer)));
  });
  return { url, seen: () => seen };
}

describe('between attempts', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  /** A client over a connection with these answers, and the times of its attempts in fake milliseconds. */
  function attempts(status: number, retryAfterMs?: number) {
    const times: number[] = [];
    const startedAt = Date.now();
    let elapsed = 0;
    const client = clientOf('http://127.0.0.1:9', { timeoutMs: 60_000 }, () => ({
      post: () => {
        times.push(elapsed);
        return Promise.resolve({ status, text: '', retryAfterMs });
      },
      close: () => Promise.resolve(),
    }));
    const pass = async (ms: number) => {
      for (; elapsed < ms; elapsed += 10) await vi.advanceTimersByTimeAsync(10);
      return [...times];
    };
    return { client, pass, startedAt };
  }

  it.each([
    [0, [0, 0, 0]],
    [0.5, [0, 100, 300]],
    [0.999, [0, 200, 600]],
  ])('a random part of 200 ms, then of 400 ms passes (%f)', async (random, expected) => {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const { client, pass } = attempts(503);
    const failed = failureOf(version({ client }));
    const times = await pass(700);
    expect(times).toHaveLength(3);
    times.forEach((time, index) => expect(Math.abs(time - (expected[index] ?? NaN))).toBeLessThanOrEqual(20));
    expect(await failed).toMatchObject({ name: 'UnexpectedAnswerError', status: 503 });
  });

  it('a server that asks for a short wait gets it', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { client, pass } = attempts(429, 1000);
    const failed = failureOf(version({ client }));
    const times = await pass(2500);
    expect(times).toHaveLength(3);
    expect(times[1]).toBeGreaterThanOrEqual(980);
    expect(await failed).toMatchObject({ name: 'BusyError', upstream: true, retryAfterMs: 1000 });
  });

  it('a server that asks for a long wait is not retried', async () => {
    const { client, pass } = attempts(429, 60_000);
    const failed = failureOf(version({ client }));
    expect(await pass(1000)).toHaveLength(1);
    expect(await failed).toMatchObject({ name: 'BusyError', retryAfterMs: 60_000 });
  });

  it('no retry is made for a caller who left', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const { client, pass } = attempts(503);
    const ask = asking();
    const failed = failureOf(version({ client }, ask));
    await pass(50);
    ask.leave(new Error('gone'));
    expect(await pass(1000)).toHaveLength(1);
    expect(await failed).toHaveProperty('message', 'gone');
  });
});

describe('Retry-After', () => {
  it.each([
    ['7', 7000],
    ['0', 0],
    ['1.5', 1000],
    ['99999999999', 86_400_000],
    ['-5', 1000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 1000],
  ])('%s is %i ms', async (header, retryAfterMs) => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(429, { 'retry-after': header }).end();
    });
    const error = await failureOf(clientOf(url).call(WhmcsDetails, {}, { ...asking(), once: true }));
    expect(error).toMatchObject({ name: 'BusyError', retryAfterMs });
  });
});
