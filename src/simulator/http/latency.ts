import { setTimeout as sleep } from 'node:timers/promises';

/** The duration of calls. */
export interface Latency {
  /**
   * Runs the work of a call within its duration. The caller calls `sent` when the answer has been sent.
   *
   * @param since the start of the call, by `performance.now()`
   */
  pass<T>(since: number, work: () => T): Promise<{ readonly done: T; readonly sent: () => void }>;
}

/** A call takes at least this long, and reads the world at its end. */
export const atLeast = (ms: number): Latency => ({
  async pass(_since, work) {
    if (ms > 0) await sleep(ms);
    return { done: work(), sent: () => undefined };
  },
});

/** The weight of the latest measurement. */
const WEIGHT = 1 / 4;

/**
 * A call takes this long on average, including the time of the simulator and its timers, for measurements of the gateway. The work is
 * done before the wait: PHP's workers run in parallel, but here they share one thread, and would otherwise finish late one after another.
 */
export function onAverage(ms: number): Latency {
  let usuallyLate = 0;
  return {
    async pass(since, work) {
      const done = work();
      await sleep(Math.max(0, since + ms - usuallyLate - performance.now()));
      const sent = () => {
        const late = performance.now() - since - ms;
        usuallyLate = Math.max(0, usuallyLate + late * WEIGHT);
      };
      return { done, sent };
    },
  };
}
