/**
 * Overload: which requests to /graphql are refused before work goes into them. What counts is the process itself: requests under way,
 * bytes of their bodies, JWTs that are being verified, and how long the event loop has been serving requests without turning. That WHMCS
 * is slow does not count, because memory can answer all the same.
 */
import { monotonic } from '../../monotonic.ts';
import type { LoadLimits } from '../../config/limits.ts';
import { shares, type Shortage } from './shares.ts';

/** Why a request was refused. */
export const refusalReasons = ['loop', 'requests', 'bodies', 'jwt', 'share'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface Admission {
  /** Why a request is to be refused whoever sends it, before anything of it is looked at; null where it is not. */
  overload(): RefusalReason | null;
  /** Lets a request of a viewer in, or says why not. */
  enter(viewer: string): Visitor | RefusalReason;
  /** Begins to verify a JWT for an address; false where there are too many. Each that begins has to end. */
  beginJwt(address: string): boolean;
  endJwt(address: string): void;
  /** Requests under way. */
  readonly requests: number;
  /** Bytes of their bodies. */
  readonly bodyBytes: number;
}

/** A request that was let in. */
export interface Visitor {
  /** Why a body of that many bytes more cannot be read; null where it can. */
  refuses(bytes: number): RefusalReason | null;
  /** Holds bytes of the body until the request ends, or says why not. */
  hold(bytes: number): RefusalReason | null;
  leave(): void;
}

/** So many JWTs are verified at once. */
const MOST_JWTS = 200;

/** Where requests have been refused lately, the event loop is to turn as often as this. */
const SHORT_TURN_MS = 20;

/** What "lately" is: so long after the last refusal, a burst counts as a burst again. */
const LATELY_MS = 1_000;

/** @param turned calls back when the event loop has turned */
export function admission(
  { requests: mostRequests, turnMs, bodyBytes, viewerBodyBytes }: LoadLimits,
  now: () => number = monotonic,
  turned: (then: () => void) => unknown = setImmediate,
): Admission {
  const requests = shares(mostRequests);
  const bodies = shares(bodyBytes, viewerBodyBytes);
  const jwts = shares(MOST_JWTS);
  /** When the first request came since the event loop turned; null where none has. */
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
    enter(viewer) {
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
