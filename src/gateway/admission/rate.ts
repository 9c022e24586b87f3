/** Rate limits per minute for each viewer: of calls to WHMCS, and of names that are looked up. Token buckets that start full. */
import type { Role, Viewer } from '../../access/viewer.ts';
import type { RateLimit } from '../../graph/read/rate-limit.ts';
import { monotonic } from '../../monotonic.ts';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';

const MINUTE = 60_000;

/** The least recently used bucket is dropped first. It would be full anyway a minute after its viewer's last call. */
const MOST_BYTES = 8 * 1024 * 1024;

/** One bucket, without its name. */
const BUCKET_BYTES = 400;

/** A bucket in the memory of this process, which answers at once. */
export interface Bucket extends RateLimit {
  waitMs(calls: number): number;
  pay(calls: number): void;
}

export function bucket(perMinute: number, now: () => number = monotonic): Bucket {
  const startedAt = now();
  // Time in fractions of a millisecond, so that a call costs a whole number and nothing is lost in rounding.
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

/** Returns the rate limit of a viewer for this kind of request; undefined if its role has none. */
export function rateLimits(
  perMinute: Readonly<Record<Role, number | null>>,
  now?: () => number,
  kind = 'rates',
): (viewer: Viewer) => RateLimit | undefined {
  const buckets = boundedStore<string, RateLimit>({
    name: kind,
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
