/** How calls waited for one another, told from when they came. */
import type { CallEntry } from '../../../src/simulator/index.ts';

/** Timers may fire a millisecond early, and instants are whole ones. */
const SLACK_MS = 5;

/**
 * The sizes of the waves in which calls came to a WHMCS that answers none of them sooner than after `latencyMs`: a call belongs to
 * the wave before it where it came too soon to have waited for it. As many waves as there are, so long is the longest chain.
 */
export function wavesOf(calls: readonly Pick<CallEntry, 'at'>[], latencyMs: number): number[] {
  const sizes: number[] = [];
  let beganAt = -Infinity;
  for (const at of calls.map((call) => call.at).toSorted((a, b) => a - b)) {
    if (at >= beganAt + latencyMs - SLACK_MS) {
      beganAt = at;
      sizes.push(0);
    }
    sizes[sizes.length - 1]! += 1;
  }
  return sizes;
}

/**
 * The least time that calls in such waves can take where only so many are answered at once: what comes with a wave or after it
 * cannot begin before that many calls have followed one another, and then has to share the workers.
 */
export function leastMs(waves: readonly number[], latencyMs: number, workers: number): number {
  const rounds = waves.map((_, wave) => {
    const left = waves.slice(wave).reduce((sum, size) => sum + size, 0);
    return wave + Math.ceil(left / workers);
  });
  return Math.max(0, ...rounds) * latencyMs;
}
