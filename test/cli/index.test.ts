import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allEndings, exitCodes } from '../../src/cli/exit-codes.ts';
import { runCli } from '../support/cli.ts';

const root = new URL('../../', import.meta.url);

describe('the executable', () => {
  it('explains itself, exit codes included', async () => {
    const { exit, stdout } = runCli(['--help']);
    expect(await exit).toBe(0);
    expect(stdout()).toMatch(/serve .*\n.*demo .*\n.*doctor .*\n.*schema /);
    for (const ending of allEndings) expect(stdout()).toContain(exitCodes[ending].meaning);
  });

  it('knows its version', async () => {
    const { exit, stdout } = runCli(['--version']);
    expect(await exit).toBe(0);
    expect(readFileSync(new URL('package.json', root), 'utf8')).toContain(`"version": "${stdout().trim()}"`);
  });

  it.each([
    [['dance'], 'Unknown command: dance'],
    [[], 'No command given.'],
    [['serve', 'now'], 'Too much: now'],
    [['schema', 'wizard'], 'Too much: wizard'],
    [['schema', 'staff', 'partner'], 'Too much: partner'],
    [['--fast'], "Unknown option '--fast'"],
    [['toString'], 'Unknown command: toString'],
  ])('%j is a mistake', async (args, complaint) => {
    const { exit, stdout, stderr } = runCli(args);
    expect(await exit).toBe(2);
    expect([stdout(), stderr().startsWith(complaint), stderr().includes('Usage: ')]).toEqual(['', true, true]);
  });

  it.each([
    [['schema'], 'gateway'],
    [['schema', 'staff'], 'staff'],
    [['schema', 'partner'], 'partner'],
    [['schema', 'client'], 'client'],
  ])('%j prints the committed schema, byte by byte', async (args, name) => {
    const { exit, stdout } = runCli(args);
    expect(await exit).toBe(0);
    expect(stdout()).toBe(readFileSync(new URL(`schema/${name}.graphql`, root), 'utf8'));
  });
});

it('each cause has an exit code of its own', () => {
  const codes = allEndings.map((ending) => exitCodes[ending].code);
  expect(new Set(codes).size).toBe(codes.length);
});
