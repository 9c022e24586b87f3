/** A client over a WHMCS on a real socket, and the context of an operation. Everything is closed after the test. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, vi } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.ts';
import type { CacheReadOptions } from '../../src/whmcs/cache/cache.ts';
import { whmcsClient, type WhmcsClient, type WhmcsClientOptions } from '../../src/whmcs/client.ts';
import { GetClientsDetails, UpdateClient } from '../../src/whmcs/commands/clients.ts';
import { WhmcsDetails } from '../../src/whmcs/commands/system.ts';
import type { Http } from '../../src/whmcs/transport/http.ts';
import { DEADLINE_MS } from '../support/deadlines.ts';

export interface Asking extends CacheReadOptions {
  /** The commands of the requests that were sent on behalf of this operation. */
  readonly sent: readonly string[];
  readonly hits: number;
  /** The ages of the stale answers, in milliseconds. */
  readonly ages: readonly number[];
  /** The caller leaves. */
  leave(reason?: Error): void;
}

/** One operation, as the client and the cache see it. */
export function asking(terms: Pick<CacheReadOptions, 'allowStale' | 'fallback' | 'noCache' | 'lane'> = {}): Asking {
  const caller = new AbortController();
  const sent: string[] = [];
  const ages: number[] = [];
  let hits = 0;
  return {
    ...terms,
    signal: caller.signal,
    meter: { called: (command) => void sent.push(command), unsent: () => void sent.pop() },
    hit: () => void hits++,
    used: (_, age) => void (age !== null && ages.push(age)),
    sent,
    ages,
    get hits() {
      return hits;
    },
    leave: (reason) => caller.abort(reason),
  };
}

export type ClientOptions = Partial<WhmcsClientOptions>;

/** A client with the simulator's usual credential. */
export function clientOf(base: string, options: ClientOptions = {}, http?: (url: URL) => Http): WhmcsClient {
  const url = new URL(`${base}/includes/api.php`);
  const all: WhmcsClientOptions = {
    url,
    identifier: 'demo-identifier',
    secret: 'demo-secret',
    maxConcurrency: 4,
    maxQueued: 200,
    timeoutMs: DEADLINE_MS,
    writeTimeoutMs: DEADLINE_MS,
    ...options,
  };
  return http ? whmcsClient(all, http(url)) : whmcsClient(all);
}

export interface Rig {
  readonly simulator: Simulator;
  readonly client: WhmcsClient;
}

/** A client over a small simulated host. */
export async function rig(options: ClientOptions = {}, simulated: SimulatorOptions = {}): Promise<Rig> {
  const simulator = await startSimulator({ clients: 8, ...simulated });
  const client = clientOf(simulator.url, { ...simulator.credential, ...options });
  onTestFinished(async () => {
    // A test may have closed one of them already.
    await Promise.allSettled([simulator.close(), client.close()]);
  });
  return { simulator, client };
}

/** A web server of the test; its address is that of a WHMCS. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : expect.fail('no port');
}

/** A request that WHMCS has received and not answered. */
export interface Held {
  readonly form: URLSearchParams;
  answer(answer: object): void;
  /** Resolves when the caller has closed the connection. */
  readonly hungUp: Promise<void>;
}

export interface HeldWhmcs {
  readonly url: string;
  /** The number of requests so far. */
  readonly seen: number;
  /** The next request, in order of arrival. */
  next(): Promise<Held>;
}

/** A WHMCS that answers when the test says so. */
export async function heldWhmcs(): Promise<HeldWhmcs> {
  const held: Held[] = [];
  const waiting: ((request: Held) => void)[] = [];
  let seen = 0;
  const hold = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request));
    seen++;
    const each: Held = {
      form,
      answer: (answer) => void response.end(JSON.stringify({ result: 'success', ...answer })),
      hungUp: new Promise((resolve) => response.once('close', () => void (response.writableEnded || resolve()))),
    };
    const taker = waiting.shift();
    if (taker) taker(each);
    else held.push(each);
  };
  const url = await serve((request, response) => void hold(request, response));
  return {
    url,
    get seen() {
      return seen;
    },
    next() {
      const first = held.shift();
      return first ? Promise.resolve(first) : new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/** The error that a promise is rejected with. */
export async function failureOf(promise: unknown): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('it did not fail');
}

/** The cheapest request. */
export const version = ({ client }: Pick<Rig, 'client'>, ask: Asking = asking()) => client.call(WhmcsDetails, {}, ask);

/** A write with a visible effect: client 1 gets another first name. */
export const rename = ({ client }: Pick<Rig, 'client'>, firstname: string, ask: Asking = asking()) =>
  client.call(UpdateClient, { clientid: 1, firstname }, ask);

export const nameOf = async ({ client }: Pick<Rig, 'client'>) =>
  (await client.call(GetClientsDetails, { clientid: 1 }, asking())).answer.client.firstname;

/** Retries without their pauses. */
export const withoutPauses = () => vi.spyOn(Math, 'random').mockReturnValue(0);
