import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const executable = fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

export interface Cli {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The output so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code; rejects if a signal killed it. */
  readonly exit: Promise<number>;
}

/** A failed test may leave its child running; it is killed when the test process exits. */
const running = new Set<Cli['child']>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Runs the executable from source in its own process. Its environment is PATH, the temporary folder and `environment`. */
export function runCli(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Cli {
  const child = spawn(process.execPath, ['--import', tsx, executable, ...args], {
    // It writes its journal here.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], TMPDIR: tmpdir(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === null ? reject(new Error(`ended by ${signal}: ${stderr}`)) : resolve(code),
    );
  });
  exit.catch(() => undefined);
  running.add(child);
  child.once('close', () => running.delete(child));
  return { child, exit, stdout: () => stdout, stderr: () => stderr };
}

/** A port that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
