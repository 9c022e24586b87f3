/** What becomes of a mutation whose gateway is killed at some moment: the process that dies, and the gateway that comes after it. */
import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startingLimits } from '../../src/config/limits.ts';
import { createLog } from '../../src/gateway/observe/log.ts';
import { openJournal } from '../../src/journal/disk/open.ts';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { acts, type Mutation } from './killed-acts.ts';
import type { Moment } from './killed-moments.ts';
import type { Trap } from './killed-traps.ts';

/** An answer to the mutation. */
export interface Told {
  readonly ending: string | undefined;
  readonly isReplayed: boolean;
}

/** What is seen of a mutation from its caller's side, from the journal's, and from WHMCS's. */
export interface Story {
  /** By what its processes ended, if they had come to its points. */
  readonly died: readonly (string | null)[];
  /** What the first gateway has told; null where it died before. */
  readonly heard: Told | null;
  /** What the next gateway knows of it before it is asked. */
  readonly left: readonly string[];
  /** What it tells who asks again at once; null where that is for keys alone. */
  readonly repeated: Told | null;
  /** How it stands when everything that reading proves is known. */
  readonly found: readonly string[];
  /** What is told who asks once more. */
  readonly atLast: Told;
  /** How often the command came to WHMCS, and was done. */
  readonly commands: number;
  readonly effects: number;
}

/** A mutation that is under way at a moment, and all that is its own. */
export interface Case {
  readonly name: string;
  readonly moment: Moment;
  readonly mutation: Mutation;
  readonly directory: string;
  readonly simulator: Simulator;
  readonly document: string;
  /** How much the ledger held before. */
  readonly before: number;
}

const body = z.object({
  data: z.record(z.string(), z.object({ __typename: z.string() })),
  extensions: z.object({ replayed: z.array(z.string()).optional() }).optional(),
});

function toldBy({ data, extensions }: z.output<typeof body>): Told {
  const [ending] = Object.values(data);
  return { ending: ending?.__typename, isReplayed: extensions?.replayed !== undefined };
}

/** Waits for what should come; where it does not, the story tells how it stands. */
async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const givesUpAt = Date.now() + 400_000;
  while (Date.now() < givesUpAt && !(await is())) await setTimeout(50);
}

/** Of all gateways that come after. */
const log = createLog({ level: 'silent', secrets: [] });

const PROCESS = fileURLToPath(new URL('killed-process.ts', import.meta.url));

/** How a process has ended, and what it has told before, by the names of the cases. */
export interface Life {
  readonly signal: string | null;
  readonly stopped: ReadonlySet<string>;
  readonly heard: ReadonlyMap<string, Told>;
}

/** Runs a process until it ends, and asks each of its gateways. One that does not bring all to their points is ended by another signal. */
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
  const heard = new Map<string, Told>();
  const asked: Promise<unknown>[] = [];
  for await (const line of createInterface(child.stdout)) {
    const [what, name = '', url = ''] = line.split(' ');
    const document = cases.find((each) => each.name === name)?.document ?? '';
    if (what === 'stopped') stopped.add(name);
    else {
      const told = ask(url, document, name).then((answer) => heard.set(name, answer));
      // Whose process dies hears nothing.
      asked.push(told.catch(() => null));
    }
  }
  await Promise.all(asked);
  return { signal: await ended, stopped, heard };
}

async function ask(gateway: string, query: string, requestId: string): Promise<Told> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer staff', 'x-request-id': requestId },
    body: JSON.stringify({ query }),
  });
  return toldBy(body.parse(await response.json()));
}

/** The gateway that comes after the dead: what it knows, what it tells, and what it finds out by reading. */
async function afterlife({ name, moment, mutation, directory, simulator, document, before }: Case) {
  const { comes, happens } = moment;
  const { command, count, hasKey, absenceProves } = acts[mutation];
  const effects = (): number => count(simulator.world) - before;
  // What has left a process that is dead may still be on its way.
  await until(() => simulator.calls.of(command) >= comes);
  const journal = await openJournal({ directory, keepMs: 86_400_000, onProblem: (problem) => console.error(problem) });
  // Nobody is at work at WHMCS any more: two reads that agree may prove at once that nothing has happened.
  const limits = { reconcileSeconds: { ...startingLimits.reconcileSeconds, quiet: 0 } };
  const gateway = await startTestGateway({ simulator, gateway: { journal, limits, log } });
  try {
    const reads = simulator.calls.of('GetClientsProducts');
    const left = await statesAt(gateway);
    const repeated = hasKey ? await ask(gateway.url, document, name) : null;
    await until(() => effects() >= happens);
    const looks = (): number => simulator.calls.of('GetClientsProducts') - reads;
    // Two looks in which it is not found are all that would be needed.
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

/** Begins at WHMCS what is to be asked for. */
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

/** Kills a process when each case has come to its moment, and where it says so the next one too. */
export async function killed(cases: readonly Case[]): Promise<readonly Life[]> {
  const first = await life(cases, ({ trap }) => trap);
  const inherited = cases.filter(({ moment }) => moment.heir);
  return inherited.length > 0 ? [first, await life(inherited, ({ heir }) => heir)] : [first];
}

/** What becomes of a case of which these processes have died. */
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
