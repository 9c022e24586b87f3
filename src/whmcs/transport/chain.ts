/** The layers of a call in their one order: retry( limit( timeout( http ) ) ). */
import type { Command } from '../command.ts';
import { adaptive } from './adaptive.ts';
import type { Turn } from './lane.ts';
import { limit, type Load } from './limit.ts';
import { twiceWithFullJitter } from './retry.ts';
import { timeout } from './timeout.ts';

export interface ChainOptions {
  /** Calls at once, at most; the limit finds the level below it that WHMCS can take. */
  readonly maxConcurrency: number;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

/** One attempt: posts the form and reads the answer; its signal carries the deadline. */
export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

/** How a call is made. */
export interface RunOptions {
  readonly signal: AbortSignal;
  /** Whether even a read is attempted only once. */
  readonly once?: boolean;
  /** In which lane its attempts queue; interactive where nothing is said. */
  readonly turn?: Turn;
}

export interface Chain {
  run<T>(command: Command, attempt: Attempt<T>, how: RunOptions): Promise<T>;
  readonly load: Load;
}

/** Builds the chain; reads and writes share the limit, only reads are retried. */
export function chain(options: ChainOptions): Chain {
  const capacity = adaptive(options.maxConcurrency);
  const slots = limit({ capacity, maxQueued: options.maxQueued, onRead: capacity.ended });
  const attempted = <T>(command: Command, attempt: Attempt<T>, { signal, turn }: RunOptions): Promise<T> => {
    const ms = command.kind === 'read' ? options.timeoutMs : options.writeTimeoutMs;
    return slots.execute(command, () => timeout(command.name, ms, attempt, signal), signal, turn);
  };
  return {
    load: slots,
    run: (command, attempt, how) =>
      command.kind === 'read' && !how.once
        ? twiceWithFullJitter.execute(() => attempted(command, attempt, how), how.signal)
        : attempted(command, attempt, how),
  };
}
