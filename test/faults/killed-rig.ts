/** The outcome of a mutation whose gateway is killed at some moment: the process that dies, and the gateway after it. */
import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defaultLimits } from '../../src/config/limits.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { openJournal } from '../../src/journal/disk/open.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { acts, type Mutation } from './killed-acts.ts';
import type { Moment } from './killed-moments.ts';
import type { Trap } from './killed-traps.ts';

/** A response to the mutation. */
export interface Reply {
  readonly ending: string | undefined;
  readonly isReplayed: boolean;
}

/** A mutation as seen by its caller, in the journal, and in WHMCS. */
export interface Story {
  /** The signal that ended its processes, if they reached their points. */
  readonly died: readonly (string | null)[];
  /** The response of the first gateway; null if it died before. */
  readonly heard: Reply | null;
  /** The state that the next gateway knows before any request. */
  readonly left: readonly string[];
  /** The response to an immediate retry; null for mutations without a key. */
  readonly repeated: Reply | null;
  /** The state once everything that a read can prove is known. */
  readonly found: readonly string[];
  /** The response to another retry. */
  readonly atLast: Reply;
  /** How often WHMCS received the command, and did it. */
  readonly commands: number;
  readonly effects: number;
}

/** A mutation in progress at a moment, with everything of its own. */
export interface Case {
  readonly name: string;
  readonly moment: Moment;
  readonly mutation: Mutation;
  readonly directory: string;
  readonly simulator: Simulator;
  readonly document: string;
  /** The number of ledger records before. */
  readonly before: number;
}

const body = z.object({
  data: z.record(z.string(), z.object({ __typename: z.string() })),
  extensions: z.object({ replayed: z.array(z.string()).optional() }).optional(),
});

function replyIn({ data, extensions }: z.output<typeof body>): Reply {
  const [ending] = Object.values(data);
  return { ending: ending?.__typename, isReplayed: extensions?.replayed !== undefined };
}

/** Waits for a result that should come; if it does not, the story shows the current state. */
async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const givesUpAt = Date.now() + 400_000;
  while (Date.now() < givesUpAt && !(await is())) await setTimeout(50);
}

/** Options of all later gateways. */
const log = createLog({ level: 'silent', secrets: [] });

const PROCESS = fileURLToPath(new URL('killed-process.ts', import.meta.url));

/** How a process ended, and its responses before that, by the names of the cases. */
export interface Life {
  readonly signal: string | null;
  readonly stopped: ReadonlySet<string>;
  readonly heard: ReadonlyMap<string, Reply>;
}

/** Runs a process to its end, with a request to each gateway. If not all reach their points, another signal ends it. */
async function life(cases: readonly Case[], trapOf: (moment: Moment) => Trap | undefined): Promise<Life> {
  const preys = cases.map(({ name, moment, mutation, directory, simulator }) => {
    return { name, mutation, directory, trap: trapOf(moment), url: `${simulator.url}/includes/api.php` };
  });
  const child = spawn(process.execPath, ['--import', 'tsx', PROCESS, JSON.stringify(preys)], {
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 600_000,
  });
  const ended = new Promise<string | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const stopped = new Set<string>();
  const heard = new Map<string, Reply>();
  const asked: Promise<unknown>[] = [];
  for await (const line of createInterface(child.stdout)) {
    const [what, name = '', url = ''] = line.split(' ');
    const document = cases.find((each) => each.name === name)?.document ?? '';
    if (what === 'stopped') stopped.add(name);
    else {
      const reply = ask(url, document, name).then((answer) => heard.set(name, answer));
      // The caller of a killed process gets no response.
      asked.push(reply.catch(() => null));
    }
  }
  await Promise.all(asked);
  return { signal: await ended, stopped, heard };
}

async function ask(gateway: string, query: string, requestId: string): Promise<Reply> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer staff', 'x-request-id': requestId },
    body: JSON.stringify({ query }),
  });
  return replyIn(body.parse(await response.json()));
}

/** The next gateway: the state that it knows, its responses, and the results of its reads. */
async function afterlife({ name, moment, mutation, directory, simulator, document, before }: Case) {
  const { comes, happens } = moment;
  const { command, count, hasKey, absenceProves } = acts[mutation];
  const effects = (): number => count(simulator.world) - before;
  // Requests of the killed process may still be on their way.
  await until(() => simulator.calls.of(command) >= comes);
  const journal = await openJournal({ directory, keepMs: 86_400_000, onProblem: (problem) => console.error(problem) });
  // No process works in WHMCS now: two equal reads may prove at once that nothing has happened.
  const limits = { reconcileSeconds: { ...defaultLimits.reconcileSeconds, quiet: 0 } };
  const gateway = await startTestGateway({ simulator, gateway: { journal, limits, log } });
  try {
    const reads = simulator.calls.of('GetClientsProducts');
    const left = await statesAt(gateway);
    const repeated = hasKey ? await ask(gateway.url, document, name) : null;
    await until(() => effects() >= happens);
    const looks = (): number => simulator.calls.of('GetClientsProducts') - reads;
    // Two reads without a match would be enough.
    await until(async () => !(await statesAt(gateway)).includes('UNKNOWN') || (!absenceProves && looks() >= 2));
    const found = await statesAt(gateway);
    const atLast = await ask(gateway.url, document, name);
    return { left, repeated, found, atLast, commands: simulator.calls.of(command), effects: effects() };
  } finally {
    await gateway.close();
  }
}

async function statesAt(gateway: TestGateway): Promise<readonly string[]> {
  const { data } = await gateway.execute<{ operations: { nodes: { state: string }[] } }>(
    '{ operations(first: 9) { nodes { state } } }',
  );
  return data.operations.nodes.map(({ state }) => state);
}

/** Starts a simulated WHMCS for the mutation. */
export async function caseOf(moment: Moment, mutation: Mutation): Promise<Case> {
  const directory = await fs.mkdtemp(join(tmpdir(), 'killed-'));
  const simulator = await startSimulator({ clients: 4 });
  const { command, document, count } = acts[mutation];
  if (moment.fault) simulator.fail({ ...moment.fault, action: command, times: 1 });
  return {
    name: basename(directory),
    moment,
    mutation,
    directory,
    simulator,
    document: document(simulator.world),
    before: count(simulator.world),
  };
}

/** Kills a process once each case has reached its moment, and the next process too if the case says so. */
export async function killed(cases: readonly Case[]): Promise<readonly Life[]> {
  const first = await life(cases, ({ trap }) => trap);
  const inherited = cases.filter(({ moment }) => moment.heir);
  return inherited.length > 0 ? [first, await life(inherited, ({ heir }) => heir)] : [first];
}

/** The story of a case after these processes have died. */
export async function storyOf(each: Case, lives: readonly Life[]): Promise<Story> {
  const its = each.moment.heir ? lives : lives.slice(0, 1);
  const died = its.map(({ signal, stopped }) => (stopped.has(each.name) ? signal : 'not there'));
  try {
    return { died, heard: lives[0]?.heard.get(each.name) ?? null, ...(await afterlife(each)) };
  } finally {
    await each.simulator.close();
    await fs.rm(each.directory, { recursive: true, force: true });
  }
}
