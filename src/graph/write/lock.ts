/**
 * One at a time: while somebody's turn lasts, what a guard has read is still so when its command is sent. First come, first served, in
 * this process.
 */

/**
 * A place in the queue for something, or in those for several things. Who asks for it before looking knows that nobody has changed the
 * thing since, or had to wait.
 */
export interface LockTurn {
  /**
   * Waits until it is this one's turn, for each thing.
   *
   * @param signal ends the waiting
   * @returns whether somebody else's turn was waited for, for whatever: what was read before it does not count
   * @throws the signal's reason, where that came first
   */
  come(signal: AbortSignal): Promise<boolean>;
  /** Lets the next one in; who still waits gives its place up. */
  leave(): void;
}

export interface Locks {
  /** Queues for what is named so, all at once: who is before another in one queue is so in every other, and nobody waits in a circle. */
  queue(...names: string[]): LockTurn;
}

/** Rejects when the signal aborts; `end` stops listening. */
function abortOf(signal: AbortSignal) {
  let end: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('nobody waits any more'));
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
  /** By name those who wait to be let in; the first has been. */
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
    // Who named a thing twice would wait for itself.
    queue: (...names) => together([...new Set(names)].map(placeIn)),
    /** Names that somebody holds or waits for. */
    get size() {
      return queues.size;
    },
  };
}

/** Nobody is in the way of a rehearsal, nor is a rehearsal in anybody's. */
export const unlocked: Locks = {
  queue: () => ({ come: () => Promise.resolve(false), leave: () => undefined }),
};

/** Places in queues, taken one after another by one mutation. */
export interface Places {
  /** Takes a place in the queue for each name. */
  take(...names: readonly string[]): void;
  /**
   * Waits for its turn in all of them.
   *
   * @returns whether somebody else's turn was waited for
   */
  come(signal: AbortSignal): Promise<boolean>;
}

/** Does something with places in queues, which are given up however that ends. */
export async function withPlaces<T>(kept: Locks, act: (places: Places) => Promise<T>): Promise<T> {
  const turns: LockTurn[] = [];
  try {
    return await act({
      take: (...names) => void (names.length > 0 && turns.push(kept.queue(...names))),
      come: (signal) => together(turns).come(signal),
    });
  } finally {
    together(turns).leave();
  }
}

/** Does something with a place in the queue, or in those of several names, which is given up however that ends. */
export async function queued<T>(
  kept: Locks,
  names: string | readonly string[],
  act: (turn: LockTurn) => Promise<T>,
): Promise<T> {
  const turn = kept.queue(...[names].flat());
  try {
    return await act(turn);
  } finally {
    turn.leave();
  }
}
