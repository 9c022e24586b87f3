/** Runs a gateway until a signal stops it; for serve and demo. */
import { startGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import { exitCodes, type Ending } from './exit-codes.ts';
import { ListenError } from './listen-error.ts';

/** @param set the names of the settings of host and port */
const advice = (code: string, set: { readonly host: string; readonly port: string }): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `another process uses that port: end it, or set ${set.port} to another port`;
    case 'EACCES':
      return `that port needs more permissions: set ${set.port} to a port above 1023`;
    case 'EADDRNOTAVAIL':
      return `no interface of this machine has that address: set ${set.host} to 127.0.0.1, 0.0.0.0 or an address of this machine`;
    case 'ENOTFOUND':
      return `that name has no address: set ${set.host} to 127.0.0.1, 0.0.0.0 or an address of this machine`;
    default:
      return `set ${set.host} and ${set.port} to an address of this machine and a free port`;
  }
};

/** The time to write the last log lines. */
const LAST_WORDS_MS = 1_000;

/** @throws ListenError if the port is not available */
export async function start(options: GatewayOptions): Promise<Gateway> {
  try {
    return await startGateway(options);
  } catch (error) {
    throw notListening(error, options) ?? error;
  }
}

/** Undefined for an error that is not about listening. */
function notListening(error: unknown, { listen, metricsListen }: GatewayOptions): ListenError | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined;
  if (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo') return undefined;
  const ofMetrics = 'port' in error && error.port === metricsListen?.port ? metricsListen : undefined;
  const { host, port } = ofMetrics ?? listen;
  const code = String(error.code);
  const set = ofMetrics ? { host: 'metrics.host', port: 'metrics.port' } : { host: 'HOST', port: 'PORT' };
  return new ListenError(`Cannot listen on ${host}:${port} (${code}); ${advice(code, set)}.`, { cause: error });
}

/** The time for load balancers to notice that the gateway is about to end. */
export interface Drain {
  readonly ms: number;
  /** Called when this time begins. */
  begin(): void;
}

/**
 * Waits for SIGTERM or SIGINT, drains, then closes: new connections are refused, active operations finish. A second signal ends the drain,
 * the next one exits at once. Writes may finish within their deadline; after it the process exits.
 *
 * @param announce called when the shutdown begins
 */
export async function untilSignalled(
  close: () => Promise<boolean>,
  announce: (signal: string) => void,
  drain?: Drain,
): Promise<Ending> {
  let signal = await nextSignal();
  if (drain && drain.ms > 0) {
    drain.begin();
    signal = (await nextSignal(drain.ms)) || signal;
  }
  void nextSignal().then(() => process.exit(exitCodes.failure.code));
  announce(signal);
  if (await close()) return 'ok';
  // A pending operation would keep the process alive.
  setTimeout(() => process.exit(exitCodes.cutOff.code), LAST_WORDS_MS).unref();
  return 'cutOff';
}

/** The next signal to stop, or "" if none comes in time. */
function nextSignal(ms?: number): Promise<string> {
  return new Promise((resolve) => {
    const end = (signal: string): void => {
      clearTimeout(timer);
      for (const [name, listener] of listeners) process.off(name, listener);
      resolve(signal);
    };
    const listeners = endSignals.map((name) => [name, () => end(name)] as const);
    const timer = ms === undefined ? undefined : setTimeout(() => end(''), ms);
    for (const [name, listener] of listeners) process.on(name, listener);
  });
}

const endSignals = ['SIGTERM', 'SIGINT'] as const;
