/**
 * At most so many calls at once, a bounded queue for the rest. cockatiel's bulkhead is not used because an aborted call keeps
 * its place in that queue, and its turn wakes nobody behind it.
 */
import { BusyError } from '../errors.ts';
import { reasonOf } from './abort.ts';

interface Waiting {
  readonly start: () => void;
}

export interface Limit {
  /** Runs `task` as soon as there is room; refuses at once where the queue is full, leaves the queue when `signal` aborts. */
  execute<T>(command: string, task: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly active: number;
  readonly queued: number;
}

/**
 * @param capacity calls under way at once
 * @param queueCapacity calls that may wait
 * @param now a clock in milliseconds, for the estimate of when to come again
 */
export function limit(capacity: number, queueCapacity: number, now: () => number = Date.now): Limit {
  const queue = new Set<Waiting>();
  let active = 0;
  /** A moving average of how long a call holds its slot. */
  let usualMs = 300;

  const release = (startedAt: number) => {
    usualMs += (now() - startedAt - usualMs) / 8;
    active--;
    for (const next of queue) {
      queue.delete(next);
      next.start();
      break;
    }
  };

  const turn = (command: string, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (queue.size >= queueCapacity) {
        const retryAfterMs = Math.ceil((usualMs * queue.size) / capacity);
        const advice = `${queue.size} calls to WHMCS are waiting already; try again in ${retryAfterMs} ms`;
        return reject(new BusyError(command, advice, retryAfterMs));
      }
      const leave = () => {
        queue.delete(waiting);
        reject(reasonOf(signal));
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          active++;
          resolve();
        },
      };
      queue.add(waiting);
      signal.addEventListener('abort', leave, { once: true });
    });

  return {
    async execute(command, task, signal) {
      signal.throwIfAborted();
      if (active < capacity) active++;
      else await turn(command, signal);
      const startedAt = now();
      try {
        return await task();
      } finally {
        release(startedAt);
      }
    },
    get active() {
      return active;
    },
    get queued() {
      return queue.size;
    },
  };
}
