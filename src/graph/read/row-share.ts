/**
 * What the operations of a process are making at once. Rows are held in memory until their answer is printed, and the limit of one
 * operation says nothing of a hundred at the same time. Where too much is held, those wait that came later, before they make more;
 * the first of each viewer goes on, so that no viewer holds up another for ever, and none waits for itself.
 */

export interface RowShares {
  /** An operation of a viewer's begins. */
  begin(viewer: string): RowShare;
  /** Values that are held. */
  readonly held: number;
}

/** What one operation holds. */
export interface RowShare {
  add(values: number): void;
  /** Whether it may make more now. */
  readonly mayGoOn: boolean;
  /** Resolves when that may have changed, or when nobody waits for the operation any more. */
  changed(over: AbortSignal): Promise<void>;
  /** Its answer is printed, or there is none. */
  end(): void;
}

/** @param most values that all operations hold together before they wait for each other */
export function rowShares(most: number): RowShares {
  /** By viewer, those first that came first. */
  const operations = new Map<string, Set<RowShare>>();
  const waiting = new Map<RowShare, () => void>();
  let held = 0;

  return {
    begin(viewer) {
      let own = 0;
      let change: Promise<void> | undefined;
      const made: RowShare = {
        add(values) {
          own += values;
          held += values;
        },
        get mayGoOn() {
          const [first] = operations.get(viewer) ?? [];
          return held <= most || first === made || first === undefined;
        },
        changed(over) {
          // Each of an operation's lists asks.
          return (change ??= new Promise((resolve) => {
            const go = (): void => {
              waiting.delete(made);
              over.removeEventListener('abort', go);
              change = undefined;
              resolve();
            };
            if (over.aborted) return go();
            waiting.set(made, go);
            over.addEventListener('abort', go);
          }));
        },
        end() {
          const others = operations.get(viewer);
          if (!others?.delete(made)) return;
          if (others.size === 0) operations.delete(viewer);
          held -= own;
          for (const [other, go] of waiting) if (other.mayGoOn) go();
        },
      };
      const others = operations.get(viewer);
      if (others) others.add(made);
      else operations.set(viewer, new Set([made]));
      return made;
    },
    get held() {
      return held;
    },
  };
}
