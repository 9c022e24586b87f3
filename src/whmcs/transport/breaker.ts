/**
 * The circuit breaker. One circuit covers the installation: it opens when more than one command fails or no connection can be made. One
 * circuit covers each command: it opens when that command alone fails. A call that has waited is checked again when its turn comes. After
 * the pause the first call is the trial: no command exists that every API role allows.
 */
import { monotonic } from '../../monotonic.ts';
import type { Command } from '../command.ts';
import { CircuitOpenError, TimedOutError, UnreachableError, type CircuitScope } from '../errors.ts';
import { unlessAborted } from './abort.ts';
import { defaultBreaker, type BreakerOptions } from './breaker-options.ts';
import { circuit, type Circuit, type CircuitState } from './circuit.ts';
import { attemptOutcomeOf } from './outcome.ts';
import { kindOf } from './slots.ts';

export interface CircuitChange {
  /** The command, or "installation". */
  readonly scope: string;
  readonly state: CircuitState;
  /** For an open circuit: the time for which nothing is sent. */
  readonly pauseMs: number;
}

export interface BreakerWiring {
  readonly options?: Partial<BreakerOptions> | undefined;
  /** The limit of concurrent calls. */
  readonly ceiling: number;
  /** Called for each change. */
  readonly onChange?: ((change: CircuitChange) => void) | undefined;
  /** Sends a harmless read: a write is never the trial. */
  readonly probe: () => Promise<unknown>;
  readonly now?: () => number;
}

/** One request, whose attempts pass the breaker one by one. */
export interface GuardedRequest {
  readonly command: Pick<Command, 'name' | 'kind' | 'remote'>;
  readonly signal: AbortSignal;
  /** The error of its last attempt, or null. */
  failure: Error | null;
}

/** Runs an attempt when its turn has come. */
export type AtTurn = <T>(attempt: () => Promise<T>) => Promise<T>;

export interface Breaker {
  /**
   * Makes one attempt at a request.
   * @param queue waits for a turn, and makes the attempt in it
   * @throws CircuitOpenError if nothing is sent
   */
  execute<T>(question: GuardedRequest, queue: (atTurn: AtTurn) => Promise<T>): Promise<T>;
  /** The number of concurrent calls that the circuits allow. */
  readonly maxConcurrent: number;
}

/** The scope of the installation's circuit. */
export const INSTALLATION = 'installation';

export function breaker({ options, ceiling, onChange, probe, now = monotonic }: BreakerWiring): Breaker {
  const settings = { ...defaultBreaker, ...options };
  const circuitOf = (scope: string, leastCommands: number, most: number): Circuit =>
    circuit({
      ...settings,
      leastCommands,
      ceiling: most,
      now,
      onState: (state, pauseMs) => onChange?.({ scope, state, pauseMs }),
    });
  const installation = circuitOf(INSTALLATION, 2, ceiling);
  const commands = new Map<string, Circuit>();
  const ofCommand = (name: string): Circuit => {
    const known = commands.get(name) ?? circuitOf(name, 1, 1);
    commands.set(name, known);
    return known;
  };

  const refuse = (command: string, scope: CircuitScope, { waitMs }: Circuit): never => {
    throw new CircuitOpenError(command, scope, Math.max(1, Math.ceil(waitMs || settings.pauseMs)));
  };

  /** Refuses if it is known that nothing will be sent; waits while another call is the trial. */
  const checkAtDoor = ({ name, kind }: GuardedRequest['command']): void => {
    const { state, waitMs } = installation;
    if (state === 'open' && (kind === 'write' || waitMs > 0)) refuse(name, 'installation', installation);
    const own = ofCommand(name);
    if (own.waitMs > 0) refuse(name, 'command', own);
  };

  const checkAtTurn = (command: GuardedRequest['command']): void => {
    checkAtDoor(command);
    const own = ofCommand(command.name);
    if (installation.state === 'half-open') refuse(command.name, 'installation', installation);
    if (own.state === 'half-open') refuse(command.name, 'command', own);
  };

  const attemptAt =
    (question: GuardedRequest): AtTurn =>
    async (attempt) => {
      const { command, signal } = question;
      checkAtTurn(command);
      const [endedForAll, endedForOne] = [installation.pass(), ofCommand(command.name).pass()];
      const ended = (error: unknown): void => {
        const abandoned = signal.aborted && !(signal.reason instanceof TimedOutError);
        const verdict = abandoned ? 'none' : attemptOutcomeOf(error);
        const unconnected = error instanceof UnreachableError && !error.sent;
        const outcome = { command: command.name, again: question.failure !== null, unconnected, abandoned };
        // The latency of writes and of remote reads depends on registrars and server modules.
        const isSlow = kindOf(command) !== 'read' && error instanceof TimedOutError;
        endedForAll({ ...outcome, outcome: isSlow ? 'none' : verdict });
        const isForAll = unconnected || installation.state !== 'closed';
        endedForOne({ ...outcome, outcome: verdict === 'bad' && isForAll ? 'none' : verdict });
      };
      try {
        const answer = await attempt();
        ended(null);
        return answer;
      } catch (error) {
        ended(error);
        question.failure = error instanceof Error ? error : null;
        throw error;
      }
    };

  return {
    async execute(question, queue) {
      const { command, signal } = question;
      if (command.kind === 'write' && installation.state === 'open' && installation.waitMs === 0) await probe();
      const own = ofCommand(command.name);
      if (own.state === 'half-open') await unlessAborted(own.trialEnded, signal);
      try {
        checkAtDoor(command);
      } catch (error) {
        // A request that is not retried keeps its failure.
        throw question.failure ?? error;
      }
      return queue(attemptAt(question));
    },
    get maxConcurrent() {
      return installation.maxConcurrent;
    },
  };
}
