/**
 * Requests whose answer WHMCS cannot encode. Such a request fails again at the price of a whole page, so it is not repeated until its
 * time is over, or until a write, which may have removed the cause.
 */
import { boundedStore, ENTRY_BYTES, textBytes } from './bounded-store.ts';
import type { TagClock } from './tag-clock.ts';

interface Failure {
  readonly error: unknown;
  readonly askedAt: number;
  readonly until: number;
}

export interface Failures {
  /** How the request fails; undefined if it may succeed. */
  at(key: string): { readonly error: unknown } | undefined;
  keep(key: string, failure: Failure): void;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** The size of an error with its stack. */
const ERROR_BYTES = 1_500;

export function failures(clock: TagClock, now: () => number): Failures {
  const known = boundedStore<string, Failure>({
    name: 'failures',
    maxBytes: MOST_BYTES,
    bytesOf: (_, key) => ENTRY_BYTES + ERROR_BYTES + textBytes(key),
  });
  return {
    at(key) {
      if (known.size === 0) return undefined;
      const failure = known.get(key);
      if (!failure || (now() < failure.until && !clock.movedSince(failure.askedAt))) return failure;
      known.delete(key);
      return undefined;
    },
    keep: (key, failure) => void known.set(key, failure),
  };
}
