/** Metrics for Prometheus. Labels have known values only: WHMCS's commands, kinds of failures, configured operations. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { unauthenticatedReasons, type UnauthenticatedReason } from '../../access/authenticate.ts';
import type { Journal } from '../../journal/journal.ts';
import { ATTACHMENT_OPERATION } from '../attachment-operation.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { MutationOutcome } from '../../graph/write/write-scope.ts';
import type { Price } from '../../graph/read/session.ts';
import { codes, type Code } from '../../graph/base/errors.ts';
import type { EndedCall, EndedRequest, WhmcsClient } from '../../whmcs/client.ts';
import { INSTALLATION, type CircuitChange } from '../../whmcs/transport/breaker.ts';
import type { CircuitState } from '../../whmcs/transport/circuit.ts';
import { refusalReasons, type Admission, type RefusalReason } from '../admission/admission.ts';
import { cutReasons, type CutReason, type Deliveries } from '../http/deliveries.ts';
import { describeFailure } from './failure.ts';

export interface Metrics {
  /** A request to WHMCS has ended. */
  requestEnded(request: EndedRequest): void;
  /** The state of a circuit breaker has changed: of WHMCS, or of one command. */
  circuitChanged(change: CircuitChange): void;
  /** A call has failed after all its retries. */
  callFailed(call: EndedCall): void;
  /** A request came without a known token. */
  unauthenticated(kind: UnauthenticatedReason): void;
  /** A request was refused before any work was done for it. */
  refused(reason: RefusalReason, code: Code): void;
  /** A connection was closed because its reader was too slow, or too many bytes waited. */
  cut(reason: CutReason): void;
  /** An operation of a caller has ended. `name` is the name that the caller gave it; `codes` are those of its errors. */
  operationEnded(operation: {
    readonly name: string | undefined;
    readonly codes: readonly string[];
    readonly ms: number;
    readonly price: Price | undefined;
    readonly mutations?: readonly MutationOutcome[] | undefined;
  }): void;
  /** An operation was answered from the response cache. */
  responseCacheHit(): void;
  /** Adds gauges of the queue for WHMCS and of unresolved mutations. */
  watch(load: WhmcsClient['load'], journal: Pick<Journal, 'unresolved' | 'isWritable'>): void;
  /** Adds gauges of active requests and of the memory that they hold. */
  watchProcess(load: Pick<Admission, 'requests' | 'bodyBytes'>, deliveries: Pick<Deliveries, 'bytes'>): void;
  /** The text for GET /metrics. */
  readonly contentType: string;
  text(): Promise<string>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180];

const stateFigures: Readonly<Record<CircuitState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/**
 * @param operations the names that become labels; all others are "other"
 * @param version the gateway's own
 */
