/** The gateway: connects all parts and listens. */
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/authenticate.ts';
import { membership } from '../access/membership.ts';
import { sweepGroups } from '../graph/nouns/clients/group-sweep.ts';
import { backgroundRead } from '../graph/read/background.ts';
import { customCommandsOf, type CustomCommand } from '../whmcs/custom-command.ts';
import { noSelfService, type SelfService } from '../graph/base/self-service.ts';
import { noFields, type SharedFields } from '../graph/base/shared-fields.ts';
import { idempotency } from '../graph/write/idempotency.ts';
import { locks } from '../graph/write/lock.ts';
import { seal } from '../graph/read/seal.ts';
import { schema as graphSchema } from '../graph/schema.ts';
import { wallClock } from '../graph/base/wall-clock.ts';
import type { Journal } from '../journal/journal.ts';
import { holdCache } from '../journal/hold-cache.ts';
import { reconciler } from '../journal/reconcile/reconciler.ts';
import { cache } from '../whmcs/cache/cache.ts';
import { whmcsClient, type WhmcsClient } from '../whmcs/client.ts';
import type { Credentials } from '../whmcs/credentials.ts';
import { AbandonedError } from '../whmcs/errors.ts';
import { latencyModel } from '../whmcs/cache/latency.ts';
import { floors } from '../whmcs/cache/floors.ts';
import type { DateFormat } from '../whmcs/wire/date-formats.ts';
import { admission } from './admission/admission.ts';
import { audited } from './observe/audit.ts';
import { callLog } from './observe/call-log.ts';
import { watchClock } from './observe/clock-watch.ts';
import type { CorsOptions } from './http/cors.ts';
import { deliveries } from './http/deliveries.ts';
import { failureLine } from './observe/failure.ts';
import { engine } from './engine.ts';
import { graphiql, type GraphiqlOptions } from './http/graphiql.ts';
import { graphql } from './graphql.ts';
import { viewerRoutes } from './http/viewer-routes.ts';
import { health } from './observe/health.ts';
import { defaultLimits, type Limits } from '../config/limits.ts';
import type { Log } from './observe/log.ts';
import { metrics as createMetrics } from './observe/metrics.ts';
import { reportingSignUps } from './newcomers.ts';
import { queueRoom, withReserve } from './admission/queue-room.ts';
import { rateLimits } from './admission/rate.ts';
import { readyRoute, type Phase } from './http/ready.ts';
import { noResponses, responseCache } from './response-cache/response-cache.ts';
import { listen, send, sendJson, type Handler, type HttpServer } from './http/server.ts';
import { withTimeout } from './http/timeout.ts';
import { warmUp, warmUpLater } from './warm-up.ts';

