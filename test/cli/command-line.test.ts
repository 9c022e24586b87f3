import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commandNamed, commands } from '../../src/cli/commands.ts';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { usageOf } from '../../src/cli/help.ts';

describe('the command line', () => {
  it.each([
    [['dance'], 'Unknown command: dance; the commands are serve, demo, doctor, schema.'],
    [['serv'], 'Unknown command: serv; did you mean serve?'],
    [['dmeo'], 'Unknown command: dmeo; did you mean demo?'],
    [['help', 'dokter'], 'Unknown command: dokter; did you mean doctor?'],
    [['version'], 'Unknown command: version; did you mean --version?'],
    [['toString'], 'Unknown command: toString; the commands are serve, demo, doctor, schema.'],
    [[], 'No command given; whmcs-graphql-gateway --help lists the commands.'],
    [['serve', 'now'], 'Unexpected argument: now; serve takes no argument.'],
    [['schema', 'wizard'], 'Unexpected argument: wizard; schema takes one of staff, partner, client, full.'],
    [['schema', 'staf'], 'Unexpected argument: staf; did you mean staff?'],
    [['schema', 'staff', 'partner'], 'Unexpected argument: partner; schema takes one of staff, partner, client, full.'],
    [['--fast'], "Unknown option '--fast'; whmcs-graphql-gateway --help lists the options."],
    [['serve', '--hlep'], "Unknown option '--hlep'; did you mean --help?"],
  ])('%j is a mistake', (args, says) => {
    expect(readCommandLine(args)).toEqual({ is: 'mistake', says });
  });

  it.each([
    [['serve'], 'serve', undefined],
    [['schema', 'partner'], 'schema', 'partner'],
    [['--', 'doctor'], 'doctor', undefined],
  ])('%j runs a command', (args, name, argument) => {
    expect(readCommandLine(args)).toEqual({ is: 'command', command: commandNamed(name), argument });
  });

  it.each([['--help'], ['-h'], ['help'], ['help', '--help']])('%s prints the overview', (...args) => {
    expect(readCommandLine(args)).toEqual({ is: 'help' });
  });

  it.each(Object.entries(commands))('has help for %s, in each form', (name, command) => {
    for (const args of [
      ['help', name],
      [name, '--help'],
      ['-h', name],
    ])
      expect(readCommandLine(args)).toEqual({ is: 'help', of: { name, command } });
    const text = usageOf(name, command);
    expect(text).toContain(command.summary);
    for (const ending of command.endings) expect(text).toContain(exitCodes[ending].meaning);
  });
});
