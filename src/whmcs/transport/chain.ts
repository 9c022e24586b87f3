/** The layers of a call in their one order: retry( breaker( limit( timeout( http ) ) ) ). */
import type { Command } from '../command.ts';
import { adaptive } from './adaptive.ts';
import { breaker, type CircuitChange, type Question } from './breaker.ts';
import type { BreakerOptions } from './circuit.ts';
import type { LaneTicket } from './lane.ts';
import { limit, type Load } from './limit.ts';
import { twiceWithFullJitter } from './retry.ts';
import { timeout } from './timeout.ts';

export interface ChainOptions {
  /** Calls at once, at most; the limit finds the level below it that WHMCS can take. */
  readonly maxConcurrency: number;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
  /** When WHMCS is left alone; the usual where nothing is said. */
  readonly breaker?: Partial<BreakerOptions> | undefined;
  /** Told whenever WHMCS, or one command of it, is left alone, looked after, or well again. */
  readonly onCircuit?: (change: CircuitChange) => void;
  /** Asks WHMCS something harmless, so that a write need not find out how WHMCS is; never rejects. */
  readonly look?: () => Promise<unknown>;
}

/** One attempt: posts the form and reads the answer; its signal carries the deadline, and `landed` says that WHMCS is done with it. */
export type Attempt<T> = (signal: AbortSignal, landed: () => void) => Promise<T>;

/** How a call is made. */
export interface RunOptions {
  readonly signal: AbortSignal;
  /** Whether even a read is attempted only once. */
  readonly once?: boolean;
  /** In which lane its attempts queue; interactive where nothing is said. */
  readonly turn?: LaneTicket;
}

export interface Chain {
  run<T>(command: Command, attempt: Attempt<T>, how: RunOptions): Promise<T>;
  readonly load: Load;
}

/** Builds the chain; reads and writes share breaker and limit, only reads are retried. */
export function chain(options: ChainOptions): Chain {
  const found = adaptive(options.maxConcurrency);
  const circuits = breaker({
    options: options.breaker,
    ceiling: options.maxConcurrency,
    onChange: options.onCircuit,
    look: options.look ?? (() => Promise.resolve()),
  });
  const capacity = {
    ceiling: found.ceiling,
    get current() {
      return Math.min(found.current, circuits.most);
    },
  };
  const slots = limit({ capacity, maxQueued: options.maxQueued, onRead: found.ended });
  const attempted = <T>(question: Question, command: Command, attempt: Attempt<T>, how: RunOptions): Promise<T> => {
    const { signal, turn } = how;
    const ms = command.kind === 'read' ? options.timeoutMs : options.writeTimeoutMs;
    return circuits.execute(question, (atTurn) =>
      slots.execute(
        command,
        (landed) => atTurn(() => timeout(command.name, ms, (deadline) => attempt(deadline, landed), signal)),
        signal,
        turn,
      ),
    );
  };
  return {
    load: slots,
    run(command, attempt, how) {
      const question = { command, signal: how.signal, failure: null };
      return command.kind === 'read' && !how.once
        ? twiceWithFullJitter.execute(() => attempted(question, command, attempt, how), how.signal)
        : attempted(question, command, attempt, how);
    },
  };
}
