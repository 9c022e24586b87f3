/** What is answered while another gateway still has the journal: this one lives, and is not ready. */
import { deliveries } from '../gateway/http/deliveries.ts';
import { startingLimits } from '../config/limits.ts';
import type { Log } from '../gateway/observe/log.ts';
import { listen, sendJson, type Handler, type HttpServer } from '../gateway/http/server.ts';

/** For answers that are on their way: the gateway itself listens on the port next. */
const CLOSE_MS = 1_000;

const notReady: Handler = (_, response) =>
  sendJson(response, 503, { status: 'waiting', journal: 'held' }, { 'retry-after': '1' });

/**
 * Listens where the gateway will.
 *
 * @returns closes the port; where it cannot be had now, such as that of the gateway that is waited for, nothing is answered
 */
export async function waitingRoom(
  at: { readonly host: string; readonly port: number },
  log: Log,
): Promise<() => Promise<void>> {
  let server: HttpServer;
  const outgoing = deliveries(startingLimits.deliveries);
  try {
    server = await listen({
      ...at,
      ...startingLimits,
      deliveries: outgoing,
      routes: {
        '/health/live': (_, response) => sendJson(response, 200, { status: 'up' }),
        '/health/ready': notReady,
        '/graphql': notReady,
      },
      onError: (error, requestId) => log.error({ requestId, err: error }, 'a request failed'),
    });
  } catch (error) {
    log.warn({ err: error }, 'nothing is answered while the journal is waited for');
    outgoing.close();
    return () => Promise.resolve();
  }
  return async () => {
    await server.close(CLOSE_MS);
    outgoing.close();
  };
}
