/** Overload: ten times as many requests as WHMCS can answer, at a constant rate, and how soon each is rejected. */
import { Agent, request, type RequestOptions } from 'node:http';
import { startSimulator } from '../../src/simulator/index.ts';
import { OperationFailed, requestAs } from './operation.ts';
import type { Processes } from './processes.ts';

export interface Overload {
  /** Requests in a second; WHMCS can answer a tenth of them. */
  readonly offeredPerSecond: number;
  readonly answered: Times;
  readonly refused: Times;
  /** The delay of /health/live meanwhile. */
  readonly health: Times;
}

export interface Times {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const LATENCY_MS = 100;
const CONCURRENCY = 8;
const TIMES = 10;
const OFFERED = (TIMES * CONCURRENCY * 1_000) / LATENCY_MS;

/** @param seconds measured, after the same time in which the queue fills */
export async function measureOverload(processes: Processes, seconds: number): Promise<Overload> {
  const amount = OFFERED * seconds;
  const simulator = await startSimulator({ clients: 2 * amount, latencyMs: LATENCY_MS });
  const gateway = processes.fork('gateway-process');
  try {
    const url = await gateway.start({ whmcs: simulator.url, concurrency: CONCURRENCY });
    const healthUrl = new URL('/health/live', url).href;
    await offer(url, healthUrl, 1, amount);
    return { offeredPerSecond: OFFERED, ...(await offer(url, healthUrl, amount + 1, amount)) };
  } finally {
    await gateway.end();
    await simulator.close();
  }
}

/** Sends each request at its time, whether or not earlier ones are answered. */
async function offer(url: string, healthUrl: string, first: number, amount: number) {
  const agent = new Agent({ keepAlive: true });
  const answered: number[] = [];
  const refused: number[] = [];
  const health: number[] = [];
  const ask = async (id: number): Promise<void> => {
    const { headers, body } = requestAs('staff', question, { id: String(id) });
    const startedAt = performance.now();
    const text = await sent(url, { method: 'POST', headers, agent }, body);
    const ms = performance.now() - startedAt;
    if (text.startsWith('{"data":{') && !text.includes('"errors":')) answered.push(ms);
    else if (/"code":"(?:WHMCS_BUSY|RATE_LIMITED)"/.test(text)) refused.push(ms);
    else throw new OperationFailed(`overload: ${text.slice(0, 600)}`);
  };
  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    await sent(healthUrl, { agent });
    health.push(performance.now() - startedAt);
  };
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  const looked: Promise<void>[] = [];
  while (asked.length < amount) {
    const due = Math.min(amount, Math.ceil(((performance.now() - startedAt) * OFFERED) / 1_000));
    looked.push(look());
    while (asked.length < due) asked.push(ask(first + asked.length));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all([...asked, ...looked]);
  agent.destroy();
  return { answered: timesOf(answered), refused: timesOf(refused), health: timesOf(health) };
}

/** fetch would cost the load more than the response costs the gateway. */
const sent = (url: string, options: RequestOptions, body = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    request(url, options, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (piece: string) => (text += piece))
        .on('end', () => resolve(text))
        .on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });

const question = 'query Overload($id: ID!) { client(id: $id) { fullName email status } }';

function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (part: number): number =>
    sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN;
  return { count: sorted.length, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
}
