import type { AddressInfo } from 'node:net';
import { CallRecorder } from './calls.ts';
import { WallClock } from './clock.ts';
import { FaultQueue } from './http/faults.ts';
import { atLeast, onAverage } from './http/latency.ts';
import { demoCredential, type Simulator, type SimulatorOptions } from './options.ts';
import { serve } from './http/server.ts';
import { Wire } from './wire.ts';
import { Workers } from './http/workers.ts';
import { buildWorld } from './world/build.ts';

export type { CallEntry, CallLog } from './calls.ts';
export type { Fault, FaultKind } from './http/faults.ts';
export { demoCredential, type Simulator, type SimulatorCredential, type SimulatorOptions } from './options.ts';
export type { PhpForm, PhpValue } from './http/php.ts';
export type * from './world/model.ts';
export type { World } from './world/world.ts';

/** Builds a small hosting company and puts it behind `includes/api.php`. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    clients = 300,
    seed = 1,
    port = 0,
    host = '127.0.0.1',
    untidy = true,
    timezone = 'UTC',
    version = '8.13.1',
  } = options;
  const credentials = options.credentials ?? [demoCredential];
  const path = trimmed(options.path ?? '/billing');
  const world = buildWorld(clients, seed, new WallClock(timezone, options.now));
  const calls = new CallRecorder();
  const faults = new FaultQueue();
  const server = serve({
    api: {
      world,
      wire: new Wire(untidy, seed),
      version,
      own: new Map(Object.entries(options.commands ?? {}).map(([name, command]) => [name.toLowerCase(), command])),
      guard: { credentials, allowedIps: options.allowedIps ?? 'any', accessKey: options.accessKey },
    },
    calls,
    faults,
    workers: new Workers(options.workers ?? Number.POSITIVE_INFINITY),
    path,
    remoteLatencyMs: options.remoteLatencyMs ?? options.latencyMs ?? 0,
    latency: options.punctual ? onAverage(options.latencyMs ?? 0) : atLeast(options.latencyMs ?? 0),
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server.address())}${path}`,
    credential: credentials[0] ?? demoCredential,
    calls,
    world,
    fail: (fault) => faults.add(fault),
    heal: () => faults.clear(),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // Hanging answers would keep it open for ever.
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error(`Expected a TCP address, got ${String(address)}`);
  return address.port;
}

/** `billing/`, `/billing` and `/billing/` are the same directory; `/` is none. */
function trimmed(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}
