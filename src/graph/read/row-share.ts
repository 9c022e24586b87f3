/**
 * Limits the values that all operations of the process hold at once. Rows stay in memory until their response is serialized, and the
 * limit of one operation does not limit a hundred concurrent ones. If too much is held, later operations wait before they resolve more.
 * The first operation of each viewer always continues, so that no viewer blocks another for ever, and no operation waits for itself.
 */

export interface RowShares {
  /** Starts an operation of a viewer. */
  begin(viewer: string): RowShare;
  /** Values that all operations hold. */
  readonly held: number;
}

/** The values that one operation holds. */
export interface RowShare {
  add(values: number): void;
  /** Whether the operation may resolve more values now. */
  readonly mayContinue: boolean;
  /** Resolves when `mayContinue` may have changed, or when the operation is over. */
  changed(over: AbortSignal): Promise<void>;
  /** Releases the share: the response is serialized, or there is none. */
  end(): void;
}

/** @param most how many values all operations may hold before they wait for each other */
export function rowShares(most: number): RowShares {
  /** The operations of each viewer, in order of arrival. */
  const operations = new Map<string, Set<RowShare>>();
  const waiting = new Map<RowShare, () => void>();
  let held = 0;

  return {
    begin(viewer) {
      let own = 0;
      let change: Promise<void> | undefined;
      const share: RowShare = {
        add(values) {
          own += values;
          held += values;
        },
        get mayContinue() {
          const [first] = operations.get(viewer) ?? [];
          return held <= most || first === share || first === undefined;
        },
        changed(over) {
          // All lists of an operation wait for the same promise.
          return (change ??= new Promise((resolve) => {
            const go = (): void => {
              waiting.delete(share);
              over.removeEventListener('abort', go);
              change = undefined;
              resolve();
            };
            if (over.aborted) return go();
            waiting.set(share, go);
            over.addEventListener('abort', go);
          }));
        },
        end() {
          const others = operations.get(viewer);
          if (!others?.delete(share)) return;
          if (others.size === 0) operations.delete(viewer);
          held -= own;
          for (const [other, go] of waiting) if (other.mayContinue) go();
        },
      };
      const others = operations.get(viewer);
      if (others) others.add(share);
      else operations.set(viewer, new Set([share]));
      return share;
    },
    get held() {
      return held;
    },
  };
}
