/** Runs doctor for tests, and parses its output. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import type { Patience } from '../../src/cli/examination.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { isPlainRead, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { serve } from '../whmcs/rig.ts';

export const reads = Object.values<Command>(commands)
  .filter(isPlainRead)
  .map(({ name }) => name);

export interface Examined {
  readonly ending: string;
  readonly said: string;
}

/** Runs doctor with the usual credential of a WHMCS. */
export async function examineAt(
  url: string,
  environment: Readonly<Record<string, string>> = {},
  patience?: Patience,
): Promise<Examined> {
  const lines: string[] = [];
  const ending = await doctor(
    {
      WHMCS_URL: url,
      WHMCS_IDENTIFIER: 'demo-identifier',
      WHMCS_SECRET: 'demo-secret',
      GATEWAY_STAFF_TOKENS: 'doctor-token',
      ...environment,
    },
    (line) => lines.push(line),
    { patience },
  );
  const said = lines.join('\n');
  expect(said).not.toMatch(/demo-secret|doctor-token/);
  return { ending, said };
}

export const findings = ({ said }: Examined): string[] => said.split('\n').filter((line) => /^[✓·✗]/.test(line));

/** A folder that is removed after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gateway-doctor-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** The path of a configuration file with this content. */
export function configFile(yaml: string): string {
  const path = join(folder(), 'gateway.yaml');
  writeFileSync(path, yaml);
  return path;
}

/** The address of a proxy that changes the responses of a WHMCS and their Date header, until the test ends. */
export const before = (url: string, change: { body?(body: string): string; date?(): Date }): Promise<string> =>
  serve((request, response) => {
    const pass = async () => {
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const answer = await fetch(`${url}/includes/api.php`, { method: 'POST', headers, body: await text(request) });
      const body = await answer.text();
      if (change.date) response.setHeader('date', change.date().toUTCString());
      response.writeHead(answer.status).end(change.body?.(body) ?? body);
    };
    void pass();
  });

/** A WHMCS for the tests of a file, reset before each test, and doctor for it. */
export function useDoctor() {
  let running: Simulator | undefined;
  const whmcs = (): Simulator => {
    if (!running) throw new Error('WHMCS runs from beforeAll on; use it inside tests and hooks');
    return running;
  };
  beforeAll(async () => {
    running = await startSimulator();
  });
  beforeEach(() => {
    whmcs().heal();
    whmcs().calls.reset();
  });
  afterAll(() => running?.close());
  const simulator: Pick<Simulator, 'url' | 'world' | 'calls' | 'fail'> = {
    get url() {
      return whmcs().url;
    },
    get world() {
      return whmcs().world;
    },
    get calls() {
      return whmcs().calls;
    },
    fail: (fault) => whmcs().fail(fault),
  };
  const examine = (environment?: Readonly<Record<string, string>>, patience?: Patience) =>
    examineAt(whmcs().url, environment, patience);
  return { simulator, examine };
}