export function metrics(operations: ReadonlySet<string>, version = 'unknown'): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const calls = new Counter({
    registers,
    name: 'whmcs_calls_total',
    help: 'Requests sent to WHMCS, retries included.',
    labelNames: ['command', 'outcome'],
  });
  const callSeconds = new Histogram({
    registers,
    name: 'whmcs_call_duration_seconds',
    help: 'How long a request to WHMCS took.',
    labelNames: ['command'],
    buckets: SECONDS,
  });
  const circuitState = new Gauge({
    registers,
    name: 'whmcs_breaker_state',
    help: 'State of the circuit breaker of WHMCS or of one command: 0 closed, 1 half-open (one probe), 2 open (no calls).',
    labelNames: ['scope'],
  });
  const opened = new Counter({
    registers,
    name: 'whmcs_breaker_opened_total',
    help: 'How often the circuit breaker of WHMCS, or of one command, opened.',
    labelNames: ['scope'],
  });
  circuitState.set({ scope: INSTALLATION }, stateFigures.closed);
  opened.inc({ scope: INSTALLATION }, 0);
  const hits = new Counter({
    registers,
    name: 'gateway_cache_hits_total',
    help: 'Reads answered from the shared cache.',
  });
  const recalled = new Counter({
    registers,
    name: 'gateway_response_cache_hits_total',
    help: 'Operations answered from the response cache.',
  });
  const done = new Counter({
    registers,
    name: 'gateway_operations_total',
    help: 'Operations of callers.',
    labelNames: ['operation', 'outcome'],
  });
  const doneSeconds = new Histogram({
    registers,
    name: 'gateway_operation_duration_seconds',
    help: 'How long an operation took.',
    labelNames: ['operation'],
    buckets: SECONDS,
  });
  const failures = new Counter({
    registers,
    name: 'whmcs_call_failures_total',
    help: 'Calls to WHMCS that failed after all retries, by error code and kind of failure.',
    labelNames: ['command', 'code', 'detail'],
  });
  const errors = new Counter({
    registers,
    name: 'gateway_errors_total',
    help: 'Errors in responses, and mutations that were not sent, by code.',
    labelNames: ['code'],
  });
  const mutations = new Counter({
    registers,
    name: 'gateway_mutations_total',
    help: 'Mutations by outcome: ok, or the error in their result.',
    labelNames: ['mutation', 'outcome'],
  });
  const unauthenticated = new Counter({
    registers,
    name: 'gateway_authentication_failures_total',
    help: 'Requests without a known token.',
    labelNames: ['reason'],
  });
  const refused = new Counter({
    registers,
    name: 'gateway_requests_refused_total',
    help: 'Requests refused because of overload.',
    labelNames: ['reason'],
  });
  const cut = new Counter({
    registers,
    name: 'gateway_connections_cut_total',
    help: 'Connections closed because their reader was too slow, or too many bytes waited for it.',
    labelNames: ['reason'],
  });
  const gauge = (name: string, help: string, value: () => MaybePromise<number>) =>
    new Gauge({
      registers,
      name,
      help,
      collect() {
        return andThen(value(), (figure) => this.set(figure));
      },
    });
  new Gauge({
    registers,
    name: 'gateway_build_info',
    help: 'Version of the gateway and of Node: always 1.',
    labelNames: ['version', 'node'],
  }).set({ version, node: process.version }, 1);
  // A counter must exist before its first increment, or alerts miss that.
  for (const code of codes) errors.inc({ code }, 0);
  for (const reason of unauthenticatedReasons) unauthenticated.inc({ reason }, 0);
  for (const reason of refusalReasons) refused.inc({ reason }, 0);
  for (const reason of cutReasons) cut.inc({ reason }, 0);

  return {
    callFailed({ command, error }) {
      const { code, detail } = describeFailure(error);
      failures.inc({ command, code, detail });
    },
    unauthenticated(reason) {
      unauthenticated.inc({ reason });
      errors.inc({ code: 'UNAUTHENTICATED' satisfies Code });
    },
    refused(reason, code) {
      refused.inc({ reason });
      errors.inc({ code });
    },
    cut: (reason) => cut.inc({ reason }),
    requestEnded({ command, ms, error }) {
      calls.inc({ command, outcome: error instanceof Error ? error.name : 'ok' });
      callSeconds.observe({ command }, ms / 1000);
    },
    circuitChanged({ scope, state }) {
      circuitState.set({ scope }, stateFigures[state]);
      if (state === 'open') opened.inc({ scope });
    },
    operationEnded({ name, codes: errorCodes, ms, price, mutations: ended = [] }) {
      const outcome = errorCodes[0] ?? 'ok';
      for (const code of errorCodes) errors.inc({ code });
      for (const { mutation, outcome: how, code } of ended) {
        mutations.inc({ mutation, outcome: how });
        if (code !== undefined) errors.inc({ code });
      }
      const isKnown = name !== undefined && (operations.has(name) || name === ATTACHMENT_OPERATION);
      const operation = isKnown ? name : 'other';
      done.inc({ operation, outcome });
      doneSeconds.observe({ operation }, ms / 1000);
      hits.inc(price?.cacheHits ?? 0);
    },
    responseCacheHit: () => recalled.inc(),
    watch(load, journal) {
      gauge('whmcs_calls_active', 'Active requests to WHMCS.', () => load.active);
      gauge('whmcs_calls_limit', 'Requests to WHMCS that may be active at the same time now.', () => load.limit);
      gauge('whmcs_calls_queued', 'Requests that wait to be sent to WHMCS.', () => load.queued);
      gauge('whmcs_calls_queued_background', 'Background requests among those that wait.', () => load.background);
      gauge('gateway_unresolved_operations', 'Mutations whose outcome is still unknown.', () =>
        andThen(journal.unresolved(), ({ length }) => length),
      );
      gauge(
        'gateway_journal_writable',
        'Whether the journal can be written: 0 while mutations are refused because it cannot.',
        () => Number(journal.isWritable()),
      );
    },
    watchProcess(load, deliveries) {
      gauge('gateway_requests_active', 'Active requests to /graphql.', () => load.requests);
      gauge('gateway_request_bytes_held', 'Bytes of the bodies of these requests.', () => load.bodyBytes);
      gauge(
        'gateway_response_bytes_waiting',
        'Bytes of responses that their readers have not accepted.',
        () => deliveries.bytes,
      );
    },
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}
