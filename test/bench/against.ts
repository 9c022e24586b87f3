/**
 * This checkout against another: both gateways serve the same screens in turn, in their own processes with their own simulated
 * hosts, so that a slow machine slows down both. Only the ratios mean something.
 */
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startSimulator } from '../../src/simulator/index.ts';
import { underLoad, type Effort } from './load.ts';
import { OperationFailed, send, type Operation } from './operation.ts';
import { buildProcesses, root, type MeasuredProcess, type Processes } from './processes.ts';
import { screens, unrepeated, type Screen } from './screens/screen.ts';
import { legend, table, type Column } from './table.ts';

/** CPU of the gateway process per request, in microseconds. */
interface Cost {
  /** The first request to a gateway with empty caches, in a process that has compiled its code. */
  readonly cold: number;
  /** Warm, each request unique. */
  readonly executed: number;
  /** Warm, the same request repeated. */
  readonly identical: number;
}

export interface AgainstRow {
  readonly screen: string;
  readonly other: Cost;
  readonly own: Cost;
}

export interface AgainstOptions {
  readonly quick?: boolean;
  /** Only the screens with these names. */
  readonly only?: readonly string[];
  readonly onTurn?: (name: string) => void;
}

interface Pace {
  /** The number of measurements of each; the median counts. */
  readonly rounds: number;
  readonly coldQuestions: number;
  readonly effort: Effort;
}

const thorough: Pace = {
  rounds: 5,
  coldQuestions: 10,
  effort: { warmUp: { amount: 2000 }, measured: { amount: 2000 } },
};
const quick: Pace = { rounds: 1, coldQuestions: 2, effort: { warmUp: { amount: 32 }, measured: { amount: 64 } } };

const CONCURRENCY = 8;

/**
 * Measures both.
 *
 * @param checkout the folder of the other one, with its node_modules
 * @throws OperationFailed for an unknown screen, and for a wrong response of either
 */
export async function runAgainst(
  checkout: string,
  { quick: isQuick = false, only, onTurn }: AgainstOptions = {},
): Promise<AgainstRow[]> {
  const unknown = (only ?? []).filter((name) => screens.every((screen) => screen.name !== name));
  if (unknown.length > 0) throw new OperationFailed(`the bench has no screen ${unknown.join(', ')}`);
  const pace = isQuick ? quick : thorough;
  const own = await buildProcesses(root);
  try {
    const other = await buildProcesses(resolve(checkout));
    try {
      const rows: AgainstRow[] = [];
      for (const screen of screens.filter(({ name }) => !only || only.includes(name))) {
        onTurn?.(screen.name);
        rows.push(await measureBoth(screen, { own, other }, pace));
      }
      return rows;
    } finally {
      await other.remove();
    }
  } finally {
    await own.remove();
  }
}

interface Both<T> {
  readonly own: T;
  readonly other: T;
}

async function measureBoth(screen: Screen, processes: Both<Processes>, pace: Pace): Promise<AgainstRow> {
  const contenders = { own: await contender(screen, processes.own), other: await contender(screen, processes.other) };
  try {
    const costs: Record<keyof Both<Cost>, Cost[]> = { own: [], other: [] };
    for (let round = 0; round < pace.rounds; round++)
      for (const who of ['other', 'own'] as const) costs[who].push(await contenders[who].cost(pace));
    return { screen: screen.name, other: medianOf(costs.other), own: medianOf(costs.own) };
  } finally {
    await contenders.own.end();
    await contenders.other.end();
  }
}

/** One gateway with a simulated host. */
async function contender(screen: Screen, processes: Processes) {
  const simulator = await startSimulator();
  const operation = screen.operation('nodes', simulator.world);
  const gateway = processes.fork('gateway-process');
  const start = () => gateway.start({ whmcs: simulator.url, concurrency: CONCURRENCY });
  return {
    async cost({ coldQuestions, effort }: Pace): Promise<Cost> {
      const url = await start();
      // Under load from its first moment, it would reject requests for lack of room in the queue for WHMCS.
      await send(operation, url);
      const executed = await loaded(gateway, unrepeated(operation), url, effort);
      const identical = await loaded(gateway, operation, url, effort);
      // Last: V8 has compiled the hot code by then.
      return { cold: await coldCost(gateway, operation, start, coldQuestions), executed, identical };
    },
    async end() {
      await gateway.end();
      await simulator.close();
    },
  };
}

const ATTEMPTS = 10;
const PAUSE_MS = 1_000;

/** CPU per request. On a busy machine a gateway rejects some requests; such a measurement is repeated. */
async function loaded(...given: Parameters<typeof underLoad>): Promise<number> {
  for (let attempt = 1; ; attempt++)
    try {
      return (await underLoad(...given)).cpuMicros;
    } catch (error) {
      if (!(error instanceof OperationFailed) || attempt === ATTEMPTS) throw error;
      await setTimeout(PAUSE_MS);
    }
}

async function coldCost(
  gateway: MeasuredProcess,
  operation: Operation,
  start: () => Promise<string>,
  questions: number,
): Promise<number> {
  const costs: number[] = [];
  for (let question = 0; question < questions; question++) {
    const url = await start();
    const before = await gateway.cpuMicros();
    await send(operation, url);
    costs.push((await gateway.cpuMicros()) - before);
  }
  return median(costs);
}

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

const medianOf = (costs: readonly Cost[]): Cost => ({
  cold: median(costs.map(({ cold }) => cold)),
  executed: median(costs.map(({ executed }) => executed)),
  identical: median(costs.map(({ identical }) => identical)),
});

const meanings: Readonly<Record<keyof Cost, string>> = {
  cold: 'CPU µs of the first request to a gateway that knows nothing, of the other checkout and of this one',
  executed: 'the same per warm request, no request like another',
  identical: 'the same per warm request, the same request again and again',
};

const columnsOf = (kind: keyof Cost): Column<AgainstRow>[] => [
  { title: kind, meaning: meanings[kind], value: ({ other }) => other[kind], mean: true },
  { title: `${kind} now`, meaning: 'of this checkout', value: ({ own }) => own[kind], mean: true },
  {
    title: '×',
    meaning: 'this checkout over the other: below 1 it is faster',
    value: ({ own, other }) => own[kind] / other[kind],
    digits: 2,
    mean: true,
  },
];

const columns: readonly Column<AgainstRow>[] = [
  { title: 'screen', meaning: 'of test/bench/screens', value: ({ screen }) => screen },
  ...(['cold', 'executed', 'identical'] as const).flatMap(columnsOf),
];

export const printedAgainst = (rows: readonly AgainstRow[]): string =>
  [...legend(columns), '', ...table(columns, rows)].join('\n');
