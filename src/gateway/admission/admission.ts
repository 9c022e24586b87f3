/**
 * Overload: decides which requests to /graphql are refused before any work is done for them. It measures the process itself: active
 * requests, bytes of their bodies, JWTs being verified, and how long the event loop has served requests without turning. A slow WHMCS
 * does not count: the cache can answer all the same.
 */
import { monotonic } from '../../monotonic.ts';
import type { LoadLimits } from '../../config/limits.ts';
import { shares, type Shortage } from './shares.ts';

/** Why a request was refused. */
export const refusalReasons = ['loop', 'requests', 'bodies', 'jwt', 'share'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface Admission {
  /** Why the next request must be refused before it is read; null if it need not be. */
  overload(): RefusalReason | null;
  /** Admits a request of a viewer, or says why not. */
  admit(viewer: string): AdmittedRequest | RefusalReason;
  /** Begins to verify a JWT for an address; false if too many are being verified. Each `beginJwt` that is true needs an `endJwt`. */
  beginJwt(address: string): boolean;
  endJwt(address: string): void;
  /** Active requests. */
  readonly requests: number;
  /** Bytes of their bodies. */
  readonly bodyBytes: number;
}

/** An admitted request. */
export interface AdmittedRequest {
  /** Why that many more bytes of a body cannot be read; null if they can. */
  refuses(bytes: number): RefusalReason | null;
  /** Counts bytes of the body until the request ends, or says why they cannot be read. */
  hold(bytes: number): RefusalReason | null;
  leave(): void;
}

/** JWTs that may be verified at the same time. */
const MOST_JWTS = 200;

/** How long the event loop may go without turning if requests were refused recently. */
const SHORT_TURN_MS = 20;

/** "Recently": after this long without a refusal, a burst is tolerated as a burst again. */
const LATELY_MS = 1_000;

/** @param turned calls its argument when the event loop has turned */
export function admission(
  { requests: mostRequests, turnMs, bodyBytes, viewerBodyBytes }: LoadLimits,
  now: () => number = monotonic,
  turned: (then: () => void) => unknown = setImmediate,
): Admission {
  const requests = shares(mostRequests);
  const bodies = shares(bodyBytes, viewerBodyBytes);
  const jwts = shares(MOST_JWTS);
  /** When the first request since the last turn of the event loop came; null if none has. */
  let turnBegan: number | null = null;
  let hurriedUntil = -Infinity;

  const isLate = (): boolean => {
    const at = now();
    if (turnBegan === null) {
      turnBegan = at;
      turned(() => {
        turnBegan = null;
      });
    }
    if (at - turnBegan <= (at < hurriedUntil ? Math.min(SHORT_TURN_MS, turnMs) : turnMs)) return false;
    hurriedUntil = at + LATELY_MS;
    return true;
  };
  const because = (short: Shortage | null, all: RefusalReason): RefusalReason | null =>
    short === null ? null : short === 'all' ? all : 'share';

  return {
    overload: () => (requests.isFull ? 'requests' : isLate() ? 'loop' : null),
    admit(viewer) {
      const refused = because(requests.take(viewer, 1), 'requests');
      if (refused) return refused;
      let held = 0;
      return {
        refuses: (bytes) => because(bodies.shortage(viewer, bytes), 'bodies'),
        hold(bytes) {
          const short = because(bodies.take(viewer, bytes), 'bodies');
          if (!short) held += bytes;
          return short;
        },
        leave() {
          bodies.give(viewer, held);
          requests.give(viewer, 1);
        },
      };
    },
    beginJwt: (address) => jwts.take(address, 1) === null,
    endJwt: (address) => jwts.give(address, 1),
    get requests() {
      return requests.taken;
    },
    get bodyBytes() {
      return bodies.taken;
    },
  };
}
