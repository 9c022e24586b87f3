/** Notices that the wall clock was set. Durations do not depend on it; dates in the log, of tokens and of operations do. */
import { monotonic } from '../../monotonic.ts';
import type { Log } from './log.ts';

const LOOK_MS = 1_000;

/** Less than that is corrected all the time, or is a look that came late. */
const WORTH_TELLING_MS = 1_000;

/** @returns ends the watch */
export function watchClock(log: Pick<Log, 'warn'>): () => void {
  const aheadNow = (): number => Date.now() - monotonic();
  let ahead = aheadNow();
  const look = (): void => {
    const stepMs = Math.round(aheadNow() - ahead);
    ahead += stepMs;
    if (Math.abs(stepMs) < WORTH_TELLING_MS) return;
    const side = stepMs < 0 ? 'was set back' : 'was set forward, or the machine slept';
    log.warn({ stepMs }, `the wall clock ${side}; durations go on as they were`);
  };
  const looking = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(looking);
}
