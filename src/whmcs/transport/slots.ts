/**
 * The slots of concurrent calls. Writes hold at most half of them: a ModuleCreate takes minutes, and reads must not wait for four of
 * them.
 */
import type { Command } from '../command.ts';

export type Kind = Command['kind'];
export type ByKind<T> = Readonly<Record<Kind, T>>;
export const kinds = ['read', 'write'] as const satisfies readonly Kind[];

/** The number of concurrent calls that WHMCS takes. */
export interface Capacity {
  /** The current number: at least 1, at most `ceiling`. */
  readonly current: number;
  readonly ceiling: number;
}

export interface Slots {
  readonly active: number;
  /** @param readWaits whether a caller waits for a read */
  free(readWaits: boolean): ByKind<boolean>;
  take(kind: Kind): void;
  give(kind: Kind): void;
}

export function slots(capacity: Capacity): Slots {
  const held: Record<Kind, number> = { read: 0, write: 0 };
  let lastWasWrite = false;
  const active = () => held.read + held.write;
  return {
    get active() {
      return active();
    },
    free(readWaits) {
      const { current, ceiling } = capacity;
      const room = active() < current;
      // Half of one slot does not exist: with one slot, writes and reads take turns.
      const writesTurn = current > 1 || !lastWasWrite || !readWaits;
      return {
        // If the capacity has fallen below the writes in progress, one read still runs beside them.
        read: room || (held.read === 0 && active() < ceiling),
        write: room && writesTurn && held.write < Math.max(1, Math.floor(current / 2)),
      };
    },
    take(kind) {
      held[kind]++;
      lastWasWrite = kind === 'write';
    },
    give: (kind) => void held[kind]--,
  };
}
