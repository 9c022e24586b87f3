/**
 * One circuit: closed while requests fare well, open for a pause where they do not, half-open while one of them finds out. After that
 * as many are let through at once as have succeeded, until that is no limit any more: what waited does not fall upon WHMCS together.
 *
 * cockatiel's policy is not used because it knows neither the way back by degrees nor that a request may wait for its turn in between.
 */
import { slidingWindow } from './window.ts';
import type { AttemptOutcome } from './outcome.ts';

export interface BreakerOptions {
  /** Questions that fail one after another. */
  readonly failures: number;
  /** Or: more than so many percent of what was asked in the window, where that is at least `calls`. */
  readonly percent: number;
  readonly calls: number;
  readonly windowMs: number;
  /** The first pause; each that follows without success is twice as long. */
  readonly pauseMs: number;
  readonly mostPauseMs: number;
}

export const usualBreaker: BreakerOptions = Object.freeze({
  failures: 5,
  percent: 50,
  calls: 10,
  windowMs: 30_000,
  pauseMs: 1_000,
  mostPauseMs: 30_000,
});

export type CircuitState = 'closed' | 'half-open' | 'open';

type State = { readonly is: 'closed' } | { readonly is: 'half-open' } | { readonly is: 'open'; readonly until: number };

export interface CircuitOptions extends BreakerOptions {
  /** Commands that have to fail before it opens, unless no connection is to be had. */
  readonly leastCommands: number;
  /** Requests at once from which on, after an outage, all is as it was. */
  readonly ceiling: number;
  readonly now: () => number;
  /** Told of each change. */
  readonly onState: (state: CircuitState, pauseMs: number) => void;
}

/** How a request ended that was let through. */
export interface Outcome {
  readonly verdict: AttemptOutcome;
  readonly command: string;
  /** Whether an earlier attempt at the same question has failed. */
  readonly again: boolean;
  /** Whether not even a connection was to be had, so that it is nothing of the command's. */
  readonly unconnected: boolean;
  /** Whether it was called back, and nobody knows how it would have ended. */
  readonly abandoned: boolean;
}

export interface Circuit {
  readonly state: CircuitState;
  /** Of an open one: milliseconds until a request may find out how things are; 0 where one may now. */
  readonly waitMs: number;
  /** Resolves when the one that finds out has ended. */
  readonly found: Promise<void>;
  /** Requests that may be under way at once. */
  readonly most: number;
  /** Lets a request through where there is nothing to wait for; to be told of its end. */
  pass(): (outcome: Outcome) => void;
}

/** A random part of a pause, up to half of it, is left out: several gateways shall not come back together. */
const jittered = (ms: number): number => Math.ceil(ms * (1 - Math.random() / 2));

export function circuit(options: CircuitOptions): Circuit {
  const { now, failures, percent, calls, leastCommands, ceiling, pauseMs, mostPauseMs, onState } = options;
  const window = slidingWindow(options.windowMs, now);
  /** The commands that failed since the last good answer, once for each question. */
  let streak: string[] = [];
  let state: State = { is: 'closed' };
  /** Pauses since all was well. */
  let pauses = 0;
  let most = Infinity;
  let closedAt = -Infinity;
  /** Each change of state begins another: what was let through in an earlier one tells of the time before, and may hang for long. */
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

  /** Whether an outage is over for good: enough has succeeded, or so few ask that nothing can pile up. */
  const isBack = (): boolean => most === Infinity || now() - closedAt >= mostPauseMs;

  const isTooMuch = (unconnected: boolean): boolean => {
    const isWide = (failing: Iterable<string>) => unconnected || new Set(failing).size >= leastCommands;
    if (streak.length >= failures && isWide(streak)) return true;
    const { good: well, bad: ill, failing } = window.tells();
    return well + ill >= calls && ill * 100 > percent * (well + ill) && isWide(failing);
  };

  const bad = ({ command, again, unconnected }: Outcome): void => {
    // A question may fail for reasons of its own, however often it is asked.
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
    get found() {
      return found;
    },
    get most() {
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
        if (outcome.verdict === 'good') good(outcome.command);
        else if (outcome.verdict === 'bad') bad(outcome);
        else if (state.is === 'half-open')
          // Nothing is known yet; where nobody waited for the end, the next may find out.
          if (outcome.abandoned) become({ is: 'open', until: now() });
          else open();
      };
    },
  };
}
