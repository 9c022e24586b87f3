/** Logs that the wall clock was changed. Durations do not depend on it; dates in the log, in tokens and in the journal do. */
import { monotonic } from '../../monotonic.ts';
import type { Log } from './log.ts';

const CHECK_EVERY_MS = 1_000;

/** Smaller steps are ordinary corrections, or a late check. */
const SMALLEST_STEP_MS = 1_000;

/** @returns a function that ends the watch */
export function watchClock(log: Pick<Log, 'warn'>): () => void {
  const aheadNow = (): number => Date.now() - monotonic();
  let ahead = aheadNow();
  const check = (): void => {
    const stepMs = Math.round(aheadNow() - ahead);
    ahead += stepMs;
    if (Math.abs(stepMs) < SMALLEST_STEP_MS) return;
    // Negative: it was set back. Positive: it was set forward, or the machine slept.
    log.warn({ stepMs }, 'wall clock changed');
  };
  const timer = setInterval(check, CHECK_EVERY_MS).unref();
  return () => clearInterval(timer);
}
