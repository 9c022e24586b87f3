/** The time of an operation: over at its deadline, when the caller goes away, or at its end. */
import { setMaxListeners } from 'node:events';
import { monotonic } from '../../monotonic.ts';
import { TimedOutError } from '../../whmcs/errors.ts';

/** Who waits for an operation's answer, and may go away before it is sent. */
export interface Caller {
  readonly isGone: boolean;
  /** Aborts when the caller goes away. */
  readonly gone: AbortSignal;
}

/** Somebody who is gone when a signal says so. */
export const until = (gone: AbortSignal): Caller => ({
  gone,
  get isGone() {
    return gone.aborted;
  },
});

export class Deadline {
  readonly #ms: number;
  readonly #caller: Caller | undefined;
  #endsAt: number;
  #pausedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Made when somebody first waits for something: most operations are answered from memory. */
  #over: AbortController | undefined;

  constructor(ms: number, caller: Caller | undefined) {
    this.#ms = ms;
    this.#caller = caller;
    this.#endsAt = monotonic() + ms;
  }

  /** Aborts when the time is over. */
  get signal(): AbortSignal {
    if (this.#over) return this.#over.signal;
    const over = (this.#over = new AbortController());
    // Every answer that is waited for listens.
    setMaxListeners(0, over.signal);
    const caller = this.#caller?.gone;
    if (caller?.aborted) over.abort(caller.reason);
    else caller?.addEventListener('abort', () => over.abort(caller.reason), { once: true, signal: over.signal });
    this.#start();
    return over.signal;
  }

  /** Whether it is over, without anybody having to wait for it. */
  get isOver(): boolean {
    return this.#over?.signal.aborted ?? this.#caller?.isGone ?? false;
  }

  /** @throws why it is over, also where its time has passed without anybody waiting for anything */
  throwIfOver(): void {
    if (this.isOver || monotonic() < this.#endsAt) {
      if (this.isOver) this.signal.throwIfAborted();
      return;
    }
    const { signal } = this;
    this.#expire();
    signal.throwIfAborted();
  }

  /** What is done until `resume` takes no time. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#pausedAt = monotonic();
  }

  resume(): void {
    this.#endsAt += monotonic() - this.#pausedAt;
    if (this.#over) this.#start();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#over?.abort(new Error('the operation is over'));
  }

  #start(): void {
    this.#timer = setTimeout(() => this.#expire(), Math.max(0, this.#endsAt - monotonic())).unref();
  }

  #expire(): void {
    const advice = `the operation took longer than its ${this.#ms} ms; ask for less at once`;
    this.#over?.abort(new TimedOutError('operation', advice));
  }
}
