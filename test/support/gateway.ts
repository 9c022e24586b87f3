import { afterAll, beforeAll } from 'vitest';
import { bearerTokens, type Token } from '../../src/access/authenticate.ts';
import { restricted, staff } from '../../src/access/viewer.ts';
import { startGateway as start, type GatewayOptions } from '../../src/gateway/gateway.ts';
import { defaultLimits } from '../../src/config/limits.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import type { Forecast } from '../../src/graph/base/call-forecast.ts';
import type { Decision } from '../../src/graph/read/plan.ts';
import { memoryJournal } from '../../src/journal/memory.ts';
import { startSimulator, type CallEntry, type Simulator, type SimulatorOptions } from '../../src/simulator/index.ts';
import { DEADLINE_MS } from './deadlines.ts';
import { holdsNoSecret } from './secrets.ts';

/** The caller: one of the usual three, any other token, or anonymous. */
export type As = 'staff' | 'partner' | 'client' | (string & {}) | null;

/** The demo's viewers; a token is its viewer's name. */
export const usualTokens: readonly Token[] = [
  { token: 'staff', viewer: staff('staff') },
  { token: 'partner', viewer: restricted('partner', 'PARTNER', [1, 2, 3, 4, 5]) },
  { token: 'client', viewer: restricted('client', 'CLIENT', [1]) },
];

/** A slow machine must not count as overload. */
const unhurried = { ...defaultLimits.load, turnMs: 600_000 };

export interface TestGatewayOptions {
  /** A simulator that already runs keeps running at the end. */
  readonly simulator?: SimulatorOptions | Simulator;
  /** In addition to the usual three. */
  readonly tokens?: readonly Token[];
  readonly whmcs?: Partial<GatewayOptions['whmcs']>;
  readonly gateway?: Partial<Omit<GatewayOptions, 'whmcs'>>;
}

export interface ResponseError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; [key: string]: unknown };
}

export interface Price {
  calls: number;
  byCommand: Record<string, number>;
  cacheHits: number;
  stale: unknown[];
  waitedMs: number;
  plan?: readonly Decision[];
  forecast?: Forecast;
}

export interface Executed<TData> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: TData;
  readonly errors: ResponseError[] | undefined;
  readonly extensions: { whmcs?: Price } | undefined;
  /** The calls that WHMCS received meanwhile: the truth that `extensions.whmcs` must match. */
  readonly calls: readonly CallEntry[];
}

/** A document as text, or as codegen types it. */
export interface TypedText<TData, TVariables> {
  toString(): string;
  __apiType?(variables: TVariables): TData;
}

export interface ExecuteOptions {
  readonly as?: As;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** The data of the response may hold secrets: it is the payload of a mutation that reveals them. */
  readonly reveals?: boolean;
}

export interface TestGateway {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly simulator: Simulator;
  /** Sends an operation over HTTP, as staff by default. */
  execute<TData = Record<string, unknown>, TVariables = Record<string, unknown>>(
    document: string | TypedText<TData, TVariables>,
    variables?: TVariables,
    options?: ExecuteOptions,
  ): Promise<Executed<TData>>;
  /** Sends any request. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** As SIGHUP does. */
  renewGroups(): void;
  close(): Promise<void>;
}

/** Starts a gateway over a simulator, both on free ports. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const given = options.simulator;
  const ownSimulator = given !== undefined && 'calls' in given ? undefined : await startSimulator(given);
  const simulator = ownSimulator ?? (given as Simulator);
  const logged: string[] = [];
  const gateway = await start({
    listen: { host: '127.0.0.1', port: 0 },
    authenticate: bearerTokens([...usualTokens, ...(options.tokens ?? [])]),
    journal: memoryJournal(),
    sharedCache: true,
    log: createLog({ level: 'trace', secrets: [] }, { write: (lines) => void logged.push(lines) }),
    ...options.gateway,
    // No timeout fires on a slow machine, and nothing waits for missing data.
    limits: { operationMs: 600_000, patienceMs: 600_000, negativeMs: 0, load: unhurried, ...options.gateway?.limits },
    whmcs: {
      url: new URL(`${simulator.url}/includes/api.php`),
      ...simulator.credential,
      timezone: 'UTC',
      maxConcurrency: 4,
      timeoutMs: DEADLINE_MS,
      writeTimeoutMs: DEADLINE_MS,
      ...options.whmcs,
    },
  });

  return {
    url: gateway.url,
    simulator,
    async fetch(path, init) {
      const response = await fetch(`${gateway.url}${path}`, init);
      holdsNoSecret((await response.clone().text()) + JSON.stringify([...response.headers]), 'a response');
      return response;
    },
    renewGroups: () => gateway.renewGroups(),
    async execute(document, variables, { as = 'staff', headers = {}, signal, reveals = false } = {}) {
      const before = simulator.calls.entries.length;
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(as === null ? {} : { authorization: `Bearer ${as}` }),
          ...headers,
        },
        body: JSON.stringify({ query: String(document), variables }),
        ...(signal && { signal }),
      });
      const text = await response.text();
      const body = JSON.parse(text) as Pick<Executed<never>, 'data' | 'errors' | 'extensions'>;
      const { data, errors, extensions } = body;
      const checked = reveals ? JSON.stringify({ errors, extensions }) : text;
      holdsNoSecret(checked + JSON.stringify([...response.headers]), 'a response');
      return {
        status: response.status,
        headers: response.headers,
        data,
        errors,
        extensions,
        calls: simulator.calls.entries.slice(before),
      };
    },
    async close() {
      const told = await (await fetch(`${gateway.url}/metrics`)).text();
      await gateway.close();
      holdsNoSecret(told, 'what metrics tell');
      holdsNoSecret(logged.join(''), 'the log');
      await ownSimulator?.close();
    },
  };
}

/** A gateway for the tests of a file or of a describe block: started before them, closed after them. */
export function useGateway(options: TestGatewayOptions = {}): TestGateway {
  let running: TestGateway | undefined;
  beforeAll(async () => {
    running = await startTestGateway(options);
  });
  afterAll(() => running?.close());
  const gateway = (): TestGateway => {
    if (!running) throw new Error('the gateway starts in beforeAll; use it inside tests and hooks');
    return running;
  };
  return {
    get url() {
      return gateway().url;
    },
    get simulator() {
      return gateway().simulator;
    },
    execute: (document, variables, asked) => gateway().execute(document, variables, asked),
    fetch: (path, init) => gateway().fetch(path, init),
    renewGroups: () => gateway().renewGroups(),
    close: () => gateway().close(),
  };
}
