/** How fast a viewer may call WHMCS. */
import type { MaybePromise } from '../../maybe-promise.ts';

/**
 * The calls per minute of one viewer, over all of its operations. A single process answers at once, from its own bucket. Processes that
 * share a store lease calls from it, and answer at once until the lease is used up. A promise never rejects: if the store cannot be
 * reached, the implementation decides which limit applies.
 */
export interface RateLimit {
  /** The most calls that may ever begin at once. */
  readonly most: number;
  /** The milliseconds until so many calls can be paid for; 0 if they can be now. A negative number stands for calls on credit. */
  waitMs(calls: number): MaybePromise<number>;
  /** Pays for calls, on credit if necessary; a negative number returns calls. */
  pay(calls: number): MaybePromise<unknown>;
}
