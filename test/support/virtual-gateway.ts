/**
 * A gateway over a simulated WHMCS, without sockets and in virtual time, which advances only while something waits for
 * it. Durations are exact, however slow the machine.
 */
import { setImmediate } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { engine } from '../../src/gateway/engine.ts';
import { graphql } from '../../src/gateway/graphql.ts';
import { defaultLimits } from '../../src/config/limits.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { until } from '../../src/graph/read/deadline.ts';
import { idempotency } from '../../src/graph/write/idempotency.ts';
import { schema } from '../../src/graph/schema.ts';
import { wallClock } from '../../src/graph/base/wall-clock.ts';
import { respond } from '../../src/simulator/api.ts';
import { WallClock } from '../../src/simulator/clock.ts';
import { decodeForm } from '../../src/simulator/http/form.ts';
import { demoCredential, type World } from '../../src/simulator/index.ts';
import { printed } from '../../src/simulator/http/printed.ts';
import { Wire } from '../../src/simulator/wire.ts';
import { buildWorld } from '../../src/simulator/world/build.ts';
import { floors } from '../../src/whmcs/cache/floors.ts';
import type { Http } from '../../src/whmcs/transport/http.ts';
import { clientOf } from '../whmcs/rig.ts';
import { upstreamOver } from './upstream.ts';

export interface VirtualOptions {
  /** The latency of WHMCS, in milliseconds. */
  readonly latency: (command: string, exists: boolean) => number;
  /** The minimum duration of a miss until enough latencies are known. */
  readonly negativeMs?: number;
  readonly deadlineMs?: number;
}

export interface Asked {
  readonly ms: number;
  readonly body: string;
  /** The commands sent to WHMCS meanwhile. */
  readonly calls: readonly string[];
}

export interface VirtualGateway {
  readonly world: World;
  /** Ignores the cache. */
  ask(viewer: Viewer, query: string, gone?: AbortSignal): Promise<Asked>;
}

/** Between two timers, all other work settles within this many turns of the event loop. */
const TURNS = 25;

/** Use it together with `useVirtualTime`. */
export function virtualGateway({ latency, negativeMs = 500, deadlineMs = 600_000 }: VirtualOptions): VirtualGateway {
  const world = buildWorld(60, 1, new WallClock('UTC'));
  const guard = { credentials: [demoCredential], allowedIps: 'any', accessKey: undefined } as const;
  const api = { world, wire: new Wire(true, 1), version: '8.13.1', guard };
  let calls: string[] = [];
  const http: Http = {
    async post(command, body) {
      calls.push(command);
      const { status, answer } = respond(api, {
        form: decodeForm(body),
        action: command,
        format: 'json',
        address: '127.0.0.1',
      });
      const exists = answer['result'] === 'success' && Number(answer['totalresults'] ?? 1) !== 0;
      await new Promise<void>((resolve) => void setTimeout(resolve, latency(command, exists)));
      return { status, text: printed(answer, 'json', command).body, retryAfterMs: undefined };
    },
    close: () => Promise.resolve(),
  };
  const client = clientOf('http://whmcs.test', {}, () => http);
  const upstream = upstreamOver(client, { shared: false });
  const log = createLog({ level: 'silent', secrets: [] });
  const operations = engine({
    schema,
    log,
    budget: defaultLimits.budget,
    rows: defaultLimits.rows,
    document: defaultLimits.document,
    rateLimitOf: () => undefined,
    queue: { busy: () => null },
    installed: {
      ...upstream,
      deadlineMs,
      floors: floors(negativeMs),
      clock: wallClock('UTC'),
      idempotency: idempotency(upstream.journal),
    },
  });
  const gateway = graphql({ engine: operations, log, answerBytes: defaultLimits.answerBytes });
  return {
    world,
    async ask(viewer, query, gone = new AbortController().signal) {
      calls = [];
      const begunAt = performance.now();
      const answer = gateway.handle(
        {
          method: 'POST',
          path: '/graphql',
          accept: 'application/json',
          contentType: 'application/json',
          body: JSON.stringify({ query }),
        },
        {
          requestId: 'r',
          viewer,
          options: { noCache: true, explain: null, lane: 'interactive' },
          caller: until(gone),
          requestBytes: 0,
          codes: [],
        },
      );
      const ms = answer.then(() => performance.now() - begunAt);
      await advanceUntil(ms);
      return { ms: await ms, body: (await answer).body, calls };
    },
  };
}

/** The promises that callers wait for at this moment. */
const pending = new Set<Promise<unknown>>();

/** Advances time until the promise settles. */
async function advanceUntil(awaited: Promise<unknown>): Promise<void> {
  const isFirst = pending.size === 0;
  const settled = awaited.then(
    () => void pending.delete(settled),
    () => void pending.delete(settled),
  );
  pending.add(settled);
  if (!isFirst) return settled;
  while (pending.size > 0) {
    for (let turn = 0; turn < TURNS; turn++) await setImmediate();
    if (pending.size === 0) return;
    if (vi.getTimerCount() === 0) expect.fail('it waits for something that is no timer');
    vi.advanceTimersToNextTimer();
  }
}

/** From here on, time stands still except where `virtualGateway` advances it. */
export const useVirtualTime = (): void =>
  void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
