/** Calls to WHMCS per minute, for each viewer by name: a bucket of tokens that is full at first and fills as time goes by. */
import type { Role, Viewer } from '../../access/viewer.ts';
import type { RateLimit } from '../../graph/read/rate-limit.ts';
import { monotonic } from '../../monotonic.ts';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';

const MINUTE = 60_000;

/** Who has not been seen for the longest is forgotten first, and has a full bucket again: a minute after the last call it is full anyway. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A bucket with its functions. */
const BUCKET_BYTES = 400;

/** A bucket in the memory of this process, which answers at once. */
export interface Bucket extends RateLimit {
  waitMs(calls: number): number;
  pay(calls: number): void;
}

export function bucket(perMinute: number, now: () => number = monotonic): Bucket {
  const startedAt = now();
  // Time in parts of a millisecond, of which a call takes a whole number: nothing is lost in rounding.
  const at = () => Math.floor((now() - startedAt) * perMinute);
  let fullAt = 0;
  return {
    most: perMinute,
    waitMs: (calls) => Math.max(0, Math.ceil((Math.max(0, fullAt - at()) + calls * MINUTE) / perMinute) - MINUTE),
    pay(calls) {
      fullAt = Math.max(fullAt, at()) + calls * MINUTE;
    },
  };
}

/** Finds the pace of a viewer; undefined where the role has no limit. */
export function rateLimits(
  perMinute: Readonly<Record<Role, number | null>>,
  now?: () => number,
): (viewer: Viewer) => RateLimit | undefined {
  const buckets = boundedStore<string, RateLimit>({
    name: 'rates',
    maxBytes: MOST_BYTES,
    bytesOf: (_, name) => ENTRY_BYTES + BUCKET_BYTES + textBytes(name),
  });
  return ({ role, name }) => {
    const most = perMinute[role];
    if (most === null) return undefined;
    const known = buckets.get(name);
    if (known?.most === most) return known;
    const made = bucket(most, now);
    buckets.set(name, made);
    return made;
  };
}
