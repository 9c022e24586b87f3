/** One operation of schema/operations: what it costs WHMCS, the gateway and the one who waits. */
import { startSimulator } from '../../src/simulator/index.ts';
import { underLoad, type Effort, type Load } from './load.ts';
import { OperationFailed, priced, sameData, send, type Operation } from './operation.ts';
import type { MeasuredProcess, Memory, Processes } from './processes.ts';

export interface OperationRow extends Pick<Operation, 'name' | 'kind' | 'as'> {
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

/** What operations share: nobody's figures are in it. */
export interface OperationBench {
  readonly effort: { readonly 'gateway-process': Effort; readonly 'bare-process': Effort };
  readonly processes: Processes;
  readonly bare: MeasuredProcess;
}

const CONCURRENCY = 4;

/** With a gateway of its own, so that neither memory nor compiled code is another's; and with a WHMCS that it may change. */
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
