/**
 * One circuit: closed while requests succeed, open for a pause when they fail, half-open while one request is the trial. After that as
 * many requests are let through at once as have succeeded, until the limit no longer matters: the queue does not hit WHMCS all at once.
 *
 * cockatiel's policy is not used because it has no gradual recovery, and does not know that a request may wait for its turn.
 */
import { slidingWindow } from './window.ts';
import type { BreakerOptions } from './breaker-options.ts';
import type { AttemptOutcome } from './outcome.ts';

export type CircuitState = 'closed' | 'half-open' | 'open';

type State = { readonly is: 'closed' } | { readonly is: 'half-open' } | { readonly is: 'open'; readonly until: number };

export interface CircuitOptions extends BreakerOptions {
  /** The number of commands that have to fail before it opens, unless no connection can be made. */
  readonly leastCommands: number;
  /** The number of concurrent requests at which recovery is complete. */
  readonly ceiling: number;
  readonly now: () => number;
  /** Called for each change. */
  readonly onState: (state: CircuitState, pauseMs: number) => void;
}

/** How a request ended that was let through. */
export interface EndedAttempt {
  readonly outcome: AttemptOutcome;
  readonly command: string;
  /** Whether an earlier attempt at the same request failed. */
  readonly again: boolean;
  /** Whether no connection could be made, so that the command is not to blame. */
  readonly unconnected: boolean;
  /** Whether it was aborted, so that its end is unknown. */
  readonly abandoned: boolean;
}

export interface Circuit {
  readonly state: CircuitState;
  /** For an open circuit: the milliseconds until a trial is allowed; 0 if one is allowed now. */
  readonly waitMs: number;
  /** Resolves when the trial has ended. */
  readonly trialEnded: Promise<void>;
  /** The number of requests that may be in flight. */
  readonly maxConcurrent: number;
  /** Lets a request through if nothing holds it back; the returned function reports its end. */
  pass(): (outcome: EndedAttempt) => void;
}

/** A random part of a pause, up to half, is left out, so that several gateways do not return together. */
const jittered = (ms: number): number => Math.ceil(ms * (1 - Math.random() / 2));

export function circuit(options: CircuitOptions): Circuit {
  const { now, failures, percent, calls, leastCommands, ceiling, pauseMs, mostPauseMs, onState } = options;
  const window = slidingWindow(options.windowMs, now);
  /** The commands that failed since the last success, once for each request. */
  let streak: string[] = [];
  let state: State = { is: 'closed' };
  /** The number of pauses since the last success. */
  let pauses = 0;
  let most = Infinity;
  let closedAt = -Infinity;
  /**
   * Each change of state begins another period. A request of an earlier period says nothing about the current one, and may hang for long.
   */
  let era = 0;
  let under = 0;
  let underSinceEarlier = 0;

  let found = Promise.resolve();
  let tell = (): void => undefined;

  const become = (next: State, ms = 0): void => {
    tell();
    state = next;
    if (next.is === 'half-open') found = new Promise((resolve) => void (tell = resolve));
    era++;
    underSinceEarlier += under;
    under = 0;
    onState(next.is, ms);
  };

  const open = (): void => {
    const ms = jittered(Math.min(mostPauseMs, pauseMs * 2 ** pauses));
    become({ is: 'open', until: now() + ms }, ms);
  };

  const good = (command: string): void => {
    streak = [];
    window.add('good', command);
    if (state.is === 'half-open') {
      window.clear();
      most = 1;
      closedAt = now();
      become({ is: 'closed' });
    }
    if (++most >= ceiling) most = Infinity;
  };

  /** Whether an outage is over: enough requests have succeeded, or there are too few to pile up. */
  const isBack = (): boolean => most === Infinity || now() - closedAt >= mostPauseMs;

  const isTooMuch = (unconnected: boolean): boolean => {
    const isWide = (failing: Iterable<string>) => unconnected || new Set(failing).size >= leastCommands;
    if (streak.length >= failures && isWide(streak)) return true;
    const { good: well, bad: ill, failing } = window.results();
    return well + ill >= calls && ill * 100 > percent * (well + ill) && isWide(failing);
  };

  const bad = ({ command, again, unconnected }: EndedAttempt): void => {
    // One request may fail for reasons of its own, however often it is sent.
    if (!again) {
      streak = [...streak, command].slice(-failures);
      window.add('bad', command);
    }
    if (state.is === 'closed' && isBack()) {
      if (!isTooMuch(unconnected)) return;
      pauses = 0;
    } else pauses++;
    open();
  };

  const isDue = (): boolean => state.is === 'open' && now() >= state.until;

  return {
    get state() {
      return state.is;
    },
    get waitMs() {
      return state.is === 'open' ? Math.max(0, state.until - now()) : 0;
    },
    get trialEnded() {
      return found;
    },
    get maxConcurrent() {
      if (state.is !== 'closed') return 1 + underSinceEarlier;
      return isBack() ? Infinity : most + underSinceEarlier;
    },
    pass() {
      if (isDue()) become({ is: 'half-open' });
      const bornIn = era;
      under++;
      return (outcome) => {
        if (bornIn !== era) {
          underSinceEarlier--;
          return;
        }
        under--;
        if (outcome.outcome === 'good') good(outcome.command);
        else if (outcome.outcome === 'bad') bad(outcome);
        else if (state.is === 'half-open')
          // Nothing is known yet: if nobody waited for the end, the next request is the trial.
          if (outcome.abandoned) become({ is: 'open', until: now() });
          else open();
      };
    },
  };
}
