/** A server with a number of PHP workers on a faked clock, under constant load. */
import { vi } from 'vitest';
import { Workers } from '../../../src/simulator/http/workers.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { GetCurrencies, GetPaymentMethods, WhmcsDetails } from '../../../src/whmcs/commands/system.ts';
import { reasonOf } from '../../../src/whmcs/transport/abort.ts';
import type { Http } from '../../../src/whmcs/transport/http.ts';
import { asking, clientOf } from '../rig.ts';

const commands = [WhmcsDetails, GetCurrencies, GetPaymentMethods];

/** Numbers between 0 and 1, evenly spread and the same in each run. */
function seeded(state: number): () => number {
  let now = state;
  return () => {
    now = (now * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return now / 2 ** 32;
  };
}

const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

export interface Server {
  /** The result of every request: a refusal at once, or no answer. */
  storm: null | 429 | 503 | 'hang';
  /** More workers. */
  hire(workers: number): void;
  load(options: { readonly maxConcurrency: number; readonly callers: number; readonly timeoutMs?: number }): Load;
}

export interface Load {
  readonly client: WhmcsClient;
  /** Runs for so many seconds; returns the limit and the average number of busy workers. */
  run(seconds: number): Promise<{ limit: number; busyWorkers: number }>;
}

/** @param usualMs the latency of each command, varied by half */
export function php(options: { readonly workers: number; readonly usualMs: Readonly<Record<string, number>> }): Server {
  const random = seeded(1);
  const pool = new Workers(options.workers);
  let workedMs = 0;
  const work = async (command: string) => {
    await pool.take();
    const ms = (options.usualMs[command] ?? 0) * (0.5 + random());
    await sleep(ms);
    workedMs += ms;
    pool.release();
    return { status: 200, text: '{"result":"success","whmcs":{}}', retryAfterMs: undefined };
  };
  const server: Server = {
    storm: null,
    hire(workers) {
      for (let worker = 0; worker < workers; worker++) pool.release();
    },
    load({ maxConcurrency, callers, timeoutMs = 2_000 }) {
      const http: Http = {
        async post(command, _form, signal) {
          if (server.storm === null) return work(command);
          if (server.storm === 'hang')
            return new Promise((_, reject) => signal.addEventListener('abort', () => reject(reasonOf(signal))));
          await sleep(20);
          return { status: server.storm, text: '<html>', retryAfterMs: 100 };
        },
        close: () => Promise.resolve(),
      };
      const client = clientOf(
        'http://whmcs.test',
        { maxConcurrency, timeoutMs, breaker: { failures: Infinity, percent: 100 } },
        () => http,
      );
      const able = commands.filter(({ name }) => name in options.usualMs);
      const askOn = async (): Promise<void> => {
        for (;;) {
          const command = able[Math.floor(random() * able.length)] ?? WhmcsDetails;
          await client.call(command, {}, asking()).catch(() => undefined);
        }
      };
      for (let caller = 0; caller < callers; caller++) void askOn();
      return {
        client,
        async run(seconds) {
          const before = workedMs;
          let sum = 0;
          for (let second = 0; second < seconds; second++) {
            await vi.advanceTimersByTimeAsync(1_000);
            sum += client.load.limit;
          }
          return { limit: sum / seconds, busyWorkers: (workedMs - before) / (seconds * 1_000) };
        },
      };
    },
  };
  return server;
}
