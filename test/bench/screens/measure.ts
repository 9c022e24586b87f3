/** One screen, measured with every subject: each in its own process over its own WHMCS. */
import { startSimulator, type Simulator } from '../../../src/simulator/index.ts';
import { underLoad, type Effort, type Load } from '../load.ts';
import { OperationFailed, priced, sameData, send, type Operation } from '../operation.ts';
import type { MeasuredProcess, Memory, Processes, ProcessName } from '../processes.ts';
import { unrepeated, type Screen } from './screen.ts';
import { BARE, subjects, type Subject, type Title } from './subjects.ts';
import { leastMs, wavesOf } from './waves.ts';

/** The number of workers of the simulated WHMCS, and its latency when time is measured. */
const WORKERS = 8;
const LATENCY_MS = 120;

export interface ScreenRow {
  readonly screen: string;
  readonly subject: Title;
  readonly answerBytes: number;
  /** Of a gateway. */
  readonly cold: Cold | null;
  /** Warm, the same request repeated. */
  readonly identical: Load;
  /** Warm, each request unique; null if that makes no difference. */
  readonly executed: Load | null;
  /** Before the first request, and after the last. */
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

export interface Cold {
  readonly startMs: number;
  /** Calls to WHMCS with a cold cache, and for a repetition. */
  readonly calls: number;
  readonly callsAgain: number;
  /** The longest chain of calls that waited for one another. */
  readonly waves: number;
  /** The time of the response, and the minimum that its calls take. */
  readonly ms: number;
  readonly leastMs: number;
}

export interface ScreenBench {
  readonly effort: Readonly<Record<ProcessName, Effort>>;
  /** The number of cold measurements; the median counts. */
  readonly looks: number;
  readonly processes: Processes;
}

/** @throws OperationFailed if a subject does not answer, or differs from the first */
export async function measureScreen(screen: Screen, bench: ScreenBench): Promise<ScreenRow[]> {
  const rows: ScreenRow[] = [];
  let first: { operation: Operation; answer: string } | undefined;
  for (const subject of subjects) {
    const { row, operation, answer } = await measureSubject(screen, subject, bench);
    rows.push(row);
    first ??= { operation, answer };
    if (subject.style === 'nodes' && !sameData(answer, first.answer))
      throw new OperationFailed(`${screen.name}: ${subject.title} answers ${answer}\ninstead of ${first.answer}`);
  }
  if (first) rows.push(await measureBare(screen, first.operation, first.answer, bench));
  return rows;
}

async function measureSubject(
  screen: Screen,
  { title, process, style, remembers }: Subject,
  { effort, looks, processes }: ScreenBench,
): Promise<{ row: ScreenRow; operation: Operation; answer: string }> {
  const simulator = await startSimulator();
  const operation = screen.operation(style, simulator.world);
  const forkedAt = performance.now();
  const gateway = processes.fork(process);
  try {
    const url = await gateway.start({ whmcs: simulator.url, concurrency: WORKERS });
    const startMs = performance.now() - forkedAt;
    const before = await gateway.memory();
    const { calls } = await priced(operation, url, simulator);
    const { calls: callsAgain, answer } = await priced(operation, url, simulator);

    const identical = await underLoad(gateway, operation, url, effort[process]);
    const executed = remembers ? await underLoad(gateway, unrepeated(operation), url, effort[process]) : null;
    const after = await gateway.memory();
    if (!sameData(await send(operation, url), answer))
      throw new OperationFailed(`${operation.name}: the answer of ${title} changed under load`);

    const cold = { startMs, calls, callsAgain, ...(await waited(gateway, operation, looks)) };
    return {
      row: {
        screen: screen.name,
        subject: title,
        answerBytes: Buffer.byteLength(answer),
        cold,
        identical,
        executed,
        memory: { before, after },
      },
      operation,
      answer,
    };
  } finally {
    await gateway.end();
    await simulator.close();
  }
}

/** Measures gateways with empty caches, in a process that has compiled its code, over a slow WHMCS. */
async function waited(
  gateway: MeasuredProcess,
  operation: Operation,
  looks: number,
): Promise<Pick<Cold, 'waves' | 'ms' | 'leastMs'>> {
  const unhurried = await startSimulator({ latencyMs: LATENCY_MS, punctual: true });
  const pool = await startSimulator({ latencyMs: LATENCY_MS, punctual: true, workers: WORKERS });
  try {
    // No call waits for a worker here, only for answers.
    await send(operation, await gateway.start({ whmcs: unhurried.url, concurrency: 200 }));
    const waves = wavesOf(unhurried.calls.entries, LATENCY_MS);
    const times: number[] = [];
    for (let look = 0; look < looks; look++) times.push(await answeredIn(gateway, operation, pool));
    const ms = times.toSorted((a, b) => a - b)[Math.floor(looks / 2)] ?? Number.NaN;
    return { waves: waves.length, ms, leastMs: leastMs(waves, LATENCY_MS, WORKERS) };
  } finally {
    await Promise.all([unhurried.close(), pool.close()]);
  }
}

async function answeredIn(gateway: MeasuredProcess, operation: Operation, { url }: Simulator): Promise<number> {
  const address = await gateway.start({ whmcs: url, concurrency: WORKERS });
  const askedAt = performance.now();
  await send(operation, address);
  return performance.now() - askedAt;
}

async function measureBare(
  { name }: Screen,
  operation: Operation,
  answer: string,
  { effort, processes }: ScreenBench,
): Promise<ScreenRow> {
  const bare = processes.fork('bare-process');
  try {
    const url = await bare.start(answer);
    const before = await bare.memory();
    const identical = await underLoad(bare, operation, url, effort['bare-process']);
    return {
      screen: name,
      subject: BARE,
      answerBytes: Buffer.byteLength(answer),
      cold: null,
      identical,
      executed: null,
      memory: { before, after: await bare.memory() },
    };
  } finally {
    await bare.end();
  }
}
