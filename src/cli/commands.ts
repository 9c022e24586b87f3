/** The commands of the executable. Each is loaded when it is called: the version needs no graph, and doctor needs no server. */
import { roleNames } from '../config/roles.ts';
import { allEndings, type Ending } from './exit-codes.ts';

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** For its own help: its input, its output and its end. */
  readonly details: string;
  /** The values of its argument; it has none if this is missing. */
  readonly takes?: readonly string[];
  /** Its possible exit codes. */
  readonly endings: readonly Ending[];
  /** Whether it can print JSON. */
  readonly json?: true;
  run(argument?: string, json?: true): Promise<Ending>;
}

/** What `schema` prints beside the schema of the defaults. */
const printable = [...roleNames, 'full'] as const;

const say = (line: string): void => console.log(line);

const running: readonly Ending[] = ['ok', 'failure', 'usage', 'config', 'listen', 'cutOff'];

export const commands: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'runs the gateway for the WHMCS in WHMCS_URL',
    details: `Reads WHMCS_URL, WHMCS_IDENTIFIER, WHMCS_SECRET and others from the environment, and the file in
GATEWAY_CONFIG. Writes its log to stderr, one JSON object per line (LOG_LEVEL, default info).

SIGTERM and SIGINT end it after the running requests; drainSeconds in the file keeps the port open before that.
SIGHUP reloads viewers and jwt.`,
    endings: [...running, 'held'],
    run: async () => (await import('./serve.ts')).serve(process.env),
  },
  demo: {
    summary: 'runs the gateway with a simulated WHMCS on HOST and PORT',
    details: `Needs no WHMCS, and keeps nothing after it ends. Prints the address of GraphiQL and the demo tokens.
Reads only HOST and PORT (default 127.0.0.1 and 4000) from the environment. Ctrl-C ends it.`,
    endings: running,
    run: async () => (await import('./demo.ts')).demo(process.env, say),
  },
  doctor: {
    summary: 'checks the configuration and the connection to WHMCS; changes nothing',
    details: `Reads the same configuration as serve, sends WHMCS one cheap read of each kind, and prints the API actions to
tick for each credential. Its only write, UpdateClient of client 0, changes nothing. The exit code names the first
thing to repair. With --json it prints one JSON object; docs/getting-started.md describes it.`,
    json: true,
    endings: allEndings.filter((ending) => !['listen', 'cutOff', 'held'].includes(ending)),
    run: async (_, json) => (await import('./doctor.ts')).doctor(process.env, say, { json }),
  },
  schema: {
    summary: 'prints the GraphQL schema, or the schema of one role',
    details: `Prints in SDL the schema that is served if the configuration file changes nothing. With a role, prints the schema
of that role without changes by "allow". With full, prints the mutations that are off until "secrets" names them, too.`,
    takes: printable,
    endings: ['ok', 'failure', 'usage'],
    async run(argument) {
      const which = printable.find((name) => name === argument);
      process.stdout.write((await import('./schema.ts')).printedSchema(which));
      return 'ok';
    },
  },
};

/** The command with the name. */
export const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;
