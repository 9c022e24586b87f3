/** Counts what an operation costs. */
import { monotonic } from '../../monotonic.ts';
import type { Meter } from '../../whmcs/client.ts';

/** The cost of an operation; `extensions.whmcs` for staff. */
export interface Price {
  /** HTTP requests sent to WHMCS, retries included. */
  calls: number;
  byCommand: Record<string, number>;
  /** Questions answered from the shared cache. */
  cacheHits: number;
  /** Stale answers that were served, with their age. */
  stale: { command: string; ageMs: number }[];
  /** Milliseconds during which at least one call to WHMCS was waited for. */
  waitedMs: number;
}

/** Adds up how long an operation waits; concurrent calls count once. */
export function waitMeterOf(price: Price): <T>(answer: Promise<T>) => Promise<T> {
  let [waiting, since] = [0, 0];
  return async (answer) => {
    if (waiting++ === 0) since = monotonic();
    try {
      return await answer;
    } finally {
      if (--waiting === 0) price.waitedMs += Math.round(monotonic() - since);
    }
  };
}

/** Counts the calls of an operation. */
export const meterOf = (price: Price): Meter => ({
  called(command) {
    price.calls++;
    price.byCommand[command] = (price.byCommand[command] ?? 0) + 1;
  },
  unsent(command) {
    price.calls--;
    const left = (price.byCommand[command] ?? 1) - 1;
    if (left > 0) price.byCommand[command] = left;
    else delete price.byCommand[command];
  },
});
