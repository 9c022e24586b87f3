/** Why a signal was aborted. */

/** The error that waits behind an aborted signal. */
export const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });

/** Waits, but not longer than until a signal aborts: rejects with its reason then. */
export const unlessAborted = (awaited: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const leave = () => reject(reasonOf(signal));
    signal.addEventListener('abort', leave, { once: true });
    const ended = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    void awaited.then(ended);
  });
