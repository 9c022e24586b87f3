/** The texts of --help. */
import { commands, type Command } from './commands.ts';
import { allEndings, exitCodeTable } from './exit-codes.ts';

export const PROGRAM = 'whmcs-graphql-gateway';

/** What there is. */
export const usage = `Usage: ${PROGRAM} <command>

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join('\n')}
  help    explains a command, as <command> --help does

  --help     this text
  --version  the version

It is configured by the environment; see docs/configuration.md.

Exit codes:
${exitCodeTable(allEndings)}`;

/** What one command does. */
export const usageOf = (name: string, { summary, details, takes, json, endings }: Command): string =>
  `Usage: ${PROGRAM} ${name}${takes ? ` [${takes.join('|')}]` : ''}${json ? ' [--json]' : ''}

${name} ${summary}.

${details}

Exit codes:
${exitCodeTable(endings)}`;
