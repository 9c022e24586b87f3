/** Doctor for tests, and what it says. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { doctor, type Patience } from '../../src/cli/doctor.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { commands } from '../../src/whmcs/commands/index.ts';

export const reads = Object.values(commands)
  .filter(({ kind }) => kind === 'read')
  .map(({ name }) => name);

export interface Examined {
  readonly ending: string;
  readonly said: string;
}

/** Doctor over a WHMCS, with its usual credential. */
export async function examineAt(
  url: string,
  environment: Readonly<Record<string, string>> = {},
  patience?: Patience,
): Promise<Examined> {
  const lines: string[] = [];
  const ending = await doctor(
    { WHMCS_URL: url, WHMCS_IDENTIFIER: 'demo-identifier', WHMCS_SECRET: 'demo-secret', ...environment },
    (line) => lines.push(line),
    patience,
  );
  const said = lines.join('\n');
  expect(said).not.toContain('demo-secret');
  return { ending, said };
}

export const findings = ({ said }: Examined): string[] => said.split('\n').filter((line) => /^[✓·✗]/.test(line));

/** A WHMCS for the tests of a file, well again before each of them, and doctor over it. */
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
