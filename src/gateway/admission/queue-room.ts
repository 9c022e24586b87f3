/**
 * Whether the first calls of an operation find room in the queue for WHMCS. Where they do not, the operation is refused at once as a
 * whole, rather than after some of its calls have waited. Operations that have begun may go on in a reserve beyond.
 */
import { BusyError } from '../../whmcs/errors.ts';
import type { Lane } from '../../whmcs/transport/lane.ts';
import type { Load } from '../../whmcs/transport/limit.ts';

export interface QueueRoom {
  /** A request to WHMCS has ended. */
  ended(ms: number): void;
  /** Why so many calls of an operation that has not begun cannot be made now; null where they can. */
  busy(calls: number, lane: Lane): BusyError | null;
}

/** What the queue holds beyond its limit, for operations that have begun. */
export const withReserve = (waiting: number): number => waiting + Math.ceil(waiting / 4);

const LONGEST_RETRY_AFTER_MS = 60_000;

/** @param waiting calls that may wait */
export function queueRoom(load: () => Load, waiting: number): QueueRoom {
  let usualMs = 300;
  return {
    ended(ms) {
      usualMs += (ms - usualMs) / 8;
    },
    busy(calls, lane) {
      const { queued, background, limit } = load();
      // Interactive calls take the places of those in the background.
      const ahead = lane === 'background' ? queued : queued - background;
      const isFull = ahead > 0 && ahead >= waiting;
      // More calls than may ever wait are made as far as they can.
      if (!isFull && (ahead === 0 || ahead + calls <= waiting || calls > waiting)) return null;
      const retryAfterMs = Math.ceil(Math.min(Math.max(usualMs, (ahead * usualMs) / limit), LONGEST_RETRY_AFTER_MS));
      const message = `${queued} calls to WHMCS are waiting already; try again in ${retryAfterMs} ms`;
      return new BusyError('operation', message, retryAfterMs);
    },
  };
}
