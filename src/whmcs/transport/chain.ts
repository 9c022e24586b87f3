/** The layers of a call, in their order: retry( breaker( limit( timeout( http ) ) ) ). */
import { isPlainRead, type Command } from '../command.ts';
import { adaptive } from './adaptive.ts';
import { breaker, type CircuitChange, type GuardedRequest } from './breaker.ts';
import type { BreakerOptions } from './breaker-options.ts';
import type { LaneTicket } from './lane.ts';
import { limit, type Load } from './limit.ts';
import { twiceWithFullJitter } from './retry.ts';
import { defaultRemoteReads, type RemoteReads } from './remote-reads.ts';
import { kindOf, type ByKind } from './slots.ts';
import { timeout } from './timeout.ts';

export interface ChainOptions {
  /** The limit of concurrent calls; the adaptive limit finds the level below it that WHMCS can take. */
  readonly maxConcurrency: number;
  readonly maxQueued: number;
  readonly timeoutMs: number;
  readonly writeTimeoutMs: number;
  /** Reads for which WHMCS asks another system; defaults apply if absent. */
  readonly remote?: Partial<RemoteReads> | undefined;
  /** When circuits open; defaults apply if absent. */
  readonly breaker?: Partial<BreakerOptions> | undefined;
  /** Called when the circuit of WHMCS, or of one command, opens, half-opens or closes. */
  readonly onCircuit?: (change: CircuitChange) => void;
  /** Sends a harmless read, so that a write need not be the trial; never rejects. */
  readonly probe?: () => Promise<unknown>;
}

/** One attempt: posts the form and reads the answer. Its signal carries the deadline, and `landed` reports that WHMCS has finished. */
export type Attempt<T> = (signal: AbortSignal, landed: () => void) => Promise<T>;

/** The options of a call. */
export interface RunOptions {
  readonly signal: AbortSignal;
  /** Whether a read is not retried either. */
  readonly once?: boolean;
  /** The lane of its attempts; interactive by default. */
  readonly turn?: LaneTicket;
}

export interface Chain {
  run<T>(command: Command, attempt: Attempt<T>, how: RunOptions): Promise<T>;
  readonly load: Load;
}

/** Builds the chain. Reads and writes share breaker and limit; only ordinary reads are retried. */
export function chain(options: ChainOptions): Chain {
  const found = adaptive(options.maxConcurrency);
  const circuits = breaker({
    options: options.breaker,
    ceiling: options.maxConcurrency,
    onChange: options.onCircuit,
    probe: options.probe ?? (() => Promise.resolve()),
  });
  const capacity = {
    ceiling: found.ceiling,
    get current() {
      return Math.min(found.current, circuits.maxConcurrent);
    },
  };
  const remote = { ...defaultRemoteReads, ...options.remote };
  const slots = limit({
    capacity,
    maxQueued: options.maxQueued,
    remoteAtOnce: remote.atOnce,
    onRead: found.ended,
  });
  const timeoutMs: ByKind<number> = {
    read: options.timeoutMs,
    write: options.writeTimeoutMs,
    remote: remote.timeoutMs,
  };
  const attempted = <T>(
    question: GuardedRequest,
    command: Command,
    attempt: Attempt<T>,
    how: RunOptions,
  ): Promise<T> => {
    const { signal, turn } = how;
    const ms = timeoutMs[kindOf(command)];
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
      // A registrar that is slow is not asked again.
      return isPlainRead(command) && kindOf(command) === 'read' && command.retry !== false && !how.once
        ? twiceWithFullJitter.execute(() => attempted(question, command, attempt, how), how.signal)
        : attempted(question, command, attempt, how);
    },
  };
}
