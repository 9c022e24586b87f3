/** A gateway that runs until it is told to end: serve and demo, apart from what they run it over. */
import { startGateway, type Gateway, type GatewayOptions } from '../gateway/gateway.ts';
import { exitCodes, type Ending } from './exit-codes.ts';
import { ListenError } from './listen-error.ts';

const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already: end it, or set PORT to another port',
  EACCES: 'that port needs more rights: set PORT to one above 1023',
  EADDRNOTAVAIL:
    'no interface of this machine has that address: set HOST to 127.0.0.1, 0.0.0.0 or an address of its own',
  ENOTFOUND: 'that name has no address: set HOST to 127.0.0.1, 0.0.0.0 or an address of this machine',
};

/** For what is left to say, and read. */
const LAST_WORDS_MS = 1_000;

/** @throws ListenError where the port cannot be had */
export async function start(options: GatewayOptions): Promise<Gateway> {
  try {
    return await startGateway(options);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const help = advice[code];
    if (help === undefined) throw error;
    throw new ListenError(`Cannot listen on ${options.listen.host}:${options.listen.port} (${code}); ${help}.`, {
      cause: error,
    });
  }
}

/**
 * Waits for SIGTERM or SIGINT, then closes: no new connections, what is under way finishes. A second signal ends at once.
 * Writes have their deadline for it; where that does not do, nothing holds the end any more.
 *
 * @param announce told that the end has begun
 */
export async function untilSignalled(
  close: () => Promise<boolean>,
  announce: (signal: string) => void,
): Promise<Ending> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name));
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(exitCodes.failure.code));
  announce(signal);
  if (await close()) return 'ok';
  // Whatever hangs would keep the process from its natural end.
  setTimeout(() => process.exit(exitCodes.cutOff.code), LAST_WORDS_MS).unref();
  return 'cutOff';
}
