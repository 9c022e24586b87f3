import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { freePort, runCli, type Cli } from '../support/cli.ts';

const environment = (simulator: Simulator, port: number): Record<string, string> => ({
  WHMCS_URL: simulator.url,
  WHMCS_IDENTIFIER: simulator.credential.identifier,
  WHMCS_SECRET: simulator.credential.secret,
  GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
  PORT: String(port),
});

/** A folder for the journal and a configuration file. It is removed after the test. */
function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-serve-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A configuration file with the journal outside the working directory. */
function configured(more = ''): string {
  const folder = folderOfTest();
  const path = join(folder, 'gateway.yaml');
  writeFileSync(path, `journal: { directory: ${JSON.stringify(join(folder, 'journal'))} }\n${more}`);
  return path;
}

const linesOf = ({ stderr }: Pick<Cli, 'stderr'>): Record<string, unknown>[] =>
  stderr()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function serving(
  more: Readonly<Record<string, string>> = {},
): Promise<Cli & { simulator: Simulator; url: string; ask: (query: string) => Promise<Response> }> {
  const simulator = await startSimulator();
  const port = await freePort();
  const cli = runCli(['serve'], { ...environment(simulator, port), ...more });
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

  it('logs to stderr only, without tokens and credentials', async () => {
    const { child, exit, stdout, stderr, ask, simulator } = await serving();
    await ask('query Prices { currencies { code } }');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(stdout()).toBe('');
    const lines = stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg }) => msg)).toEqual(['listening', 'operation', 'shutting down', 'stopped']);
    expect(lines[1]).toMatchObject({ viewer: 'staff-1', operation: 'Prices', calls: 1 });
    expect(stderr()).not.toMatch(/a-token-of-the-staff|demo-secret|demo-identifier/);
    await simulator.close();
  });

  it('logs at startup what is off, and never a credential', async () => {
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
      'the credential "idle" is unused: other credentials send every command that it allows',
      expect.stringMatching(/^no credential allows the commands for billing: .*\bAddOrder\b.*; they are off$/),
      expect.stringMatching(/^no credential allows the commands for dangerous: .*\bModuleTerminate\b.*; they are off$/),
    ]);
    expect(stderr()).not.toMatch(/planted-|desk-id/);
    rmSync(folder, { recursive: true });
    await simulator.close();
  });

  it('names every mistake in its configuration', async () => {
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

  it('logs its settings at startup, and no secret', async () => {
    const config = configured('drainSeconds: 7\n');
    const { child, exit, stderr, simulator } = await serving({ GATEWAY_CONFIG: config, WHMCS_ACCESS_KEY: 'planted-9' });
    child.kill('SIGTERM');
    child.kill('SIGTERM');
    await exit;
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(linesOf({ stderr })[0]).toMatchObject({
      msg: 'listening',
      version,
      node: process.version,
      config,
      settings: {
        whmcs: {
          timezone: 'UTC',
          dateFormat: 'DD/MM/YYYY',
          maxConcurrency: 4,
          accessKey: 'set',
          credentials: [{ name: 'default' }],
        },
        staffTokens: 1,
        viewers: 0,
        jwt: 'off',
        cache: 'on',
        drainSeconds: 7,
        limits: { queue: 200, budget: { STAFF: 250 } },
      },
    });
    expect(stderr()).not.toMatch(/planted-|a-token-of-the-staff|demo-secret|demo-identifier/);
    await simulator.close();
  });

  it('continues after SIGHUP, with and without a configuration file', async () => {
    const { child, exit, stderr, ask, simulator } = await serving();
    child.kill('SIGHUP');
    await expect.poll(stderr).toContain('SIGHUP ignored: no GATEWAY_CONFIG');
    expect((await ask('{ currencies { code } }')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await simulator.close();
  });

  it('drains: answers requests while /health/ready says so, until a second signal', async () => {
    const { child, exit, stderr, ask, url, simulator } = await serving({
      GATEWAY_CONFIG: configured('drainSeconds: 3600\n'),
    });
    const ready = async () => {
      const answer = await fetch(`${url}/health/ready`);
      const body: unknown = await answer.json();
      return [answer.status, body];
    };
    expect(await ready()).toEqual([200, { status: 'up' }]);
    child.kill('SIGTERM');
    await expect.poll(ready).toEqual([503, { status: 'draining' }]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await ask('{ currencies { code } }')).status).toBe(200);
    expect(stderr()).toContain('"msg":"draining"');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(linesOf({ stderr }).at(-1)).toMatchObject({ msg: 'stopped' });
    await simulator.close();
  });

  it('continues if its log has no reader', async () => {
    const { child, exit, ask, simulator } = await serving({ GATEWAY_CONFIG: configured() });
    child.stderr.destroy();
    for (const query of ['{ currencies { code } }', '{ paymentMethods { module } }'])
      expect((await ask(query)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await simulator.close();
  });

  it.each([
    ['below a file', (file: string) => join(file, 'journal'), 'a part of its path is a file (ENOTDIR)'],
    ['that is a file', (file: string) => file, /a part of its path is a file \((ENOTDIR|EEXIST)\)/],
    // Other systems than Linux have no such file system, and / may not be writable.
    ['where nobody can make one', () => '/proc/no/journal', /\((ENOENT|EACCES|EROFS|EPERM)\)/],
  ])('does not start with a journal in a place %s', async (_, placeIn, why) => {
    const folder = folderOfTest();
    const path = join(folder, 'gateway.yaml');
    const place = placeIn(path);
    writeFileSync(path, `journal: { directory: ${JSON.stringify(place)} }`);
    const { exit, stderr } = runCli(['serve'], {
      WHMCS_URL: 'http://127.0.0.1:9',
      WHMCS_IDENTIFIER: 'a',
      WHMCS_SECRET: 'b',
      GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
      GATEWAY_CONFIG: path,
      PORT: '0',
    });
    expect(await exit).toBe(3);
    const said = stderr();
    expect(said).toContain(`The configuration is wrong: journal.directory cannot be ${JSON.stringify(place)}: `);
    expect(said).toMatch(why);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('serves metrics on their own port, with the operations in the configuration', async () => {
    const documents = folderOfTest();
    writeFileSync(join(documents, 'Prices.graphql'), 'query PricesOfMine { currencies { code } }');
    const port = await freePort();
    const { child, exit, url, ask, simulator } = await serving({
      GATEWAY_CONFIG: configured(
        `metrics: { port: ${port}, documents: ${JSON.stringify(documents)}, operations: [Methods] }\n`,
      ),
    });
    await ask('query PricesOfMine { currencies { code } }');
    await ask('query Methods { paymentMethods { module } }');
    await ask('query Unknown { paymentMethods { module } }');
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    for (const operation of ['PricesOfMine', 'Methods', 'other'])
      expect(text).toContain(`gateway_operations_total{operation="${operation}",outcome="ok"} 1\n`);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await simulator.close();
  });

  it('names a directory of documents that cannot be read', async () => {
    const { exit, stderr } = runCli(['serve'], {
      WHMCS_URL: 'http://127.0.0.1:9',
      WHMCS_IDENTIFIER: 'a',
      WHMCS_SECRET: 'b',
      GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
      GATEWAY_CONFIG: configured('metrics: { documents: /nowhere/at/all }\n'),
    });
    expect(await exit).toBe(3);
    expect(stderr()).toMatch(
      /^The configuration is wrong: metrics\.documents: "\/nowhere\/at\/all" cannot be read: .*\n$/,
    );
  });
});

it('npm start passes SIGTERM to the gateway, and exits with its code', async () => {
  const folder = folderOfTest();
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string };
  };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ type: 'module', private: true, scripts: { start: scripts.start } }),
  );
  // Replaces the gateway: the test concerns only the script that starts it.
  mkdirSync(join(folder, 'dist/cli'), { recursive: true });
  writeFileSync(
    join(folder, 'dist/cli/index.js'),
    `process.on('SIGTERM', () => { console.log('told to end'); process.exit(0); });
     setInterval(() => undefined, 1000);
     console.log('runs', ...process.argv.slice(2));`,
  );
  const npm = spawn('npm', ['start', '--silent', '--no-update-notifier'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  npm.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  const ended = new Promise<unknown[]>((resolve) => void npm.once('close', (...how) => resolve(how)));
  await expect.poll(() => told).toContain('runs serve');
  npm.kill('SIGTERM');
  expect([await ended, told]).toEqual([[0, null], 'runs serve\ntold to end\n']);
});
