/** Load: the same request repeatedly over 32 connections, and its cost for the server. */
import autocannon from 'autocannon';
import { OperationFailed, type Operation } from './operation.ts';
import type { MeasuredProcess } from './processes.ts';

export const CONNECTIONS = 32;

/** The duration in seconds, or the number of answered requests. */
export type Length = { readonly duration: number } | { readonly amount: number };

export interface Effort {
  /** Warm-up, not measured: until V8 has compiled the hot code. */
  readonly warmUp: Length;
  readonly measured: Length;
}

export interface Load {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the server process, per request. */
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
  /** Until the last response. */
  readonly seconds: number;
  /** The milliseconds of each response except a connection's first, in ascending order. */
  readonly sorted: readonly number[];
}

/** @throws OperationFailed unless every response is valid */
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
  // Computed here: autocannon reports whole milliseconds and whole seconds only.
  run.on('response', (connection, _status, _bytes, ms) => {
    answered++;
    endedAt = performance.now();
    // Node accepts one connection per turn of its loop, while it serves earlier ones: the last waits for many.
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

/** Without parsing, which would slow the load down: quotes inside a JSON string would be escaped. */
const isGood = (body: string): boolean => body.startsWith('{"data":{') && !body.includes('"errors":');

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
