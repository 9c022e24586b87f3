/** GATEWAY_CONFIG: the file that it names, from disk to the running gateway. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig, type Environment } from '../../src/config/index.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { staleKeeps, errorKeeps, defaultLimits } from '../../src/config/limits.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { keeps } from '../../src/whmcs/command.ts';
import { freePort, runCli } from '../support/cli.ts';
import { each, everything } from '../support/config-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const environment = (path: string): Environment => ({
  WHMCS_URL: 'https://billing.example.com',
  WHMCS_IDENTIFIER: 'an-identifier',
  WHMCS_SECRET: 'a-well-kept-secret',
  GATEWAY_STAFF_TOKENS: 'first-token',
  GATEWAY_CONFIG: path,
});

describe('GATEWAY_CONFIG', () => {
  const problemsWith = (given: Environment): readonly string[] => {
    try {
      readConfig(given);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  it('names a file that sets the limits of the gateway, frozen', () => {
    const config = readConfig(environment(written('everything.yaml', JSON.stringify(everything))));
    const { limits } = config;
    expect([config.origins, config.corsHeaders, config.graphiql]).toEqual([
      everything.cors.origins,
      everything.cors.headers,
      false,
    ]);
    expect(limits).toEqual({
      ...defaultLimits,
      queue: 5,
      breaker: { ...defaultLimits.breaker, failures: 3, windowMs: 60_000 },
      operationMs: 1_000,
      budget: { STAFF: 3, PARTNER: 2, CLIENT: 1 },
      cacheSeconds: each(keeps, 7),
      staleSeconds: { ...defaultLimits.staleSeconds, ...each(staleKeeps, 8) },
      errorSeconds: each(errorKeeps, 9),
      groupSeconds: { refresh: 10, maxAge: 20 },
      reconcileSeconds: { quiet: 30, for: 604_800 },
      cacheSize: 1_048_576,
      callsPerMinute: { STAFF: 30, PARTNER: null, CLIENT: 10 },
      document: everything.document,
      rows: { STAFF: 9, PARTNER: 8, CLIENT: 7 },
      answerBytes: 4_096,
      upstream: everything.upstream,
      deliveries: { viewerBytes: 8_192, totalBytes: 16_384, stallMs: 1_000, bytesPerSecond: 100 },
      bodyBytes: 1_024,
      headerBytes: 2_048,
      headersMs: 200,
      requestMs: 300,
      connections: { total: 50, perAddress: 5 },
      load: { requests: 20, turnMs: 100, bodyBytes: 8_192, viewerBodyBytes: 4_096 },
    });
    const parts: readonly unknown[] = Object.values(limits);
    expect([limits, ...parts].filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it('is reported by name if it cannot be read', () => {
    mkdirSync(join(folder, 'folder'));
    const missing = join(folder, 'missing.yaml');
    expect(problemsWith(environment(missing))).toEqual([`GATEWAY_CONFIG names "${missing}", which does not exist`]);
    expect(problemsWith(environment(join(folder, 'folder')))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is a directory$/),
    ]);
    const latin = written('latin.yaml', Uint8Array.of(0x23, 0xe4, 0x0a));
    expect(problemsWith(environment(latin))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is not text in UTF-8$/),
    ]);
  });

  it('names a file of at most 1 MiB', () => {
    const comment = (bytes: number) => `#${'.'.repeat(bytes - 1)}`;
    expect(problemsWith(environment(written('full.yaml', comment(1_048_576))))).toEqual([]);
    expect(problemsWith(environment(written('over.yaml', comment(1_048_577))))).toEqual([
      expect.stringMatching(/^GATEWAY_CONFIG names ".*", which is larger than 1048576 bytes$/),
    ]);
  });

  it('is checked together with the environment', () => {
    const path = written('wrong.yaml', 'queue: 5');
    expect(problemsWith({ ...environment(path), PORT: 'x' }).map((problem) => problem.split(' ', 1)[0])).toEqual([
      'PORT',
      `${path}:1:8`,
    ]);
  });

  it('is used by serve', async () => {
    const nothingKept = { seconds: each(keeps, 0), staleWhileRevalidateSeconds: each(staleKeeps, 0) };
    const simulator = await startSimulator();
    const port = await freePort();
    const { child, exit, stderr } = runCli(['serve'], {
      WHMCS_URL: simulator.url,
      WHMCS_IDENTIFIER: simulator.credential.identifier,
      WHMCS_SECRET: simulator.credential.secret,
      GATEWAY_STAFF_TOKENS: 'a-token-of-the-staff',
      PORT: String(port),
      GATEWAY_CONFIG: written('serve.json', JSON.stringify({ cache: nothingKept })),
    });
    await expect.poll(stderr).toContain('"msg":"listening"');
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-the-staff' },
        body: JSON.stringify({ query: '{ currencies { code } }' }),
      }).then((response) => response.json());
    expect(await ask()).toMatchObject({ extensions: { whmcs: { calls: 1 } } });
    expect(await ask()).toMatchObject({ extensions: { whmcs: { calls: 1 } } });
    expect(simulator.calls.of('GetCurrencies')).toBe(2);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await simulator.close();
  });
});
