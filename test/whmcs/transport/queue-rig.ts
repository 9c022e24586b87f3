/** A limit whose calls end when the test says so. */
import { setImmediate } from 'node:timers/promises';
import type { LaneTicket } from '../../../src/whmcs/transport/lane.ts';
import { limit, type Limit } from '../../../src/whmcs/transport/limit.ts';
import type { Capacity, Kind } from '../../../src/whmcs/transport/slots.ts';

export interface Added {
  readonly kind?: Kind;
  readonly turn?: LaneTicket;
  readonly signal?: AbortSignal;
}

export interface Queue {
  readonly slots: Limit;
  /** The calls that were started, in order. */
  readonly begun: readonly string[];
  /** Those of them that have not ended. */
  readonly active: readonly string[];
  add(name: string, call?: Added): Promise<void>;
  /** Ends a call, so many milliseconds after the last event. */
  end(name: string, ms?: number): Promise<void>;
  /** WHMCS has finished a call that continues. */
  land(name: string): Promise<void>;
  /** Resolves when the consequences of the last step have happened. */
  settled(): Promise<void>;
  /** Ends all calls in progress, the oldest first. */
  drain(): Promise<void>;
}

export function queueOf(capacity: number | Capacity, maxQueued: number): Queue {
  let time = 0;
  const fixed = typeof capacity === 'number' ? { current: capacity, ceiling: capacity } : capacity;
  const slots = limit({ capacity: fixed, maxQueued, now: () => time });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const landings = new Map<string, () => void>();
  const end = async (name: string, ms = 0) => {
    time += ms;
    ends.get(name)?.();
    ends.delete(name);
    await setImmediate();
  };
  return {
    slots,
    begun,
    get active() {
      return [...ends.keys()];
    },
    add: (name, { kind = 'read', turn, signal = new AbortController().signal } = {}) =>
      slots.execute(
        kind === 'remote' ? { name, kind: 'read', remote: 'registrar' } : { name, kind },
        (landed) => {
          begun.push(name);
          landings.set(name, landed);
          return new Promise<void>((resolve) => ends.set(name, resolve));
        },
        signal,
        turn,
      ),
    end,
    async land(name) {
      landings.get(name)?.();
      await setImmediate();
    },
    settled: () => setImmediate(),
    async drain() {
      for (let [oldest] = ends.keys(); oldest !== undefined; [oldest] = ends.keys()) await end(oldest);
    },
  };
}
