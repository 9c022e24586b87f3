/**
 * Whether WHMCS answers: known from the calls of the last seconds if there were any, otherwise from one cheap probe.
 *
 * When WHMCS is down, a gateway with cached answers stays ready and reports that it is degraded. All replicas use the same WHMCS: if all
 * were taken out of rotation, nothing would be answered.
 */
import { monotonic } from '../../monotonic.ts';
import { uncounted, type EndedRequest, type WhmcsClient } from '../../whmcs/client.ts';
import {
  AbandonedError,
  CircuitOpenError,
  isUnencodable,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
} from '../../whmcs/errors.ts';
import { probes } from '../../whmcs/probes.ts';
import { INSTALLATION, type CircuitChange } from '../../whmcs/transport/breaker.ts';
import type { CircuitState } from '../../whmcs/transport/circuit.ts';
import { isOutage } from '../../whmcs/cache/outage.ts';

export type Readiness = 'up' | 'degraded' | 'down';

export interface Health {
  /** A request to WHMCS has ended; its outcome may make a probe unnecessary. */
  requestEnded(request: EndedRequest): void;
  /** The state of a circuit breaker has changed. */
  circuitChanged(change: CircuitChange): void;
  /** Whether operations can be answered now. Sends at most one probe in `PROBE_EVERY_MS`. */
  ready(ask: WhmcsClient): Promise<Readiness>;
  /** Sends a probe now, even if one was sent a moment ago. */
  probe(ask: WhmcsClient): Promise<Readiness>;
  /** The last failure that indicates a problem of WHMCS: of any command, or of the command that `scope` names. */
  lastFailure(scope: string): LastFailure | undefined;
}

export interface LastFailure {
  readonly command: string;
  readonly error: unknown;
  /** In milliseconds of the wall clock: people read it. */
  readonly at: number;
}

/** How long an answer of WHMCS, or a failure, counts. */
const PROBE_EVERY_MS = 5_000;

/** Shorter than the timeout of readiness probes. */
const PROBE_TIMEOUT_MS = 3_000;

/** Whether an outcome proves that WHMCS works. A refusal does, unless it refuses our credential or address; a role without the probe's action does. */
const provesUp = (error: unknown): boolean =>
  error === null ||
  isUnencodable(error) ||
  error instanceof WhmcsRefusal ||
  (error instanceof UnauthorizedError && error.obstacle === 'role');

/** @param memoryMs how long after the last answer of WHMCS the cache suffices; 0 without a cache */
export function health(memoryMs = 0, now: () => number = monotonic): Health {
  let answeredAt = -Infinity;
  let probedAt = -Infinity;
  let lastProbe: Promise<Readiness> = Promise.resolve('down');
  let circuit: CircuitState = 'closed';
  const troubles = new Map<string, LastFailure>();
  const record = (command: string, error: unknown): void => {
    // A call that an open circuit breaker stopped says nothing new.
    if (provesUp(error) || error instanceof CircuitOpenError || error instanceof AbandonedError) return;
    const trouble = { command, error, at: Date.now() };
    for (const scope of [command, INSTALLATION]) troubles.set(scope, trouble);
  };

  const withoutWhmcs = (): Readiness => (now() - answeredAt < memoryMs ? 'degraded' : 'down');

  const probe = async (client: WhmcsClient): Promise<Readiness> => {
    const asked = probes.find((command) => client.allows(command));
    if (!asked) return 'down';
    const deadline = new AbortController();
    const over = new TimedOutError(asked.name, 'WHMCS did not answer the probe in time');
    const timer = setTimeout(() => deadline.abort(over), PROBE_TIMEOUT_MS);
    try {
      await client.call(asked, asked.probe, { signal: deadline.signal, meter: uncounted, once: true });
      return 'up';
    } catch (error) {
      record(asked.name, error);
      if (provesUp(error)) return 'up';
      return isOutage(error) ? withoutWhmcs() : 'down';
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    probe,
    lastFailure: (scope) => troubles.get(scope),
    requestEnded({ command, error }) {
      if (provesUp(error)) answeredAt = now();
      // Earlier answers may have been refusals of our credential as well.
      else if (error instanceof UnauthorizedError) answeredAt = -Infinity;
      record(command, error);
    },
    circuitChanged({ scope, state }) {
      if (scope === INSTALLATION) circuit = state;
    },
    ready(client) {
      if (circuit === 'closed' && now() - answeredAt < PROBE_EVERY_MS) return Promise.resolve('up');
      if (now() - probedAt >= PROBE_EVERY_MS) {
        probedAt = now();
        lastProbe = probe(client);
      }
      return lastProbe;
    },
  };
}
