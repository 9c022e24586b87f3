/** One operation of schema/operations: its cost for WHMCS, the gateway and the caller. */
import { startSimulator } from '../../src/simulator/index.ts';
import { underLoad, type Effort, type Load } from './load.ts';
import { OperationFailed, priced, sameData, send, type Operation } from './operation.ts';
import type { MeasuredProcess, Memory, Processes } from './processes.ts';

export interface OperationRow extends Pick<Operation, 'name' | 'kind' | 'as'> {
  /** Calls to WHMCS with a cold cache, and for a repetition. A mutation is not repeated. */
  readonly calls: { readonly cold: number; readonly warm: number | null };
  /** For reads only. */
  readonly warm: Warm | null;
}

export interface Warm {
  readonly answerBytes: number;
  readonly gateway: Load;
  readonly bare: Load;
  /** Of the gateway: before its first request, and after its last. */
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

/** Parts that operations share; their figures are not reported. */
export interface OperationBench {
  readonly effort: { readonly 'gateway-process': Effort; readonly 'bare-process': Effort };
  readonly processes: Processes;
  readonly bare: MeasuredProcess;
}

const CONCURRENCY = 4;

/** With its own gateway, so that cache and compiled code are not shared; and with a WHMCS that it may change. */
export async function measureOperation(operation: Operation, bench: OperationBench): Promise<OperationRow> {
  const { name, kind, as } = operation;
  const simulator = await startSimulator();
  const gateway = bench.processes.fork('gateway-process');
  try {
    const url = await gateway.start({ whmcs: simulator.url, concurrency: CONCURRENCY });
    const before = await gateway.memory();
    const cold = await priced(operation, url, simulator);
    if (kind === 'mutation') return { name, kind, as, calls: { cold: cold.calls, warm: null }, warm: null };

    const { calls, answer } = await priced(operation, url, simulator);
    const load = await underLoad(gateway, operation, url, bench.effort['gateway-process']);
    const after = await gateway.memory();
    if (!sameData(await send(operation, url), answer))
      throw new OperationFailed(`${name}: the answer changed under load`);
    const bare = await underLoad(bench.bare, operation, await bench.bare.start(answer), bench.effort['bare-process']);
    const warm = { answerBytes: Buffer.byteLength(answer), gateway: load, bare, memory: { before, after } };
    return { name, kind, as, calls: { cold: cold.calls, warm: calls }, warm };
  } finally {
    await gateway.end();
    await simulator.close();
  }
}
