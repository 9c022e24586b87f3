/**
 * Deadlines that no clock decides, for tests in which WHMCS hangs: a call whose answer hangs is given up at once, and one
 * whose answer is merely slow to come never is, however busy the machine.
 */
import { setInterval } from 'node:timers';
import { onTestFinished } from 'vitest';
import type { Simulator } from '../../src/simulator/index.ts';

/** The usual `timeoutMs` and `writeTimeoutMs` of tests. No other timer is so long, by which the deadlines are known. */
export const DEADLINE_MS = 600_001;

/**
 * Until the end of the test, the deadlines of calls pass as soon as all calls that are under way hang.
 *
 * @param deadlineMs the length by which they are known
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
