/** The limits of remote reads, for which WHMCS asks a registrar or another system. */

/** How many of them may be in progress, unless it is configured. */
export const REMOTE_AT_ONCE = 2;

/** The limits of remote reads: a slow registrar must not delay what WHMCS answers by itself. */
export interface RemoteReads {
  /** How many of them may be in progress. */
  readonly atOnce: number;
  readonly timeoutMs: number;
}

export const defaultRemoteReads: RemoteReads = Object.freeze({ atOnce: REMOTE_AT_ONCE, timeoutMs: 25_000 });
