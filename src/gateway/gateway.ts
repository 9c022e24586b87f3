/** The gateway: everything put together and listening. */
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/authenticate.ts';
import { idempotency } from '../graph/idempotency.ts';
import { schema as graphSchema } from '../graph/schema.ts';
import { wallClock } from '../graph/wall-clock.ts';
import { cache } from '../whmcs/cache.ts';
import { whmcsClient } from '../whmcs/client.ts';
import type { Keep } from '../whmcs/command.ts';
import { graphiql, type GraphiqlOptions } from './graphiql.ts';
import { graphql } from './graphql.ts';
import { graphqlRoute } from './graphql-route.ts';
import { health } from './health.ts';
import type { Log } from './log.ts';
import { metrics as createMetrics } from './metrics.ts';
import { listen, send, sendJson } from './server.ts';

export interface WhmcsOptions {
  /** The full address of includes/api.php. */
  readonly url: URL;
  readonly identifier: string;
  readonly secret: string;
  readonly accessKey?: string | undefined;
  readonly timezone: string;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

/** What is not configurable yet; tests turn some of it down. */
export interface Limits {
  /** Calls that may wait for WHMCS. */
  readonly queue: number;
  /** What an operation may take, its writes apart. */
  readonly operationMs: number;
  readonly cacheSeconds: Readonly<Record<Keep, number>>;
  /** Of remembered answers, in characters. */
  readonly cacheSize: number;
  /** Attachments travel in base64 inside the request. */
  readonly bodyBytes: number;
}

export const startingLimits: Limits = Object.freeze({
  queue: 200,
  operationMs: 30_000,
  cacheSeconds: Object.freeze({ reference: 600, record: 60, list: 30 }),
  cacheSize: 64 * 1024 * 1024,
  bodyBytes: 12 * 1024 * 1024,
});

export interface GatewayOptions {
  readonly whmcs: WhmcsOptions;
  readonly listen: { readonly host: string; readonly port: number };
  readonly authenticate: Authenticate;
  /** Whether answers are shared between operations. */
  readonly sharedCache: boolean;
  readonly log: Log;
  readonly graphiql?: GraphiqlOptions;
  /** Operations that metrics name; every other is "other". */
  readonly knownOperations?: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly schema?: GraphQLSchema;
}

export interface Gateway {
  /** `http://host:port`. */
  readonly url: string;
  /** No new connections; resolves when operations under way have ended, writes within their deadline. */
  close(): Promise<void>;
}

/** How much longer than its deadlines an operation may take to send its answer, when the gateway is to end. */
const GRACE_MS = 5_000;

/** @throws the listen error where the port cannot be had */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { whmcs, authenticate, log, schema = graphSchema } = options;
  const limits = { ...startingLimits, ...options.limits };
  const metrics = createMetrics(new Set(options.knownOperations));
  const upstream = health();

  const client = whmcsClient({
    ...whmcs,
    maxQueued: limits.queue,
    onWarning: (command, message) => log.warn({ command }, message),
    onEnded(request) {
      metrics.requested(request);
      upstream.requested(request);
    },
  });
  metrics.watch(client.load);

  const operations = graphql({
    schema,
    log,
    installed: {
      client,
      cache: cache(client, { seconds: limits.cacheSeconds, maxSize: limits.cacheSize, shared: options.sharedCache }),
      deadlineMs: limits.operationMs,
      clock: wallClock(whmcs.timezone),
      idempotency: idempotency(),
    },
  });

  let closing = false;
  const server = await listen({
    ...options.listen,
    routes: {
      '/graphql': graphqlRoute({
        graphql: operations,
        graphiql: graphiql(options.graphiql),
        authenticate,
        mostBodyBytes: limits.bodyBytes,
        log,
        metrics,
      }),
      '/health/live': (_, response) => sendJson(response, 200, { status: 'up' }),
      '/health/ready': async (_, response) => {
        const up = !closing && (await upstream.ready(client));
        sendJson(response, up ? 200 : 503, { status: up ? 'up' : 'down' });
      },
      '/metrics': async (_, response) =>
        send(response, 200, await metrics.text(), { 'content-type': metrics.contentType }),
    },
    onError: (error, requestId) => log.error({ requestId, err: error }, 'a request failed'),
  });

  const close = async (): Promise<void> => {
    closing = true;
    await server.close(limits.operationMs + whmcs.writeTimeoutMs + GRACE_MS);
    await operations.idle();
    await client.close();
  };
  return { url: server.url, close };
}
