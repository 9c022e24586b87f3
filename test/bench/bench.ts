/** The bench: what each operation of schema/operations costs WHMCS, the gateway and the one who waits. */
import { availableParallelism, cpus } from 'node:os';
import { startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { CONNECTIONS, underLoad, type Load, type Effort } from './load.ts';
import { OperationFailed, operationsNamed, sameData, send, type Operation } from './operation.ts';
import { buildProcesses, type MeasuredProcess, type Memory, type Processes } from './processes.ts';

export interface BenchOptions {
  /** A look at whether it works at all; its times say nothing. */
  readonly quick?: boolean;
  /** Only these. */
  readonly operations?: readonly string[];
  /** Told the name of each operation before its turn. */
  readonly onOperation?: (name: string) => void;
}

export interface Row extends Pick<Operation, 'name' | 'kind' | 'as'> {
  /** Calls to WHMCS: asked of a gateway that knows nothing, and asked again. A mutation is not repeated. */
  readonly calls: { readonly cold: number; readonly warm: number | null };
  /** Of reads alone. */
  readonly warm: Warm | null;
}

export interface Warm {
  readonly answerBytes: number;
  readonly gateway: Load;
  readonly bare: Load;
  /** Of the gateway: before its first request, and after its last. */
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

export interface Report {
  readonly machine: { readonly node: string; readonly cores: number; readonly cpu: string };
  readonly connections: number;
  readonly effort: { readonly gateway: Effort; readonly bare: Effort };
  readonly rows: readonly Row[];
  /** What went wrong, operation by operation. */
  readonly failures: readonly string[];
}

/** Run in by number: V8 counts calls, and a busy machine makes few of them in a second. */
const thorough: Report['effort'] = {
  gateway: { warmUp: { amount: 1500 }, measured: { duration: 2 } },
  bare: { warmUp: { amount: 5000 }, measured: { duration: 1 } },
};
const brief: Effort = { warmUp: { amount: 64 }, measured: { amount: 320 } };
const quick: Report['effort'] = { gateway: brief, bare: brief };

/** What operations share: nobody's figures are in it. */
interface Bench {
  readonly effort: Report['effort'];
  readonly processes: Processes;
  readonly bare: MeasuredProcess;
}

/** @throws OperationFailed for an operation that cannot be sent at all; one that answers wrongly is among the failures */
export async function runBench({
  quick: isQuick = false,
  operations,
  onOperation,
}: BenchOptions = {}): Promise<Report> {
  const chosen = operationsNamed(operations);
  const effort = isQuick ? quick : thorough;
  const rows: Row[] = [];
  const failures: string[] = [];
  const processes = await buildProcesses();
  const bare = processes.fork('bare-process');
  try {
    for (const operation of chosen) {
      onOperation?.(operation.name);
      try {
        rows.push(await measure(operation, { effort, processes, bare }));
      } catch (error) {
        if (!(error instanceof OperationFailed)) throw error;
        failures.push(error.message);
      }
    }
  } finally {
    await Promise.all([bare.end(), processes.remove()]);
  }
  const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown' };
  return { machine, connections: CONNECTIONS, effort, rows, failures };
}

/** With a gateway of its own, so that neither memory nor compiled code is another's; and with a WHMCS that it may change. */
async function measure(operation: Operation, bench: Bench): Promise<Row> {
  const { name, kind, as } = operation;
  const simulator = await startSimulator();
  const gateway = bench.processes.fork('gateway-process');
  try {
    const url = await gateway.start(simulator.url);
    const before = await gateway.memory();
    const cold = await priced(operation, url, simulator);
    if (kind === 'mutation') return { name, kind, as, calls: { cold: cold.calls, warm: null }, warm: null };

    const { calls, answer } = await priced(operation, url, simulator);
    const load = await underLoad(gateway, operation, url, bench.effort.gateway);
    const after = await gateway.memory();
    if (!sameData(await send(operation, url), answer))
      throw new OperationFailed(`${name}: the answer changed under load`);
    const bare = await underLoad(bench.bare, operation, await bench.bare.start(answer), bench.effort.bare);
    const warm = { answerBytes: Buffer.byteLength(answer), gateway: load, bare, memory: { before, after } };
    return { name, kind, as, calls: { cold: cold.calls, warm: calls }, warm };
  } finally {
    await gateway.end();
    await simulator.close();
  }
}

/** The truth about calls is what WHMCS saw. */
async function priced(
  operation: Operation,
  url: string,
  { calls }: Simulator,
): Promise<{ calls: number; answer: string }> {
  const before = calls.total;
  const answer = await send(operation, url);
  return { calls: calls.total - before, answer };
}
