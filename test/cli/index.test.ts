import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allEndings, exitCodes } from '../../src/cli/exit-codes.ts';
import { runCli } from '../support/cli.ts';

const root = new URL('../../', import.meta.url);

describe('the executable', () => {
  it('prints its help with the exit codes', async () => {
    const { exit, stdout } = runCli(['--help']);
    expect(await exit).toBe(0);
    expect(stdout()).toMatch(/serve .*\n.*demo .*\n.*doctor .*\n.*schema /);
    for (const ending of allEndings) expect(stdout()).toContain(exitCodes[ending].meaning);
  });

  it('prints its version', async () => {
    const { exit, stdout } = runCli(['--version']);
    expect(await exit).toBe(0);
    expect(readFileSync(new URL('package.json', root), 'utf8')).toContain(`"version": "${stdout().trim()}"`);
  });

  it('prints a mistake in one line', async () => {
    const { exit, stdout, stderr } = runCli(['serv']);
    expect([await exit, stdout(), stderr()]).toEqual([2, '', 'Unknown command: serv; did you mean serve?\n']);
  });

  it('prints the help of one command', async () => {
    const { exit, stdout, stderr } = runCli(['serve', '--help']);
    expect([await exit, stderr()]).toEqual([0, '']);
    expect(stdout()).toMatch(/^Usage: whmcs-graphql-gateway serve\n/);
  });

  it('prints one mistake in the configuration in one line', async () => {
    const { exit, stderr } = runCli(['demo'], { PORT: 'x' });
    expect([await exit, stderr()]).toEqual([
      3,
      'The configuration is wrong: PORT must be a whole number (a port) from 0 to 65535, not "x"\n',
    ]);
  });

  it('ends quietly if its reader closes the pipe', async () => {
    const { child, exit, stderr } = runCli(['schema']);
    // As `head -0` does.
    child.stdout.destroy();
    expect([await exit, stderr()]).toEqual([0, '']);
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

it('each cause has its own exit code', () => {
  const codes = allEndings.map((ending) => exitCodes[ending].code);
  expect(new Set(codes).size).toBe(codes.length);
});
