/**
 * Leaves WHMCS alone while it is down: one circuit for the installation, which opens where more than one command fails or no connection
 * is to be had, and one for each command, which opens where that one fails alone. What waits for its turn is checked once more when that
 * has come. Whoever comes first after the pause finds out, with his own question: there is none that every API role allows.
 */
import { monotonic } from '../../monotonic.ts';
import type { Command } from '../command.ts';
import { CircuitOpenError, TimedOutError, UnreachableError, type CircuitScope } from '../errors.ts';
import { unlessAborted } from './abort.ts';
import { circuit, usualBreaker, type BreakerOptions, type Circuit, type CircuitState } from './circuit.ts';
import { attemptOutcomeOf } from './outcome.ts';

export interface CircuitChange {
  /** The command, or "installation". */
  readonly scope: string;
  readonly state: CircuitState;
  /** Of an open circuit: for how long nothing is sent. */
  readonly pauseMs: number;
}

export interface BreakerWiring {
  readonly options?: Partial<BreakerOptions> | undefined;
  /** Calls at once, at most. */
  readonly ceiling: number;
  /** Told of each change. */
  readonly onChange?: ((change: CircuitChange) => void) | undefined;
  /** Asks WHMCS something harmless: a write never finds out by itself how WHMCS is. */
  readonly look: () => Promise<unknown>;
  readonly now?: () => number;
}

/** One question, whose attempts pass the breaker one by one. */
export interface Question {
  readonly command: Pick<Command, 'name' | 'kind'>;
  readonly signal: AbortSignal;
  /** How its last attempt failed, or null. */
  failure: Error | null;
}

/** Runs an attempt when its turn has come. */
export type AtTurn = <T>(attempt: () => Promise<T>) => Promise<T>;

export interface Breaker {
  /**
   * Makes one attempt at a question.
   *
   * @param queue waits for a turn, and makes the attempt in it
   * @throws CircuitOpenError where nothing is sent
   */
  execute<T>(question: Question, queue: (atTurn: AtTurn) => Promise<T>): Promise<T>;
  /** Calls at once that WHMCS is trusted with. */
  readonly most: number;
}

/** The scope of the circuit of all commands. */
export const INSTALLATION = 'installation';

export function breaker({ options, ceiling, onChange, look, now = monotonic }: BreakerWiring): Breaker {
  const settings = { ...usualBreaker, ...options };
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

  /** Refuses where it is known already that nothing will be sent; while somebody finds out, others wait. */
  const checkAtDoor = ({ name, kind }: Question['command']): void => {
    const { state, waitMs } = installation;
    if (state === 'open' && (kind === 'write' || waitMs > 0)) refuse(name, 'installation', installation);
    const own = ofCommand(name);
    if (own.waitMs > 0) refuse(name, 'command', own);
  };

  const checkAtTurn = (command: Question['command']): void => {
    checkAtDoor(command);
    const own = ofCommand(command.name);
    if (installation.state === 'half-open') refuse(command.name, 'installation', installation);
    if (own.state === 'half-open') refuse(command.name, 'command', own);
  };

  const attemptAt =
    (question: Question): AtTurn =>
    async (attempt) => {
      const { command, signal } = question;
      checkAtTurn(command);
      const [endedForAll, endedForOne] = [installation.pass(), ofCommand(command.name).pass()];
      const ended = (error: unknown): void => {
        const abandoned = signal.aborted && !(signal.reason instanceof TimedOutError);
        const verdict = abandoned ? 'none' : attemptOutcomeOf(error);
        const unconnected = error instanceof UnreachableError && !error.sent;
        const outcome = { command: command.name, again: question.failure !== null, unconnected, abandoned };
        // How long a write takes is for registrars and server modules to say.
        const isSlowWrite = command.kind === 'write' && error instanceof TimedOutError;
        endedForAll({ ...outcome, verdict: isSlowWrite ? 'none' : verdict });
        const isForAll = unconnected || installation.state !== 'closed';
        endedForOne({ ...outcome, verdict: verdict === 'bad' && isForAll ? 'none' : verdict });
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
      if (command.kind === 'write' && installation.state === 'open' && installation.waitMs === 0) await look();
      const own = ofCommand(command.name);
      if (own.state === 'half-open') await unlessAborted(own.found, signal);
      try {
        checkAtDoor(command);
      } catch (error) {
        // What is not asked again ends as it did.
        throw question.failure ?? error;
      }
      return queue(attemptAt(question));
    },
    get most() {
      return installation.most;
    },
  };
}
