/** When the circuit breaker opens, and for how long. */
export interface BreakerOptions {
  /** The number of consecutive failed requests that opens it. */
  readonly failures: number;
  /** Or: the percentage of failures in the window, if the window has at least `calls` requests. */
  readonly percent: number;
  readonly calls: number;
  readonly windowMs: number;
  /** The first pause; each further one without success is twice as long. */
  readonly pauseMs: number;
  readonly mostPauseMs: number;
}

export const defaultBreaker: BreakerOptions = Object.freeze({
  failures: 5,
  percent: 50,
  calls: 10,
  windowMs: 30_000,
  pauseMs: 1_000,
  mostPauseMs: 30_000,
});
