/**
 * Whether the first calls of an operation find room in the queue for WHMCS. If they do not, the whole operation is refused at once,
 * instead of after some of its calls have waited. Operations that have started may use a reserve beyond the limit.
 */
import { BusyError } from '../../whmcs/errors.ts';
import type { Lane } from '../../whmcs/transport/lane.ts';
import type { Load } from '../../whmcs/transport/limit.ts';

export interface QueueRoom {
  /** A request to WHMCS has ended. */
  ended(ms: number): void;
  /** Why this number of calls, of an operation that has not started, cannot be made now; null if they can. */
  busy(calls: number, lane: Lane): BusyError | null;
}

/** The length of the queue with the reserve for operations that have started. */
export const withReserve = (waiting: number): number => waiting + Math.ceil(waiting / 4);

const LONGEST_RETRY_AFTER_MS = 60_000;

/** @param waiting how many calls may wait */
export function queueRoom(load: () => Load, waiting: number): QueueRoom {
  let usualMs = 300;
  return {
    ended(ms) {
      usualMs += (ms - usualMs) / 8;
    },
    busy(calls, lane) {
      const { queued, background, limit } = load();
      // Interactive calls displace background calls.
      const ahead = lane === 'background' ? queued : queued - background;
      const isFull = ahead > 0 && ahead >= waiting;
      // An operation with more calls than may ever wait is admitted when nothing waits.
      if (!isFull && (ahead === 0 || ahead + calls <= waiting || calls > waiting)) return null;
      const retryAfterMs = Math.ceil(Math.min(Math.max(usualMs, (ahead * usualMs) / limit), LONGEST_RETRY_AFTER_MS));
      const message = `${queued} calls to WHMCS are waiting already; try again in ${retryAfterMs} ms`;
      return new BusyError('operation', message, retryAfterMs);
    },
  };
}
