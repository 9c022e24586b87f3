import { setTimeout as sleep } from 'node:timers/promises';

/** How long a call takes. */
export interface Latency {
  /**
   * Lets a call take its time; answers what is told when its answer has been sent.
   *
   * @param since when somebody began to work on it, by `performance.now()`
   */
  pass(since: number): Promise<() => void>;
}

/** A call takes at least so long. */
export const atLeast = (ms: number): Latency => ({
  async pass() {
    if (ms > 0) await sleep(ms);
    return () => undefined;
  },
});

/** How fast what was learnt is followed. */
const WEIGHT = 1 / 4;

/** A call takes so long on average, what the simulator and its timers take included: for those who measure what is not WHMCS's. */
export function onAverage(ms: number): Latency {
  let usuallyLate = 0;
  return {
    async pass(since) {
      await sleep(Math.max(0, since + ms - usuallyLate - performance.now()));
      return () => {
        const late = performance.now() - since - ms;
        usuallyLate = Math.max(0, usuallyLate + late * WEIGHT);
      };
    },
  };
}
