/** Load: the same request again and again over 32 connections, and what that costs the one who answers. */
import autocannon from 'autocannon';
import { OperationFailed, type Operation } from './operation.ts';
import type { MeasuredProcess } from './processes.ts';

export const CONNECTIONS = 32;

/** For so many seconds, or until so many requests are answered. */
export type Length = { readonly duration: number } | { readonly amount: number };

export interface Effort {
  /** Not measured: until V8 has compiled what is hot. */
  readonly warmUp: Length;
  readonly measured: Length;
}

export interface Load {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the answering process, per request. */
  readonly cpuMicros: number;
}

export async function underLoad(
  server: MeasuredProcess,
  operation: Operation,
  url: string,
  { warmUp, measured }: Effort,
): Promise<Load> {
  await fire(operation, url, warmUp);
  const before = await server.cpuMicros();
  const { answered, seconds, sorted } = await fire(operation, url, measured);
  const used = (await server.cpuMicros()) - before;
  return {
    requestsPerSecond: answered / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    cpuMicros: used / answered,
  };
}

interface Fired {
  readonly answered: number;
  /** Until the last answer. */
  readonly seconds: number;
  /** The milliseconds of each answer but a connection's first, fastest first. */
  readonly sorted: readonly number[];
}

/** @throws OperationFailed unless every answer is a good one */
export async function fire({ name, headers, body, next }: Operation, url: string, length: Length): Promise<Fired> {
  const times: number[] = [];
  const accepted = new Set<unknown>();
  let answered = 0;
  let unanswered = '';
  const startedAt = performance.now();
  let endedAt = startedAt;
  const run = autocannon({
    url,
    method: 'POST',
    headers,
    body,
    ...(next && { requests: [{ setupRequest: (request) => ({ ...request, body: next() }) }] }),
    connections: CONNECTIONS,
    sampleInt: 50,
    timeout: 60,
    verifyBody: isGood,
    ...length,
  });
  // Own figures rather than autocannon's, which knows whole milliseconds and whole seconds.
  run.on('response', (connection, _status, _bytes, ms) => {
    answered++;
    endedAt = performance.now();
    // Node accepts one connection each time around its loop, while those before it are served: the last waits for many.
    if (accepted.has(connection)) times.push(ms);
    else accepted.add(connection);
  });
  run.on('reqError', ({ message }) => {
    unanswered = ` (${message})`;
  });
  const { errors, non2xx, mismatches } = await run;
  if (errors + non2xx + mismatches > 0 || answered === 0) {
    const wrong = `${errors} unanswered${unanswered}, ${non2xx} refused, ${mismatches} with errors`;
    throw new OperationFailed(`${name}: under load: ${answered} requests answered, ${wrong}`);
  }
  return { answered, seconds: (endedAt - startedAt) / 1000, sorted: times.toSorted((a, b) => a - b) };
}

/** Without parsing, which would slow the load down: inside a JSON string the quotes would be escaped. */
const isGood = (body: string): boolean => body.startsWith('{"data":{') && !body.includes('"errors":');

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
