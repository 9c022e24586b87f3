/** How fast a viewer may call WHMCS. */
import type { MaybePromise } from '../base/maybe-promise.ts';

/**
 * The calls per minute of one viewer, whichever operation makes them. One process answers from its own bucket, at once; several that
 * share a store lease calls from it, and answer at once as long as the lease lasts. An answer never rejects: if the store cannot be
 * reached, the implementation decides what holds meanwhile.
 */
export interface RateLimit {
  /** The most calls that may ever begin at once. */
  readonly most: number;
  /** In how many milliseconds so many calls could be paid for; 0 if they can be now. A negative number asks for calls on credit. */
  waitMs(calls: number): MaybePromise<number>;
  /** Pays for calls, on credit if need be; a negative number gives calls back. */
  pay(calls: number): MaybePromise<unknown>;
}
