/** The reasons of aborted signals. */

/** The reason of an aborted signal, as an Error. */
export const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });

/** Waits until a signal aborts, and rejects with its reason then. */
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
