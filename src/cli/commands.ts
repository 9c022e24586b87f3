/** The commands of the executable. Each is loaded when it is called: printing the version needs no graph, and the doctor no server. */
import { roleNames } from '../config/roles.ts';
import { allEndings, type Ending } from './exit-codes.ts';

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** For its own help: what it reads, what it prints, when it ends. */
  readonly details: string;
  /** What may stand behind its name; nothing where it is left out. */
  readonly takes?: readonly string[];
  /** The exit codes that it may have. */
  readonly endings: readonly Ending[];
  /** Whether it can print JSON. */
  readonly json?: true;
  run(argument?: string, json?: true): Promise<Ending>;
}

const say = (line: string): void => console.log(line);

const running: readonly Ending[] = ['ok', 'failure', 'usage', 'config', 'listen', 'cutOff'];

export const commands: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'runs the gateway over the WHMCS that the environment names',
    details: `Reads WHMCS_URL, WHMCS_IDENTIFIER, WHMCS_SECRET and others from the environment, and the file that
GATEWAY_CONFIG names. Writes its log to stderr, one JSON object per line (LOG_LEVEL, default info).

SIGTERM and SIGINT end it after the requests under way; drainSeconds in the file keeps the port open before that.
SIGHUP reads viewers and jwt again.`,
    endings: [...running, 'held'],
    run: async () => (await import('./serve.ts')).serve(process.env),
  },
  demo: {
    summary: 'runs the gateway over a simulated WHMCS, on HOST and PORT',
    details: `Needs no WHMCS and forgets everything when it ends. Prints the address of GraphiQL and the demo tokens.
HOST and PORT (default 127.0.0.1 and 4000) are all that it reads from the environment. Ctrl-C ends it.`,
    endings: running,
    run: async () => (await import('./demo.ts')).demo(process.env, say),
  },
  doctor: {
    summary: 'says what is right or wrong between the gateway and WHMCS; changes nothing',
    details: `Reads the same configuration as serve, asks WHMCS one cheap question of each kind, and prints the API actions
to tick for each credential. The one write that it tries, UpdateClient of client 0, changes nothing. The exit code
names the first thing to mend. With --json it prints one JSON object; docs/getting-started.md describes it.`,
    json: true,
    endings: allEndings.filter((ending) => !['listen', 'cutOff', 'held'].includes(ending)),
    run: async (_, json) => (await import('./doctor.ts')).doctor(process.env, say, { json }),
  },
  schema: {
    summary: 'prints the GraphQL schema, with staff, partner or client behind it what that role is shown',
    details: `Prints the whole schema in SDL. With a role, prints what that role is shown where "allow" changes nothing.`,
    takes: roleNames,
    endings: ['ok', 'failure', 'usage'],
    async run(argument) {
      const role = roleNames.find((name) => name === argument);
      process.stdout.write((await import('./schema.ts')).printedSchema(role));
      return 'ok';
    },
  },
};

/** The command of that name. */
export const commandNamed = (name: string): Command | undefined =>
  Object.hasOwn(commands, name) ? commands[name] : undefined;
