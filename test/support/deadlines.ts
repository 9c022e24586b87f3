/**
 * Deadlines that do not depend on the clock, for tests in which WHMCS hangs: a call whose response hangs times out at once,
 * and a call whose response is only slow never does, however busy the machine.
 */
import { setInterval } from 'node:timers';
import { onTestFinished } from 'vitest';
import type { Simulator } from '../../src/simulator/index.ts';

/** The usual `timeoutMs` and `writeTimeoutMs` of tests. No other timer has this length, so it identifies the deadlines. */
export const DEADLINE_MS = 600_001;

/**
 * Until the end of the test, the deadlines of calls expire as soon as every call in flight hangs.
 *
 * @param deadlineMs the timer length that identifies them
 */
export function giveUpWhatHangs({ calls }: Pick<Simulator, 'calls'>, deadlineMs = DEADLINE_MS): void {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const waiting = new Map<NodeJS.Timeout, () => void>();
  const cleared = (timer: NodeJS.Timeout): void => {
    waiting.delete(timer);
    clear(timer);
  };
  Object.assign(globalThis, {
    clearTimeout: cleared,
    setTimeout(run: () => void, ms?: number, ...given: []) {
      const timer = set(run, ms, ...given);
      if (ms === deadlineMs) waiting.set(timer, run);
      return timer;
    },
  });
  const looking = setInterval(() => {
    if (waiting.size !== calls.hanging) return;
    for (const [timer, run] of waiting) {
      cleared(timer);
      run();
    }
  }, 2);
  onTestFinished(() => {
    clearInterval(looking);
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  });
}
