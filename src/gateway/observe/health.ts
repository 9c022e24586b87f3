/**
 * Whether WHMCS answers: known from the calls of the last seconds where there were any, else from one cheap question.
 *
 * A gateway that has known WHMCS goes on from memory when it is down, and all replicas stand over the same WHMCS: taken out of rotation,
 * they would answer nothing. It is ready then, and says that it is degraded.
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
  /** A request to WHMCS has ended; what it tells of WHMCS spares a probe. */
  requested(request: EndedRequest): void;
  /** WHMCS is left alone, looked after, or well again. */
  switched(change: CircuitChange): void;
  /** Whether operations can be answered at the moment. Never sends more than one request in `PROBE_EVERY_MS`. */
  ready(ask: WhmcsClient): Promise<Readiness>;
  /** Sends that request now, whether or not one was sent a moment ago. */
  look(ask: WhmcsClient): Promise<Readiness>;
  /** How a request last failed that tells of trouble: one of all commands, or of one of them. */
  lastTrouble(scope: string): LastFailure | undefined;
}

export interface LastFailure {
  readonly command: string;
  readonly error: unknown;
  /** In milliseconds, by the wall clock: people read it. */
  readonly at: number;
}

/** How long an answer of WHMCS, or its absence, counts. */
const PROBE_EVERY_MS = 5_000;

/** Shorter than the patience of those who ask for readiness. */
const PROBE_TIMEOUT_MS = 3_000;

/** A "no" is an answer as well, but not one to our credential or address. A role that lacks the probe's action still lets us in. */
const proves = (error: unknown): boolean =>
  error === null ||
  isUnencodable(error) ||
  error instanceof WhmcsRefusal ||
  (error instanceof UnauthorizedError && error.obstacle === 'role');

/** @param memoryMs how long after its last answer WHMCS can be done without; 0 where nothing is remembered */
export function health(memoryMs = 0, now: () => number = monotonic): Health {
  let answeredAt = -Infinity;
  let probedAt = -Infinity;
  let probe: Promise<Readiness> = Promise.resolve('down');
  let circuit: CircuitState = 'closed';
  const troubles = new Map<string, LastFailure>();
  const noted = (command: string, error: unknown): void => {
    // What was not sent for an open circuit tells nothing new.
    if (proves(error) || error instanceof CircuitOpenError || error instanceof AbandonedError) return;
    const trouble = { command, error, at: Date.now() };
    for (const scope of [command, INSTALLATION]) troubles.set(scope, trouble);
  };

  const withoutWhmcs = (): Readiness => (now() - answeredAt < memoryMs ? 'degraded' : 'down');

  const look = async (client: WhmcsClient): Promise<Readiness> => {
    const asked = probes.find((command) => client.allows(command));
    if (!asked) return 'down';
    const deadline = new AbortController();
    const over = new TimedOutError(asked.name, 'WHMCS did not answer the probe in time');
    const timer = setTimeout(() => deadline.abort(over), PROBE_TIMEOUT_MS);
    try {
      await client.call(asked, asked.probe, { signal: deadline.signal, meter: uncounted, once: true });
      return 'up';
    } catch (error) {
      noted(asked.name, error);
      if (proves(error)) return 'up';
      return isOutage(error) ? withoutWhmcs() : 'down';
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    look,
    lastTrouble: (scope) => troubles.get(scope),
    requested({ command, error }) {
      if (proves(error)) answeredAt = now();
      // What was taken for an answer until now was a refusal of us as well.
      else if (error instanceof UnauthorizedError) answeredAt = -Infinity;
      noted(command, error);
    },
    switched({ scope, state }) {
      if (scope === INSTALLATION) circuit = state;
    },
    ready(client) {
      if (circuit === 'closed' && now() - answeredAt < PROBE_EVERY_MS) return Promise.resolve('up');
      if (now() - probedAt >= PROBE_EVERY_MS) {
        probedAt = now();
        probe = look(client);
      }
      return probe;
    },
  };
}
