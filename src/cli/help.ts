/** The texts of --help. */
import { commands, type Command } from './commands.ts';
import { allEndings, exitCodeTable } from './exit-codes.ts';

export const PROGRAM = 'whmcs-graphql-gateway';

/** The overview of the commands. */
export const usage = `Usage: ${PROGRAM} <command>

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join('\n')}
  help    explains a command, like <command> --help

  --help     prints this text
  --version  prints the version

Configure it with environment variables; see docs/configuration.md.

Exit codes:
${exitCodeTable(allEndings)}`;

/** The help of one command. */
export const usageOf = (name: string, { summary, details, takes, json, endings }: Command): string =>
  `Usage: ${PROGRAM} ${name}${takes ? ` [${takes.join('|')}]` : ''}${json ? ' [--json]' : ''}

${name} ${summary}.

${details}

Exit codes:
${exitCodeTable(endings)}`;
