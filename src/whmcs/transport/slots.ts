/**
 * The slots of concurrent calls. Writes hold at most half of them: a ModuleCreate takes minutes, and reads must not wait for four of
 * them. Remote reads, for which WHMCS asks a registrar or a WHOIS server, hold at most two. Writes and remote reads together leave at
 * least one slot to ordinary reads.
 */
import { REMOTE_AT_ONCE } from './remote-reads.ts';
import type { Command } from '../command.ts';

/** What a call holds its slot for: WHMCS's own work, a change, or the answer of another system. */
export type Kind = Command['kind'] | 'remote';
export type ByKind<T> = Readonly<Record<Kind, T>>;
export const kinds = ['read', 'write', 'remote'] as const satisfies readonly Kind[];

export const kindOf = ({ kind, remote }: Pick<Command, 'kind' | 'remote'>): Kind =>
  kind === 'read' && remote !== undefined ? 'remote' : kind;

/** The number of concurrent calls that WHMCS takes. */
export interface Capacity {
  /** The current number: at least 1, at most `ceiling`. */
  readonly current: number;
  readonly ceiling: number;
}

/** The kinds of calls for which callers wait. */
export interface Waiting {
  readonly read: boolean;
  readonly write: boolean;
}

export interface Slots {
  readonly active: number;
  free(waits: Waiting): ByKind<boolean>;
  take(kind: Kind): void;
  give(kind: Kind): void;
}

export function slots(capacity: Capacity, remoteAtOnce = REMOTE_AT_ONCE): Slots {
  const held: Record<Kind, number> = { read: 0, write: 0, remote: 0 };
  let lastWasRead = true;
  const active = () => held.read + held.write + held.remote;
  return {
    get active() {
      return active();
    },
    free(waits) {
      const { current, ceiling } = capacity;
      const room = active() < current;
      const half = Math.max(1, Math.floor(current / 2));
      // Half of one slot does not exist: with one slot, reads take turns with the other kinds.
      const isTurn = current > 1 || lastWasRead || !waits.read;
      const leavesRoom = current === 1 || held.write + held.remote < current - 1;
      return {
        // If the capacity has fallen below the other calls in progress, one read still runs beside them.
        read: room || (held.read === 0 && active() < ceiling),
        write: room && isTurn && held.write < half && (held.remote === 0 || leavesRoom),
        remote:
          room &&
          isTurn &&
          leavesRoom &&
          held.remote < Math.min(remoteAtOnce, half) &&
          // A write that could start goes first.
          !(waits.write && held.write < half),
      };
    },
    take(kind) {
      held[kind]++;
      lastWasRead = kind === 'read';
    },
    give: (kind) => void held[kind]--,
  };
}
