/** Whether WHMCS answers: known from the calls of the last seconds where there were any, else from one cheap question. */
import { uncounted, type EndedRequest, type WhmcsClient } from '../whmcs/client.ts';
import { commands } from '../whmcs/commands/index.ts';
import { GetCurrencies } from '../whmcs/commands/system.ts';
import type { ReadCommand } from '../whmcs/command.ts';
import { RefusedError, UnauthorizedError } from '../whmcs/errors.ts';

export interface Health {
  /** A request to WHMCS has ended; what it tells of WHMCS spares a probe. */
  requested(request: EndedRequest): void;
  /** Whether operations can be answered at the moment. Never sends more than one request in `PROBE_EVERY_MS`. */
  ready(ask: WhmcsClient): Promise<boolean>;
}

/** How long an answer of WHMCS, or its absence, counts. */
const PROBE_EVERY_MS = 5_000;

/** Shorter than the patience of those who ask for readiness. */
const PROBE_TIMEOUT_MS = 3_000;

/** A "no" is an answer as well, but not one to our credential or address. A role that lacks the probe's action still lets us in. */
const proves = (error: unknown): boolean =>
  error === null || error instanceof RefusedError || (error instanceof UnauthorizedError && error.obstacle === 'role');

/** Of these the first is asked that a credential allows. */
const probes: readonly ReadCommand[] = [
  GetCurrencies,
  ...Object.values(commands).filter((command) => command.kind === 'read'),
];

export function health(now: () => number = Date.now): Health {
  let answeredAt = -Infinity;
  let probedAt = -Infinity;
  let probe: Promise<boolean> = Promise.resolve(false);

  const ask = async (client: WhmcsClient): Promise<boolean> => {
    const deadline = new AbortController();
    const timer = setTimeout(
      () => deadline.abort(new Error('WHMCS did not answer the probe in time')),
      PROBE_TIMEOUT_MS,
    );
    try {
      const asked = probes.find((command) => client.allows(command));
      if (!asked) return false;
      await client.call(asked, asked.probe, { signal: deadline.signal, meter: uncounted, once: true });
      return true;
    } catch (error) {
      return proves(error);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    requested({ error }) {
      if (proves(error)) answeredAt = now();
    },
    ready(client) {
      if (now() - answeredAt < PROBE_EVERY_MS) return Promise.resolve(true);
      if (now() - probedAt >= PROBE_EVERY_MS) {
        probedAt = now();
        probe = ask(client);
      }
      return probe;
    },
  };
}
