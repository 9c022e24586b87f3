/** How calls waited for one another, computed from their arrival times. */
import type { CallEntry } from '../../../src/simulator/index.ts';

/** Timers may fire a millisecond early, and instants are whole ones. */
const SLACK_MS = 5;

/**
 * The sizes of the waves of calls that reached a WHMCS with a latency of `latencyMs`: a call belongs to the current wave if it
 * came too soon to have waited for it. The number of waves is the length of the longest chain.
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
 * The minimum time of calls in such waves with a limited number of workers: a call of a later wave cannot start before its
 * predecessors have followed one another, and then shares the workers.
 */
export function leastMs(waves: readonly number[], latencyMs: number, workers: number): number {
  const rounds = waves.map((_, wave) => {
    const left = waves.slice(wave).reduce((sum, size) => sum + size, 0);
    return wave + Math.ceil(left / workers);
  });
  return Math.max(0, ...rounds) * latencyMs;
}
