/** The layers of a call in their one order: retry( limit( timeout( http ) ) ). */
import type { Command } from '../command.ts';
import { limit, type Limit } from './limit.ts';
import { twiceWithFullJitter } from './retry.ts';
import { timeout } from './timeout.ts';

export interface ChainOptions {
  readonly maxConcurrency: number;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
}

/** One attempt: posts the form and reads the answer; its signal carries the deadline. */
export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

export interface Chain {
  /** @param single whether even a read is attempted only once */
  run<T>(command: Command, attempt: Attempt<T>, signal: AbortSignal, single?: boolean): Promise<T>;
  readonly limit: Limit;
}

/** Builds the chain; reads and writes share the limit, only reads are retried. */
export function chain(options: ChainOptions): Chain {
  const slots = limit(options.maxConcurrency, options.maxQueued);
  const once = <T>({ kind, name }: Command, attempt: Attempt<T>, signal: AbortSignal): Promise<T> => {
    const ms = kind === 'read' ? options.timeoutMs : options.writeTimeoutMs;
    return slots.execute(name, () => timeout(name, ms, attempt, signal), signal);
  };
  return {
    limit: slots,
    run: (command, attempt, signal, single = false) =>
      command.kind === 'read' && !single
        ? twiceWithFullJitter.execute(() => once(command, attempt, signal), signal)
        : once(command, attempt, signal),
  };
}
