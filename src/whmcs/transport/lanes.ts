/**
 * The queue in front of WHMCS: interactive calls before background calls, each lane in order of arrival. A background call is passed over
 * only so many times; then it is its turn, however many interactive calls wait.
 */
import type { Lane, LaneTicket } from './lane.ts';
import { kinds, type ByKind, type Kind } from './slots.ts';

export interface Queued {
  readonly kind: Kind;
  readonly turn: LaneTicket;
}

/** The number of interactive calls that start while a background call waits: it then gets a ninth of the slots. */
export const PATIENCE = 8;

export interface Lanes<Q extends Queued> {
  readonly size: number;
  count(of: { readonly lane?: Lane; readonly kind?: Kind }): number;
  join(call: Q): void;
  leave(call: Q): void;
  /** Removes the next call of the kinds that may start. */
  next(mayStart: ByKind<boolean>): Q | undefined;
  /** Removes the call to refuse when there are too many: the youngest in the background, else the youngest of all. */
  surplus(): Q | undefined;
}

const isBackground = ({ turn }: Queued): boolean => turn.lane === 'background';

export function lanes<Q extends Queued>(): Lanes<Q> {
  /** Both lanes, in order of arrival: a promoted call keeps its age. */
  const line: Q[] = [];
  /** How often the background was passed over, by kind, because writes may wait while reads take their turn. */
  const passed: Record<Kind, number> = { read: 0, write: 0, remote: 0 };

  const takeOut = (call: Q | undefined): Q | undefined => {
    if (call) line.splice(line.indexOf(call), 1);
    return call;
  };
  const isDue = (call: Q): boolean => isBackground(call) && passed[call.kind] >= PATIENCE;

  return {
    get size() {
      return line.length;
    },
    count: ({ lane, kind }) =>
      line.filter((call) => (lane ?? call.turn.lane) === call.turn.lane && (kind ?? call.kind) === call.kind).length,
    join: (call) => void line.push(call),
    leave: (call) => void (line.includes(call) && takeOut(call)),
    next(mayStart) {
      const able = line.filter(({ kind }) => mayStart[kind]);
      const next = takeOut(able.find(isDue) ?? able.find((call) => !isBackground(call)) ?? able[0]);
      if (!next) return undefined;
      if (isBackground(next)) passed[next.kind] = 0;
      else {
        for (const kind of kinds) {
          const waits = line.some((call) => isBackground(call) && call.kind === kind);
          passed[kind] = waits ? passed[kind] + 1 : 0;
        }
      }
      return next;
    },
    surplus: () => takeOut(line.findLast(isBackground) ?? line.at(-1)),
  };
}
