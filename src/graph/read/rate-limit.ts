/** How fast somebody may call WHMCS. */

/** The calls per minute of one viewer, whichever operation makes them. */
export interface RateLimit {
  /** As many as may ever be begun at once. */
  readonly most: number;
  /** In how many milliseconds that many could be paid for; 0 where they can be by now. Below zero they are on credit. */
  waitMs(calls: number): number;
  /** Pays for calls, on credit where need be; below zero they are given back. */
  pay(calls: number): void;
}
