/** The outer side of measured processes: gateway and bare server run apart from their load, so that CPU and memory are theirs alone. */
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Question, Upstream } from './measured.ts';

/** This checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const memory = z.object({ heapBytes: z.number(), rssBytes: z.number() });
export type Memory = z.infer<typeof memory>;

export interface MeasuredProcess {
  /** Starts to serve with these parameters (see the process), and returns the address. */
  start(given: Upstream | string): Promise<string>;
  /** CPU used so far, on all its threads. */
  cpuMicros(): Promise<number>;
  /** After garbage collection. */
  memory(): Promise<Memory>;
  end(): Promise<void>;
}

/** The processes with a gateway. */
export type GatewayProcess = 'gateway-process' | 'upper-bound-process' | 'days-gateway-process';
export type ProcessName = GatewayProcess | 'bare-process';

export interface Processes {
  fork(name: ProcessName): MeasuredProcess;
  /** Deletes the build. */
  remove(): Promise<void>;
}

/**
 * Compiles the processes. tsx would not do: it wraps every function to keep its name, and a gateway that makes many closures
 * per request pays for each.
 *
 * @param checkout with its own node_modules
 */
export async function buildProcesses(checkout = root): Promise<Processes> {
  const modules = join(checkout, 'node_modules');
  // Inside node_modules, packages are found as usual, and other tools ignore the files.
  await mkdir(join(modules, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(modules, '.cache', 'bench-'));
  const project = join(checkout, 'test', 'bench', 'tsconfig.build.json');
  await promisify(execFile)(join(modules, '.bin', 'tsc'), ['-p', project, '--outDir', folder]);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  return {
    fork: (name) => measuredProcess(join(folder, 'test', 'bench', `${name}.js`), checkout),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function measuredProcess(file: string, checkout: string): MeasuredProcess {
  const child = fork(file, {
    cwd: checkout,
    // As `npm start` does it; all get the same options.
    execArgv: ['--expose-gc', '--max-semi-space-size=64'],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    async start(upstream) {
      const given = typeof upstream === 'string' ? upstream : JSON.stringify(upstream);
      return z.string().parse(await ask(child, { ask: 'start', given }));
    },
    cpuMicros: async () => z.number().parse(await ask(child, { ask: 'cpu' })),
    memory: async () => memory.parse(await ask(child, { ask: 'memory' })),
    async end() {
      if (!child.connected) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** One command at a time. A process that ends instead of answering has written its reason to stderr. */
function ask(child: ChildProcess, question: Question): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', answered).off('exit', exited);
    };
    const answered = (answer: unknown): void => {
      settle();
      resolve(answer);
    };
    const exited = (code: number | null): void => {
      settle();
      reject(new Error(`the measured process ended with ${String(code)} when asked to ${question.ask}`));
    };
    child.once('message', answered).once('exit', exited);
    child.send(question);
  });
}
