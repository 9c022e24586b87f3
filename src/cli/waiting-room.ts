/** Serves health checks while another gateway holds the journal: this process is live but not ready. */
import { deliveries } from '../gateway/http/deliveries.ts';
import { defaultLimits } from '../config/limits.ts';
import type { Log } from '../gateway/observe/log.ts';
import { listen, sendJson, type Handler, type HttpServer } from '../gateway/http/server.ts';

/** The time for active responses to end: the gateway itself listens on the port next. */
const CLOSE_MS = 1_000;

const notReady: Handler = (_, response) =>
  sendJson(response, 503, { status: 'waiting', journal: 'held' }, { 'retry-after': '1' });

/**
 * Listens on the port of the gateway. If it is not available, for example because the other gateway uses it, nothing is served.
 *
 * @returns a function that closes the port
 */
export async function waitingRoom(
  at: { readonly host: string; readonly port: number },
  log: Log,
): Promise<() => Promise<void>> {
  let server: HttpServer;
  const outgoing = deliveries(defaultLimits.deliveries);
  try {
    server = await listen({
      ...at,
      ...defaultLimits,
      deliveries: outgoing,
      routes: {
        '/health/live': (_, response) => sendJson(response, 200, { status: 'up' }),
        '/health/ready': notReady,
        '/graphql': notReady,
      },
      onError: (error, requestId) => log.error({ requestId, err: error }, 'request failed'),
    });
  } catch (error) {
    log.warn({ err: error }, 'no health checks while waiting for the journal');
    outgoing.close();
    return () => Promise.resolve();
  }
  return async () => {
    await server.close(CLOSE_MS);
    outgoing.close();
  };
}
