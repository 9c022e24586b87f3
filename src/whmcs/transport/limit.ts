/**
 * Limits the number of concurrent calls, with a bounded queue for the rest. cockatiel's bulkhead is not used because an aborted call
 * keeps its place in that queue, and its turn wakes no call behind it.
 */
import { monotonic } from '../../monotonic.ts';
import type { Command } from '../command.ts';
import { BusyError } from '../errors.ts';
import { reasonOf } from './abort.ts';
import { interactive, type LaneTicket } from './lane.ts';
import { lanes, type Queued } from './lanes.ts';
import { kindOf, kinds, slots, type Capacity, type Kind } from './slots.ts';

/** The calls in progress and in the queue. */
export interface Load {
  /** The limit of concurrent calls. */
  readonly limit: number;
  readonly active: number;
  /** Waiting calls in both lanes. */
  readonly queued: number;
  /** Waiting calls in the background. */
  readonly background: number;
}

export interface Limit extends Load {
  /**
   * Runs `task` as soon as there is room, and leaves the queue when `signal` aborts. `task` calls `landed` when WHMCS has finished, so
   * that the next call may start before `task` has ended.
   * @throws BusyError at once if the queue is full; later for a background call that had to make room for an interactive one
   */
  execute<T>(
    command: Pick<Command, 'name' | 'kind' | 'remote'>,
    task: (landed: () => void) => Promise<T>,
    signal: AbortSignal,
    turn?: LaneTicket,
  ): Promise<T>;
}

/** The result of a read that held a slot. */
export interface EndedRead {
  readonly command: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** The slots in use at its start or at its end, whichever is more; its own included. */
  readonly busy: number;
  /** The error, or null. */
  readonly error: unknown;
}

export interface LimitOptions {
  readonly capacity: Capacity;
  /** The limit of waiting calls. */
  readonly maxQueued: number;
  /** The limit of concurrent remote reads; a default applies if absent. */
  readonly remoteAtOnce?: number | undefined;
  /** Called for every read that ended by itself. A remote read, or one that its caller left, says nothing about WHMCS. */
  readonly onRead?: (read: EndedRead) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

interface Waiting extends Queued {
  start(): void;
  refuse(error: BusyError): void;
  readonly command: string;
}

/** A queue of writes may take hours; a refused caller should retry sooner. */
const LONGEST_RETRY_AFTER_MS = 60_000;

export function limit({ capacity, maxQueued, remoteAtOnce, onRead, now = monotonic }: LimitOptions): Limit {
  const line = lanes<Waiting>();
  const held = slots(capacity, remoteAtOnce);
  /** Moving averages of how long a call holds its slot. */
  const usualMs: Record<Kind, number> = { read: 300, write: 1000, remote: 3000 };

  const isWaiting = (kind: Kind): boolean => line.count({ kind, lane: 'interactive' }) > 0;
  const free = () => held.free({ read: isWaiting('read'), write: isWaiting('write') });

  const fill = () => {
    for (let next = line.next(free()); next; next = line.next(free())) {
      held.take(next.kind);
      next.start();
    }
  };

  const tooMany = (command: string): BusyError => {
    const work = kinds.reduce((sum, kind) => sum + line.count({ kind }) * usualMs[kind], 0);
    const soon = Math.max(usualMs.read, work / capacity.current);
    const retryAfterMs = Math.ceil(Math.min(soon, LONGEST_RETRY_AFTER_MS));
    const advice = `${line.size} calls to WHMCS are waiting already; try again in ${retryAfterMs} ms`;
    return new BusyError(command, advice, retryAfterMs);
  };

  const queue = (command: string, kind: Kind, signal: AbortSignal, turn: LaneTicket) =>
    new Promise<void>((resolve, reject) => {
      const done = () => signal.removeEventListener('abort', leave);
      const leave = () => {
        line.leave(waiting);
        reject(reasonOf(signal));
      };
      const waiting: Waiting = {
        command,
        kind,
        turn,
        start() {
          done();
          resolve();
        },
        refuse(error) {
          done();
          reject(error);
        },
      };
      line.join(waiting);
      signal.addEventListener('abort', leave, { once: true });
      const surplus = line.size > maxQueued ? line.surplus() : undefined;
      surplus?.refuse(tooMany(surplus.command));
    });

  return {
    async execute(command, task, signal, turn = interactive) {
      signal.throwIfAborted();
      const { name } = command;
      const kind = kindOf(command);
      if (free()[kind]) held.take(kind);
      else await queue(name, kind, signal, turn);
      const startedAt = now();
      const busyAtStart = held.active;
      const here = () => ({ endedAt: now(), busy: Math.max(busyAtStart, held.active) });
      let landing: ReturnType<typeof here> | undefined;
      const give = ({ endedAt }: ReturnType<typeof here>) => {
        usualMs[kind] += (endedAt - startedAt - usualMs[kind]) / 8;
        held.give(kind);
        fill();
      };
      const landed = () => {
        if (!landing) give((landing = here()));
      };
      let failure: unknown = null;
      try {
        return await task(landed);
      } catch (error) {
        failure = error;
        throw error;
      } finally {
        const end = landing ?? here();
        if (kind === 'read' && !signal.aborted) onRead?.({ command: name, startedAt, ...end, error: failure });
        if (!landing) give(end);
      }
    },
    get limit() {
      return capacity.current;
    },
    get active() {
      return held.active;
    },
    get queued() {
      return line.size;
    },
    get background() {
      return line.count({ lane: 'background' });
    },
  };
}
