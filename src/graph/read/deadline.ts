/** The time of an operation. It ends at the deadline, when the caller disconnects, or when the operation is complete. */
import { setMaxListeners } from 'node:events';
import { monotonic } from '../../monotonic.ts';
import { TimedOutError } from '../../whmcs/errors.ts';

/** The caller of an operation, which may disconnect before the response is sent. */
export interface Caller {
  readonly isGone: boolean;
  /** Aborts when the caller disconnects. */
  readonly gone: AbortSignal;
}

/** A caller that is gone when the signal aborts. */
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
  /** Created when something is first waited for: most operations are answered from memory. */
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
    // One listener for each answer that is waited for.
    setMaxListeners(0, over.signal);
    const caller = this.#caller?.gone;
    if (caller?.aborted) over.abort(caller.reason);
    else caller?.addEventListener('abort', () => over.abort(caller.reason), { once: true, signal: over.signal });
    this.#start();
    return over.signal;
  }

  /** Whether it is over; asking does not start the timer. */
  get isOver(): boolean {
    return this.#over?.signal.aborted ?? this.#caller?.isGone ?? false;
  }

  /** @throws the reason, if it is over; also if its time has passed without a timer */
  throwIfOver(): void {
    if (this.isOver || monotonic() < this.#endsAt) {
      if (this.isOver) this.signal.throwIfAborted();
      return;
    }
    const { signal } = this;
    this.#expire();
    signal.throwIfAborted();
  }

  /** Stops the clock until `resume`. */
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
