import { setTimeout as sleep } from 'node:timers/promises';

/** How long a call takes. */
export interface Latency {
  /**
   * Lets a call take its time, in which its work is done; `sent` is told when its answer has been sent.
   *
   * @param since when somebody began to work on it, by `performance.now()`
   */
  pass<T>(since: number, work: () => T): Promise<{ readonly done: T; readonly sent: () => void }>;
}

/** A call takes at least so long, and sees the world as it is at its end. */
export const atLeast = (ms: number): Latency => ({
  async pass(_since, work) {
    if (ms > 0) await sleep(ms);
    return { done: work(), sent: () => undefined };
  },
});

/** How fast what was learnt is followed. */
const WEIGHT = 1 / 4;

/**
 * A call takes so long on average, what the simulator and its timers take included: for those who measure what is not WHMCS's. It works
 * before it waits: workers of PHP work beside one another, and here one after another, which would show where all have waited as long.
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
