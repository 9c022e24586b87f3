#!/usr/bin/env node
/** The executable: picks the command, and turns what it ends in into words and an exit code. */
import { parseArgs } from 'node:util';
import { roleNames } from '../access/viewer.ts';
import { ConfigError } from '../config/config-error.ts';
import { allEndings, exitCodes, exitCodeTable, type Ending } from './exit-codes.ts';
import { ListenError } from './listen-error.ts';
import { version } from './package-files.ts';

interface Command {
  readonly summary: string;
  /** What may stand behind its name. */
  readonly takes?: readonly string[];
  run(argument?: string): Promise<Ending>;
}

const say = (line: string): void => console.log(line);

// Each command is loaded when it is called: printing the version needs no graph, and the doctor no server.
const commands: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'runs the gateway over the WHMCS that the environment names',
    run: async () => (await import('./serve.ts')).serve(process.env),
  },
  demo: {
    summary: 'runs the gateway over a simulated WHMCS, on HOST and PORT',
    run: async () => (await import('./demo.ts')).demo(process.env, say),
  },
  doctor: {
    summary: 'says what is right or wrong between the gateway and WHMCS; writes nothing',
    run: async () => (await import('./doctor.ts')).doctor(process.env, say),
  },
  schema: {
    summary: 'prints the GraphQL schema, with staff, partner or client behind it what that role is shown',
    takes: roleNames,
    async run(argument) {
      const role = roleNames.find((name) => name === argument);
      process.stdout.write((await import('./schema.ts')).printedSchema(role));
      return 'ok';
    },
  },
};

const usage = `Usage: whmcs-graphql-gateway <command>

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)}${summary}`)
  .join('\n')}

  --help     this text
  --version  the version

It is configured by the environment; see the README.

Exit codes:
${exitCodeTable(allEndings)}`;

async function main(args: readonly string[]): Promise<Ending> {
  const asked = read(args);
  if (asked.help) return done(usage);
  if (asked.version) return done(version());
  const command = asked.name !== undefined && Object.hasOwn(commands, asked.name) ? commands[asked.name] : undefined;
  const isTaken = asked.argument === undefined || command?.takes?.includes(asked.argument);
  if (command && isTaken) return command.run(asked.argument);
  const excess = command && `Too much: ${asked.argument}`;
  const unknown = asked.name === undefined ? 'No command given.' : `Unknown command: ${asked.name}`;
  console.error(`${asked.problem ?? excess ?? unknown}\n\n${usage}`);
  return 'usage';
}

interface Asked {
  readonly name?: string | undefined;
  /** What stands behind the name. */
  readonly argument?: string | undefined;
  readonly help?: boolean | undefined;
  readonly version?: boolean | undefined;
  readonly problem?: string;
}

function read(args: readonly string[]): Asked {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name, argument, ...more] = positionals;
    return more.length > 0 ? { problem: `Too much: ${more.join(' ')}` } : { name, argument, ...values };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

const done = (text: string): Ending => {
  say(text);
  return 'ok';
};

function failed(error: unknown): Ending {
  if (error instanceof ConfigError) {
    console.error(['The configuration is wrong:', ...error.problems.map((problem) => `  ${problem}`)].join('\n'));
    return 'config';
  }
  if (error instanceof ListenError) {
    console.error(error.message);
    return 'listen';
  }
  console.error(error);
  return 'failure';
}

// A natural end lets everything that was printed reach its reader.
process.exitCode = exitCodes[await main(process.argv.slice(2)).catch(failed)].code;