export interface WhmcsOptions extends Credentials {
  /** The full address of includes/api.php. */
  readonly url: URL;
  readonly accessKey?: string | undefined;
  readonly timezone: string;
  /** The format in which WHMCS reads localised days; that of a new installation if absent. */
  readonly dateFormat?: DateFormat;
  readonly maxConcurrency: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

export interface GatewayOptions {
  readonly whmcs: WhmcsOptions;
  readonly listen: { readonly host: string; readonly port: number };
  readonly authenticate: Authenticate;
  /** Records mutations before they are sent. The gateway closes it. */
  readonly journal: Journal;
  /** The client groups that the current configuration of viewers names. */
  readonly groups?: () => readonly number[];
  /** Whether operations share cached answers. */
  readonly sharedCache: boolean;
  readonly log: Log;
  /** False for no GraphiQL page. */
  readonly graphiql?: GraphiqlOptions | false;
  /** Additional routes, by path. */
  readonly routes?: Readonly<Record<string, Handler>>;
  /** Origins whose scripts may send requests, such as "https://app.example.com"; none by default. */
  readonly origins?: CorsOptions['origins'];
  /** Request headers that these scripts may send in addition to the usual ones. */
  readonly corsHeaders?: CorsOptions['headers'];
  /** Operations that metrics name; all others are "other". */
  readonly knownOperations?: readonly string[];
  /** A separate listener for /metrics; the main port by default. */
  readonly metricsListen?: { readonly host: string; readonly port: number } | undefined;
  /** The gateway's version, for metrics. */
  readonly version?: string;
  /** The custom fields that partners and clients may read and write; none by default. */
  readonly customFields?: SharedFields;
  /** What partners and clients may do to their services; nothing of that if absent. */
  readonly selfService?: SelfService;
  /** The mutations, off by default, that are offered; none by default. */
  readonly secrets?: readonly string[];
  /** Commands of the host's own that staff may use; none by default. */
  readonly customCommands?: readonly CustomCommand[];
  readonly limits?: Partial<Limits>;
  readonly schema?: GraphQLSchema;
}

export interface Gateway {
  /** `http://host:port`. */
  readonly url: string;
  /** The same for the listener of /metrics. */
  readonly metricsUrl: string;
  /** Looks up the members of client groups now. */
  renewGroups(): void;
  /** From now on /health/ready reports that the gateway is about to stop. Requests are served as before. */
  drain(): void;
  /**
   * Accepts no new connections. Resolves when running operations have ended, writes within their deadline.
   *
   * @returns whether all of them have ended; the outcome of the others is unknown
   */
  close(): Promise<boolean>;
}

/** How long after its deadlines an operation may still send its response while the gateway shuts down. */
const GRACE_MS = 5_000;

/** @throws the listen error if the port is not available */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { whmcs, authenticate, log, schema = graphSchema } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const metrics = createMetrics(new Set(options.knownOperations), options.version);
  const memoryMs = options.sharedCache ? limits.errorSeconds.record * 1000 : 0;
  const upstream = health(memoryMs);
  const calls = callLog(log);
  const unwatchClock = watchClock(log);

  const queue = queueRoom(() => client.load, limits.queue);
  const warn = (command: string, message: string): void => log.warn({ command }, message);
  const client: WhmcsClient = whmcsClient({
    ...whmcs,
    maxQueued: withReserve(limits.queue),
    answers: limits.upstream,
    breaker: limits.breaker,
    remote: limits.remote,
    onCircuit(change) {
      metrics.circuitChanged(change);
      upstream.circuitChanged(change);
      const trouble = change.state === 'open' ? upstream.lastFailure(change.scope) : undefined;
      const cause = trouble && { command: trouble.command, ...failureLine(trouble.error) };
      log[change.state === 'open' ? 'warn' : 'info']({ ...change, ...(cause && { cause }) }, 'circuit breaker changed');
    },
    probe: () => upstream.probe(client),
    onWarning: warn,
    onEnded(request) {
      metrics.requestEnded(request);
      upstream.requestEnded(request);
      queue.ended(request.ms);
    },
    onCalled(call) {
      calls.called(call);
      if (call.error !== null && !(call.error instanceof AbandonedError)) metrics.callFailed(call);
    },
  });
  metrics.watch(client.load, options.journal);
  const admitted = admission(limits.load);
  const outgoing = deliveries(limits.deliveries, (reason, bytes) => {
    metrics.cut(reason);
    log.warn({ reason, bytes }, 'connection closed: slow reader');
  });
  metrics.watchProcess(admitted, outgoing);

