/** A gateway in its own process, with a measure of how long it makes other requests wait. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { freePort, runCli, type Cli } from './cli.ts';

export const STAFF = 'a-token-of-the-staff';

interface Answered {
  readonly status: number;
  readonly text: string;
}

export interface Served {
  send(path: string, body?: string, token?: string): Promise<Answered>;
  /** Sends an operation and polls /health/live meanwhile; returns the delays in ascending order. */
  delaysBeside(body: string, token?: string): Promise<Answered & { readonly delays: readonly number[] }>;
}

/** @param config extra lines of the configuration file */
export function useServedGateway({ clients, config = '' }: { clients: number; config?: string }): Served {
  let simulator: Simulator;
  let cli: Cli;
  let port: number;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    simulator = await startSimulator({ clients });
    port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'gateway-worst-'));
    const file = join(folder, 'gateway.yaml');
    writeFileSync(file, `journal: { directory: ${JSON.stringify(join(folder, 'journal'))} }\n${config}`);
    cli = runCli(['serve'], {
      WHMCS_URL: simulator.url,
      WHMCS_IDENTIFIER: simulator.credential.identifier,
      WHMCS_SECRET: simulator.credential.secret,
      GATEWAY_STAFF_TOKENS: STAFF,
      GATEWAY_CONFIG: file,
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

  const send: Served['send'] = (path, body, token = STAFF) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
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

  return {
    send,
    async delaysBeside(body, token) {
      const delays: number[] = [];
      const over = new AbortController();
      const asking = (async () => {
        while (!over.signal.aborted) {
          const startedAt = performance.now();
          await send('/health/live');
          delays.push(performance.now() - startedAt);
        }
      })();
      const answer = await send('/graphql', body, token);
      over.abort();
      await asking;
      return { ...answer, delays: delays.toSorted((a, b) => a - b) };
    },
  };
}
