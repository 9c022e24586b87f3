/** Why a signal was aborted. */

/** The error that waits behind an aborted signal. */
export const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
