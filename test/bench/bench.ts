/** The bench: the cost of the gateway for WHMCS, its own machine and the caller, and the comparison with baselines. */
import { availableParallelism, cpus } from 'node:os';
import { measureGrowth, type Growth } from './growth.ts';
import { CONNECTIONS, type Effort } from './load.ts';
import { measureOperation, type OperationRow } from './measure-operation.ts';
import { OperationFailed, allOperations } from './operation.ts';
import { measureOverload, type Overload } from './overload.ts';
import { buildProcesses, type ProcessName, type Processes } from './processes.ts';
import { measureScreen, type ScreenRow } from './screens/measure.ts';
import { screens } from './screens/screen.ts';

export interface BenchOptions {
  /** A quick check that everything works; its times mean nothing. */
  readonly quick?: boolean;
  /** Only these parts of the bench, operations or screens, by name. */
  readonly only?: readonly string[];
  /** Called with the name of each part before it runs. */
  readonly onTurn?: (name: string) => void;
}

export interface Report {
  readonly machine: { readonly node: string; readonly cores: number; readonly cpu: string };
  readonly connections: number;
  readonly effort: Readonly<Record<ProcessName, Effort>>;
  readonly operations: readonly OperationRow[];
  readonly screens: readonly ScreenRow[];
  readonly growth: Growth | null;
  readonly overload: Overload | null;
  /** Failures, by part. */
  readonly failures: readonly string[];
}

interface Pace {
  readonly effort: Report['effort'];
  readonly looks: number;
  /** The numbers of requests after which memory is measured. */
  readonly questions: readonly [number, number];
  /** The duration of the overload. */
  readonly overloadSeconds: number;
}

/** Warmed up by number of requests: V8 counts calls, and a busy machine makes few of them in a second. */
const thorough: Pace = {
  effort: {
    'gateway-process': { warmUp: { amount: 4000 }, measured: { duration: 1 } },
    'upper-bound-process': { warmUp: { amount: 4000 }, measured: { duration: 1 } },
    // Each of its requests is many calls: it is warm sooner, and serves few in a second.
    'days-gateway-process': { warmUp: { amount: 100 }, measured: { amount: 160 } },
    'bare-process': { warmUp: { amount: 5000 }, measured: { duration: 1 } },
  },
  looks: 3,
  questions: [20_000, 100_000],
  overloadSeconds: 5,
};
const brief: Effort = { warmUp: { amount: 64 }, measured: { amount: 320 } };
const quick: Pace = {
  effort: {
    'gateway-process': brief,
    'upper-bound-process': brief,
    'days-gateway-process': { warmUp: { amount: 32 }, measured: { amount: 64 } },
    'bare-process': brief,
  },
  looks: 1,
  questions: [200, 1000],
  overloadSeconds: 1,
};

/**
 * Measures the chosen parts.
 *
 * @throws OperationFailed for an unknown name; a wrong response is listed among the failures
 */
export async function runBench({ quick: isQuick = false, only, onTurn }: BenchOptions = {}): Promise<Report> {
  const chosen = choose(only);
  const pace = isQuick ? quick : thorough;
  const failures: string[] = [];
  const turn: Turn = async (name, measure) => {
    onTurn?.(name);
    try {
      return [await measure()];
    } catch (error) {
      if (!(error instanceof OperationFailed)) throw error;
      failures.push(error.message);
      return [];
    }
  };

  const processes = await buildProcesses();
  try {
    const rows = await measureAll(chosen, pace, processes, turn);
    const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown' };
    return { machine, connections: CONNECTIONS, effort: pace.effort, ...rows, failures };
  } finally {
    await processes.remove();
  }
}

type Chosen = ReturnType<typeof choose>;

/** The parts of the bench; naming one chooses everything in it. */
const parts = ['operations', 'screens', 'memory', 'overload'] as const;

function choose(only?: readonly string[]) {
  const operations = allOperations();
  const named = new Set([...parts, ...[...operations, ...screens].map(({ name }) => name)]);
  const unknown = (only ?? []).filter((name) => !named.has(name));
  if (unknown.length > 0) throw new OperationFailed(`the bench has no ${unknown.join(', ')}`);
  const isChosen = (part: (typeof parts)[number], name: string) => !only || only.includes(part) || only.includes(name);
  return {
    operations: operations.filter(({ name }) => isChosen('operations', name)),
    screens: screens.filter(({ name }) => isChosen('screens', name)),
    memory: isChosen('memory', 'memory'),
    overload: isChosen('overload', 'overload'),
  };
}

type Turn = <T>(name: string, measure: () => Promise<T>) => Promise<T[]>;

async function measureAll(
  { operations, screens: chosenScreens, memory, overload: isOverloaded }: Chosen,
  { effort, looks, questions, overloadSeconds }: Pace,
  processes: Processes,
  turn: Turn,
): Promise<Pick<Report, 'operations' | 'screens' | 'growth' | 'overload'>> {
  const operationRows: OperationRow[] = [];
  const bare = processes.fork('bare-process');
  try {
    for (const operation of operations)
      operationRows.push(
        ...(await turn(operation.name, () => measureOperation(operation, { effort, processes, bare }))),
      );
  } finally {
    await bare.end();
  }
  const screenRows: ScreenRow[] = [];
  for (const screen of chosenScreens)
    screenRows.push(...(await turn(screen.name, () => measureScreen(screen, { effort, looks, processes }))).flat());
  const [growth = null] = memory ? await turn('memory', () => measureGrowth(processes, questions)) : [];
  const [overload = null] = isOverloaded
    ? await turn('overload', () => measureOverload(processes, overloadSeconds))
    : [];
  return { operations: operationRows, screens: screenRows, growth, overload };
}