  const learnt = latencyModel();
  const answers = cache(client, {
    seconds: limits.cacheSeconds,
    staleSeconds: limits.staleSeconds,
    errorSeconds: limits.errorSeconds,
    patienceMs: limits.patienceMs,
    maxSize: limits.cacheSize,
    shared: options.sharedCache,
    latency: learnt,
  });
  const upstreamOf = {
    client,
    cache: answers,
    latency: learnt,
    floors: floors(limits.negativeMs),
    totals: new Map<string, number>(),
    departments: new Set<number>(),
    deadlineMs: limits.operationMs,
    warn,
  };
  const groups = membership({
    sweep: (signal) => sweepGroups(upstreamOf, signal),
    groups: options.groups ?? (() => []),
    refreshMs: limits.groupSeconds.refresh * 1000,
    maxAgeMs: limits.groupSeconds.maxAge * 1000,
    patienceMs: limits.patienceMs,
    report: (level, details, message) => log[level](details, message),
  });
  const audit = audited(options.journal, log);
  const journal = reportingSignUps(await holdCache(audit, { cache: answers, mostMs: limits.unknownMs }), groups);
  const reconciling = reconciler({
    journal,
    read: backgroundRead(upstreamOf),
    quietMs: limits.reconcileSeconds.quiet * 1000,
    forMs: limits.reconcileSeconds.for * 1000,
    report: (level, details, message) => log[level](details, message),
  });
  const operations = engine({
    schema,
    ...(options.secrets && { secrets: options.secrets }),
    log,
    budget: limits.budget,
    rows: limits.rows,
    rateLimitOf: rateLimits(limits.callsPerMinute),
    queue,
    document: limits.document,
    installed: {
      ...upstreamOf,
      clock: wallClock(whmcs.timezone, whmcs.dateFormat),
      idempotency: idempotency(journal, (error, operationId, isForeseen) =>
        isForeseen
          ? log.warn({ operationId, err: error }, 'mutation outcome unknown')
          : log.error({ operationId, err: error }, 'mutation failed unexpectedly after a call was sent'),
      ),
      locks: locks(),
      journal,
      groups,
      sharedFields: options.customFields ?? noFields,
      lookUpsOf: rateLimits(
        { STAFF: limits.namesPerMinute, PARTNER: limits.namesPerMinute, CLIENT: limits.namesPerMinute },
        undefined,
        'name rates',
      ),
      selfService: options.selfService ?? noSelfService,
      customCommands: customCommandsOf(options.customCommands ?? []),
      seal: seal(whmcs.secret),
    },
  });

  let phase: Phase = 'serving';
  const showMetrics: Handler = async (_, response) =>
    send(response, 200, await metrics.text(), { 'content-type': metrics.contentType });
  const metricsRoutes = { '/metrics': showMetrics };
  const serving = {
    headerBytes: limits.headerBytes,
    headersMs: limits.headersMs,
    requestMs: limits.requestMs,
    connections: limits.connections,
    deliveries: outgoing,
    onError: (error: unknown, requestId: string) => log.error({ requestId, err: error }, 'request failed'),
  };
  const overHttp = graphql({ engine: operations, log, answerBytes: limits.answerBytes });
  await warmUp(overHttp);
  const server = await listen({
    ...options.listen,
    ...serving,
    routes: {
      ...options.routes,
      ...viewerRoutes({
        engine: operations,
        graphql: overHttp,
        graphiql: options.graphiql === false ? null : graphiql(options.graphiql),
        cors: { origins: options.origins ?? [], headers: options.corsHeaders ?? [] },
        authenticate,
        groups,
        responses: options.sharedCache
          ? responseCache({ maxBytes: limits.responseBytes, isAlive: (made) => answers.isAlive(made) })
          : noResponses,
        mostBodyBytes: limits.bodyBytes,
        admission: admitted,
        log,
        metrics,
      }),
      '/health/live': (_, response) => sendJson(response, 200, { status: 'up' }),
      '/health/ready': readyRoute({ health: upstream, client, journal, phase: () => phase }),
      ...(options.metricsListen ? {} : metricsRoutes),
    },
  });

  const callOff = warmUpLater(overHttp, (error) => log.error({ err: error }, 'warm-up failed'));
  let metricsServer: HttpServer | undefined;
  const close = (): Promise<boolean> => {
    phase = 'ending';
    callOff();
    groups.close();
    answers.close();
    const mostMs = limits.operationMs + whmcs.writeTimeoutMs + GRACE_MS;
    const ended = async (): Promise<void> => {
      await reconciling.close();
      await server.close(mostMs);
      await operations.idle();
      await client.close();
      calls.close();
      unwatchClock();
      await metricsServer?.close(0);
      outgoing.close();
      await journal.close();
    };
    return withTimeout(mostMs, ended());
  };
  const drain = (): void => {
    phase = 'draining';
  };
  try {
    if (options.metricsListen)
      metricsServer = await listen({ ...options.metricsListen, ...serving, routes: metricsRoutes });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: server.url,
    metricsUrl: (metricsServer ?? server).url,
    renewGroups: () => groups.renew(),
    drain,
    close,
  };
}
