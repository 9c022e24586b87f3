import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { freePort, runCli, type Cli } from '../support/cli.ts';

const environment = (simulator: Simulator, port: number): Record<string, string> => ({
  WHMCS_URL: simulator.url,
  WHMCS_IDENTIFIER: simulator.credential.identifier,
  WHMCS_SECRET: simulator.credential.secret,
  GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
  PORT: String(port),
});

async function serving(): Promise<
  Cli & { simulator: Simulator; url: string; ask: (query: string) => Promise<Response> }
> {
  const simulator = await startSimulator();
  const port = await freePort();
  const cli = runCli(['serve'], environment(simulator, port));
  const url = `http://127.0.0.1:${port}`;
  await expect.poll(cli.stderr).toContain('"msg":"listening"');
  const ask = (query: string) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-staff' },
      body: JSON.stringify({ query }),
    });
  return { ...cli, simulator, url, ask };
}

describe('serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s takes no new connections, finishes what is under way, and exits with 0',
    async (signal) => {
      const { child, exit, simulator, url, ask } = await serving();
      simulator.fail({ action: 'GetCurrencies', kind: 'latency', latencyMs: 3_000 });
      const underWay = ask('{ currencies { code } }');
      await expect.poll(() => simulator.calls.of('GetCurrencies'), { interval: 5 }).toBe(1);
      child.kill(signal);
      await expect
        .poll(
          () =>
            fetch(`${url}/health/live`).then(
              () => 'open',
              () => 'closed',
            ),
          { interval: 20 },
        )
        .toBe('closed');
      const response = await underWay;
      expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
      expect(await response.json()).toMatchObject({
        data: { currencies: [{ code: 'USD' }, { code: 'EUR' }, { code: 'GBP' }, { code: 'JPY' }] },
      });
      expect(await exit).toBe(0);
      await simulator.close();
    },
  );

  it('says everything in its log and nothing on stdout, tokens and credential excepted', async () => {
    const { child, exit, stdout, stderr, ask, simulator } = await serving();
    await ask('query Prices { currencies { code } }');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(stdout()).toBe('');
    const lines = stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg }) => msg)).toEqual([
      'listening',
      'operation',
      'ending: requests under way finish first',
      'ended',
    ]);
    expect(lines[1]).toMatchObject({ viewer: 'staff-1', operation: 'Prices', calls: 1 });
    expect(stderr()).not.toMatch(/a-token-of-the-staff|demo-secret|demo-identifier/);
    await simulator.close();
  });

  it('says at its start what is off, and never the credentials of its file', async () => {
    const simulator = await startSimulator({
      clients: 1,
      credentials: [{ identifier: 'desk-id', secret: 'planted-1' }],
    });
    const folder = mkdtempSync(join(tmpdir(), 'gateway-serve-'));
    const path = join(folder, 'gateway.yaml');
    writeFileSync(
      path,
      `credentials:
  - { name: desk, identifier: env:DESK_ID, secret: env:WHMCS_SECRET_OF_DESK, allow: [read, support] }
  - { name: idle, identifier: planted-3, secret: planted-4, allow: [] }
  - { name: default, allow: [lifecycle] }`,
    );
    const { child, exit, stderr } = runCli(['serve'], {
      ...environment(simulator, await freePort()),
      LOG_LEVEL: 'trace',
      WHMCS_IDENTIFIER: 'planted-5',
      WHMCS_SECRET: 'planted-6',
      DESK_ID: 'desk-id',
      WHMCS_SECRET_OF_DESK: 'planted-1',
      GATEWAY_CONFIG: path,
    });
    await expect.poll(stderr).toContain('"msg":"listening"');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    const warnings = stderr()
      .split('\n')
      .filter((line) => line.includes('"level":"warn"'))
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(warnings).toEqual([
      'the credential "idle" has nothing to do: what it allows goes out on others',
      'no credential allows what is for billing: AddInvoicePayment, AddOrder, UpdateInvoice; it is off',
      'no credential allows what is for dangerous: ModuleTerminate; it is off',
    ]);
    expect(stderr()).not.toMatch(/planted-|desk-id/);
    rmSync(folder, { recursive: true });
    await simulator.close();
  });

  it('names what is wrong with its configuration', async () => {
    const { exit, stderr } = runCli(['serve'], {
      WHMCS_URL: 'nowhere',
      WHMCS_SECRET: 'well-kept',
      WHMCS_IDENTIFIRE: 'x',
      PORT: 'x',
    });
    expect(await exit).toBe(3);
    expect(
      stderr()
        .split('\n')
        .map((line) => line.trim().split(' ', 1)[0]),
    ).toEqual(['The', 'WHMCS_IDENTIFIRE', 'WHMCS_URL', 'WHMCS_IDENTIFIER', 'PORT', 'GATEWAY_STAFF_TOKENS', '']);
  });
});
