/** What Prometheus is told. Labels are names that we know: WHMCS's commands, our failures, the operations that are configured. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { unauthenticatedReasons, type UnauthenticatedReason } from '../../access/authenticate.ts';
import type { Journal } from '../../journal/journal.ts';
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
  requested(request: EndedRequest): void;
  /** WHMCS, or one command of it, is left alone, looked after, or well again. */
  switched(change: CircuitChange): void;
  /** A call has come to nothing, with all its retries. */
  failed(call: EndedCall): void;
  /** A request came without a token that is known. */
  unauthenticated(kind: UnauthenticatedReason): void;
  /** A request was refused before work went into it. */
  refused(reason: RefusalReason, code: Code): void;
  /** A connection was cut because its reader is too slow, or too much waited for it. */
  cut(reason: CutReason): void;
  /** An operation of a caller has ended. `name` is the caller's word for it; `codes` are those of its errors. */
  operated(operation: {
    readonly name: string | undefined;
    readonly codes: readonly string[];
    readonly ms: number;
    readonly price: Price | undefined;
    readonly mutations?: readonly MutationOutcome[] | undefined;
  }): void;
  /** One of them was answered with a whole response from memory. */
  recalled(): void;
  /** From now on the queue for WHMCS, and what nobody knows of its writes, are shown as well. */
  watch(load: WhmcsClient['load'], journal: Pick<Journal, 'unresolved' | 'isWritable'>): void;
  /** From now on what requests hold of the process is shown as well. */
  watchProcess(load: Pick<Admission, 'requests' | 'bodyBytes'>, deliveries: Pick<Deliveries, 'bytes'>): void;
  /** The text for GET /metrics. */
  readonly contentType: string;
  text(): Promise<string>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180];

const stateFigures: Readonly<Record<CircuitState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/**
 * @param operations the names that stand for themselves; every other is "other"
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
  const circuits = new Gauge({
    registers,
    name: 'whmcs_breaker_state',
    help: 'Whether calls to WHMCS, or of one command, are sent: 0 as ever (closed), 1 one that finds out (half-open), 2 none (open).',
    labelNames: ['scope'],
  });
  const opened = new Counter({
    registers,
    name: 'whmcs_breaker_opened_total',
    help: 'How often WHMCS, or one command of it, was left alone for a while.',
    labelNames: ['scope'],
  });
  circuits.set({ scope: INSTALLATION }, stateFigures.closed);
  opened.inc({ scope: INSTALLATION }, 0);
  const hits = new Counter({
    registers,
    name: 'gateway_cache_hits_total',
    help: 'Questions answered from the shared cache.',
  });
  const recalled = new Counter({
    registers,
    name: 'gateway_response_cache_hits_total',
    help: 'Operations that were answered with a whole response from memory.',
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
    help: 'Calls to WHMCS that came to nothing after all retries, by the code that callers are told and what kind of it.',
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
    help: 'Mutations, by how they ended: ok, or the error in their result.',
    labelNames: ['mutation', 'outcome'],
  });
  const strangers = new Counter({
    registers,
    name: 'gateway_authentication_failures_total',
    help: 'Requests without a known token.',
    labelNames: ['reason'],
  });
  const refused = new Counter({
    registers,
    name: 'gateway_requests_refused_total',
    help: 'Requests that were refused before work went into them: the process has too much to do.',
    labelNames: ['reason'],
  });
  const cut = new Counter({
    registers,
    name: 'gateway_connections_cut_total',
    help: 'Connections that were cut because their reader is too slow, or too much waited for it.',
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
    help: 'What runs: always 1.',
    labelNames: ['version', 'node'],
  }).set({ version, node: process.version }, 1);
  // Alerts need to see the first one.
  for (const code of codes) errors.inc({ code }, 0);
  for (const reason of unauthenticatedReasons) strangers.inc({ reason }, 0);
  for (const reason of refusalReasons) refused.inc({ reason }, 0);
  for (const reason of cutReasons) cut.inc({ reason }, 0);

  return {
    failed({ command, error }) {
      const { code, detail } = describeFailure(error);
      failures.inc({ command, code, detail });
    },
    unauthenticated(reason) {
      strangers.inc({ reason });
      errors.inc({ code: 'UNAUTHENTICATED' satisfies Code });
    },
    refused(reason, code) {
      refused.inc({ reason });
      errors.inc({ code });
    },
    cut: (reason) => cut.inc({ reason }),
    requested({ command, ms, error }) {
      calls.inc({ command, outcome: error instanceof Error ? error.name : 'ok' });
      callSeconds.observe({ command }, ms / 1000);
    },
    switched({ scope, state }) {
      circuits.set({ scope }, stateFigures[state]);
      if (state === 'open') opened.inc({ scope });
    },
    operated({ name, codes: told, ms, price, mutations: ended = [] }) {
      const outcome = told[0] ?? 'ok';
      for (const code of told) errors.inc({ code });
      for (const { mutation, outcome: how, code } of ended) {
        mutations.inc({ mutation, outcome: how });
        if (code !== undefined) errors.inc({ code });
      }
      const operation = name !== undefined && operations.has(name) ? name : 'other';
      done.inc({ operation, outcome });
      doneSeconds.observe({ operation }, ms / 1000);
      hits.inc(price?.cacheHits ?? 0);
    },
    recalled: () => recalled.inc(),
    watch(load, journal) {
      gauge('whmcs_calls_active', 'Requests to WHMCS that are under way.', () => load.active);
      gauge('whmcs_calls_limit', 'Requests to WHMCS that may be under way at once, as things are.', () => load.limit);
      gauge('whmcs_calls_queued', 'Requests that wait for their turn to be sent to WHMCS.', () => load.queued);
      gauge('whmcs_calls_queued_background', 'Those of them that wait in the background.', () => load.background);
      gauge('gateway_unresolved_operations', 'Mutations of which nobody knows yet whether they have happened.', () =>
        andThen(journal.unresolved(), ({ length }) => length),
      );
      gauge(
        'gateway_journal_writable',
        'Whether the journal can be written: 0 while mutations are refused because it cannot.',
        () => Number(journal.isWritable()),
      );
    },
    watchProcess(load, deliveries) {
      gauge('gateway_requests_active', 'Requests to /graphql that are under way.', () => load.requests);
      gauge('gateway_request_bytes_held', 'Bytes of the bodies of these requests.', () => load.bodyBytes);
      gauge(
        'gateway_response_bytes_waiting',
        'Bytes of responses that their readers have not taken.',
        () => deliveries.bytes,
      );
    },
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}
