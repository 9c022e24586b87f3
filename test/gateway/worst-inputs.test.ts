/**
 * Whatever a caller puts into an input, others are served meanwhile: every argument and input field of the schema takes a megabyte of
 * the worst, while GET /health/live is asked over and over. Its worst delay is measured against parsing and printing 1 MiB of JSON.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { freePort, runCli, type Cli } from '../support/cli.ts';
import { placesOf, worst, type Place } from '../support/worst-inputs.ts';

/** How often as long as parsing and printing 1 MiB others may have to wait; that takes some 10 ms. */
const MOST_TIMES = 12;
/** What another process has held up is not held up again. */
const ATTEMPTS = 6;

const json = JSON.stringify(
  Array.from({ length: 8_000 }, (_, id) => ({ id, name: `Somebody ${id}`, tags: ['a', 'b'], text: 'x'.repeat(60) })),
);

function measure(): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    JSON.stringify(JSON.parse(json));
    return performance.now() - startedAt;
  });
  return (Math.max(...times) * 1024 * 1024) / json.length;
}

let simulator: Simulator;
let cli: Cli;
let port: number;
const agent = new Agent({ keepAlive: true });

const send = (path: string, body?: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer a-token-of-the-staff', 'content-type': 'application/json' };
    const asking = request(
      { port, host: '127.0.0.1', path, agent, method: body === undefined ? 'GET' : 'POST', headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
      },
    );
    asking.on('error', reject).end(body);
  });

beforeAll(async () => {
  simulator = await startSimulator({ clients: 10 });
  port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'gateway-worst-'));
  const config = join(folder, 'gateway.yaml');
  writeFileSync(config, `journal: { directory: ${JSON.stringify(join(folder, 'journal'))} }\n`);
  cli = runCli(['serve'], {
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: simulator.credential.identifier,
    WHMCS_SECRET: simulator.credential.secret,
    GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
    GATEWAY_CONFIG: config,
    PORT: String(port),
  });
  await vi.waitUntil(() => cli.stderr().includes('"msg":"listening"'), { timeout: 120_000 });
});

afterAll(async () => {
  agent.destroy();
  cli.child.kill('SIGTERM');
  await cli.exit;
  await simulator.close();
});

/** The worst delay of requests for /health/live meanwhile. */
async function delayBeside(body: string): Promise<{ delay: number; status: number; text: string }> {
  let worstDelay = 0;
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const startedAt = performance.now();
      await send('/health/live');
      worstDelay = Math.max(worstDelay, performance.now() - startedAt);
    }
  })();
  const { status, text } = await send('/graphql', body);
  over.abort();
  await asking;
  return { delay: worstDelay, status, text };
}

async function tried(place: Place, what: string, value: string, whole: number): Promise<string[]> {
  const body = place.body(value);
  let least = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && least > MOST_TIMES; attempt++) {
    const { delay, status, text } = await delayBeside(body);
    least = Math.min(least, delay / whole);
    if (status >= 500 || text.includes('"INTERNAL"'))
      return [`${place.name}, ${what}: ${status} ${text.slice(0, 200)}`];
    if (text.length > 200_000) return [`${place.name}, ${what}: answered with ${text.length} characters`];
  }
  return least > MOST_TIMES ? [`${place.name}, ${what}: ${least.toFixed(1)} times`] : [];
}

it('every input takes a megabyte of the worst, and nobody waits for it', async () => {
  const introspected = await send('/graphql', JSON.stringify({ query: getIntrospectionQuery() }));
  const { data } = JSON.parse(introspected.text) as { data: IntrospectionQuery };
  const places = [...placesOf(buildClientSchema(data))];
  expect(places.length).toBeGreaterThan(250);
  const faults: string[] = [];
  for (const place of places) {
    const whole = measure();
    for (const [what, value] of worst) faults.push(...(await tried(place, what, value, whole)));
  }
  expect(faults).toEqual([]);
});
