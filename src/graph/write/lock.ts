/**
 * Locks of this process, first come, first served. While a mutation holds the lock of a thing, what its guard has read stays true until
 * its command is sent.
 */

/**
 * A place in a queue, or in several. A mutation that takes its place before it reads the thing knows that no other mutation has changed
 * the thing since, unless it had to wait.
 */
export interface LockTurn {
  /**
   * Waits for its turn in every queue.
   *
   * @param signal ends the waiting
   * @returns whether it had to wait in any queue: what was read before does not count then
   * @throws the signal's reason, if that came first
   */
  come(signal: AbortSignal): Promise<boolean>;
  /** Lets the next one in, or gives up a place that is still waiting. */
  leave(): void;
}

export interface Locks {
  /** Takes a place in all these queues at once: the first in one queue is the first in all, which rules out deadlocks. */
  queue(...names: string[]): LockTurn;
}

/** Rejects when the signal aborts; `end` stops listening. */
function abortOf(signal: AbortSignal) {
  let end: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('the caller has gone'));
    signal.addEventListener('abort', abort, { once: true });
    end = () => signal.removeEventListener('abort', abort);
  });
  return { aborted, end };
}

/** Several places as one. */
const together = (turns: readonly LockTurn[]): LockTurn => ({
  async come(signal) {
    const hadToWait = await Promise.all(turns.map((turn) => turn.come(signal)));
    return hadToWait.includes(true);
  },
  leave() {
    for (const turn of turns) turn.leave();
  },
});

export function locks(): Locks & { readonly size: number } {
  /** By name, the places in order; the first one holds the lock. */
  const queues = new Map<string, (() => void)[]>();
  const placeIn = (name: string): LockTurn => {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    let letIn: () => void = () => undefined;
    const admitted = new Promise<void>((resolve) => (letIn = resolve));
    const hasToWait = queue.push(letIn) > 1;
    return {
      async come(signal) {
        if (!hasToWait) return false;
        signal.throwIfAborted();
        const { aborted, end } = abortOf(signal);
        try {
          await Promise.race([admitted, aborted]);
        } finally {
          end();
        }
        return true;
      },
      leave() {
        const place = queue.indexOf(letIn);
        if (place === -1) return;
        queue.splice(place, 1);
        if (place === 0) queue[0]?.();
        if (queue.length === 0) queues.delete(name);
      },
    };
  };
  return {
    // A mutation that names a thing twice would wait for itself.
    queue: (...names) => together([...new Set(names)].map(placeIn)),
    /** How many names are held or waited for. */
    get size() {
      return queues.size;
    },
  };
}

/** A dry run waits for no lock and holds none. */
export const unlocked: Locks = {
  queue: () => ({ come: () => Promise.resolve(false), leave: () => undefined }),
};

/** The locks of one mutation. */
export interface HeldLocks {
  /** Takes a place in the queue of each name. Once only: mutations that take places one after another could wait for each other. */
  take(...names: readonly string[]): void;
  /**
   * Waits for its turn in every queue.
   *
   * @returns whether it had to wait: what was read before does not count then
   * @throws the signal's reason, if that came first
   */
  come(signal: AbortSignal): Promise<boolean>;
}

/** Does something with locks, which are released however it ends. */
export async function withLocks<T>(kept: Locks, act: (held: HeldLocks) => Promise<T>): Promise<T> {
  const turns: LockTurn[] = [];
  try {
    return await act({
      take(...names) {
        if (names.length === 0) return;
        if (turns.length > 0) throw new TypeError('a mutation takes its locks all at once');
        turns.push(kept.queue(...names));
      },
      come: (signal) => together(turns).come(signal),
    });
  } finally {
    together(turns).leave();
  }
}
