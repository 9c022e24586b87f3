/** Parses the command line: a command, or one line that says what is wrong. */
import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { commandNamed, commands, type Command } from './commands.ts';
import { PROGRAM } from './help.ts';

export type CommandLine =
  | { readonly is: 'help'; readonly of?: { readonly name: string; readonly command: Command } }
  | { readonly is: 'version' }
  | { readonly is: 'command'; readonly command: Command; readonly argument: string | undefined; readonly json?: true }
  | { readonly is: 'mistake'; readonly says: string };

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  json: { type: 'boolean' },
} as const;

/** @param args the arguments after the program's name */
export function readCommandLine(args: readonly string[]): CommandLine {
  // Not strict: Node's own messages suggest no similar name, and take several lines.
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens)
    if (token.kind === 'option' && (!Object.hasOwn(options, token.name) || token.value !== undefined))
      return mistake(unknownOption(token.rawName, token.name));
  if (values['version'] === true) return { is: 'version' };
  const [first, ...others] = positionals;
  const isHelp = values['help'] === true || first === 'help';
  const [name, argument, ...more] = first === 'help' ? others : positionals;
  if (name === undefined)
    return isHelp ? { is: 'help' } : mistake(`No command given; ${PROGRAM} --help lists the commands.`);
  const command = commandNamed(name);
  if (!command) return mistake(unknownCommand(name));
  if (isHelp) return { is: 'help', of: { name, command } };
  if (more.length > 0) return mistake(`Unexpected argument: ${more.join(' ')}; ${takenBy(name, command)}.`);
  if (argument !== undefined && !command.takes?.includes(argument))
    return mistake(`Unexpected argument: ${argument}; ${meantBy(argument, command) ?? `${takenBy(name, command)}.`}`);
  if (values['json'] !== true) return { is: 'command', command, argument };
  return command.json
    ? { is: 'command', command, argument, json: true }
    : mistake(`Unexpected option: --json; ${name} prints no JSON.`);
}

const mistake = (says: string): CommandLine => ({ is: 'mistake', says });

const didYouMean = (name: string | undefined): string | undefined => name && `did you mean ${name}?`;

function unknownCommand(name: string): string {
  const known = Object.keys(commands);
  const meant = didYouMean(Object.hasOwn(options, name) ? `--${name}` : nearest(name, [...known, 'help']));
  return `Unknown command: ${name}; ${meant ?? `the commands are ${known.join(', ')}.`}`;
}

function unknownOption(written: string, name: string): string {
  const near = nearest(name, Object.keys(options));
  return `Unknown option '${written}'; ${didYouMean(near && `--${near}`) ?? `${PROGRAM} --help lists the options.`}`;
}

const meantBy = (argument: string, { takes = [] }: Command): string | undefined => didYouMean(nearest(argument, takes));

const takenBy = (name: string, { takes }: Command): string =>
  takes ? `${name} takes one of ${takes.join(', ')}` : `${name} takes no argument`;
