/**
 * Questions to which WHMCS cannot encode an answer. The same question fails again, at the price of a whole page each time, so that it is
 * not asked until its time is over, or until something was written, which may have mended it.
 */
import { boundedStore, ENTRY_BYTES, textBytes } from './bounded-store.ts';
import type { TagClock } from './tag-clock.ts';

interface Failure {
  readonly error: unknown;
  readonly askedAt: number;
  readonly until: number;
}

export interface Failures {
  /** How the question fails; undefined where it may be answered. */
  at(key: string): { readonly error: unknown } | undefined;
  keep(key: string, failure: Failure): void;
}

const MOST_BYTES = 4 * 1024 * 1024;

/** An error with its stack. */
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
