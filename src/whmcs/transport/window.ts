/**
 * The results of the requests of the last seconds. cockatiel's SamplingBreaker is not used because its windows do not age while there are
 * no requests.
 */
import type { AttemptOutcome } from './outcome.ts';

const PARTS = 10;

interface Part {
  readonly startedAt: number;
  good: number;
  bad: number;
  readonly failing: Set<string>;
}

export interface Window {
  add(verdict: Exclude<AttemptOutcome, 'none'>, command: string): void;
  results(): { readonly good: number; readonly bad: number; readonly failing: ReadonlySet<string> };
  clear(): void;
}

export function slidingWindow(ms: number, now: () => number): Window {
  let parts: Part[] = [];
  const youngest = (): Part => {
    const at = now();
    const last = parts.at(-1);
    if (last && at - last.startedAt < ms / PARTS) return last;
    const part = { startedAt: at, good: 0, bad: 0, failing: new Set<string>() };
    parts = [...parts.filter(({ startedAt }) => at - startedAt < ms), part];
    return part;
  };
  return {
    add(verdict, command) {
      const part = youngest();
      part[verdict]++;
      if (verdict === 'bad') part.failing.add(command);
    },
    results() {
      const since = now() - ms;
      const recent = parts.filter(({ startedAt }) => startedAt > since);
      return {
        good: recent.reduce((sum, { good }) => sum + good, 0),
        bad: recent.reduce((sum, { bad }) => sum + bad, 0),
        failing: new Set(recent.flatMap(({ failing }) => [...failing])),
      };
    },
    clear: () => void (parts = []),
  };
}
