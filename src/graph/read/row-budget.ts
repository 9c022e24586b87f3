/** The row budget of an operation. It counts rows while they are resolved, and gives other requests a turn on the event loop. */
import { RowsExceededError } from '../base/errors.ts';
import type { RowShare } from './row-share.ts';
import { turn } from '../../turns.ts';

/** How many values are resolved in one turn of the event loop: about four milliseconds. */
const CELLS_PER_TURN = 5_000;

const neverOver = new AbortController().signal;

export interface RowBudgetOptions {
  /** How many rows the operation may show. */
  readonly limit?: number | undefined;
  /** Throws if the operation is over: at its deadline, or when the caller has disconnected. */
  readonly throwIfOver: () => void;
  /** Aborts when the operation is over. */
  readonly over?: () => AbortSignal;
  /** Its share of the values that all operations of the process hold. */
  readonly share?: RowShare | undefined;
}

export class RowBudget {
  readonly limit: number;
  /** Rows of the response so far. */
  shown = 0;
  /** How many lists wait for a turn. */
  waiting = 0;
  /** Why the operation was stopped: its response is only this error. */
  stopped: Error | null = null;
  /** Whether the operation runs as compiled code, which cannot pause inside a list. */
  isCompiled = false;
  readonly #throwIfOver: () => void;
  readonly #over: () => AbortSignal;
  readonly #share: RowShare | undefined;
  #cells = 0;
  #isUncounted = false;

  constructor({ limit = Infinity, throwIfOver, over = () => neverOver, share }: RowBudgetOptions) {
    this.limit = limit;
    this.#over = over;
    this.#share = share;
    this.#throwIfOver = throwIfOver;
  }

  /** Whether resolvers are called for the response, and not for prefetching. */
  get counts(): boolean {
    return !this.#isUncounted;
  }

  /** Calls resolvers whose results are not part of the response. */
  uncounted<T>(ask: () => T): T {
    const before = this.#isUncounted;
    this.#isUncounted = true;
    try {
      return ask();
    } finally {
      this.#isUncounted = before;
    }
  }

  /**
   * Counts rows before their fields are resolved.
   *
   * @param fields the number of fields of each row
   * @returns a promise to wait for, if it is the turn of other requests
   * @throws RowsExceededError above the limit; after the end of the operation, the reason for it
   */
  count(rows: number, fields: number): Promise<void> | undefined {
    if (this.stopped) throw this.stopped;
    this.shown += rows;
    if (this.shown > this.limit) throw this.#stop(new RowsExceededError(this.limit));
    const cells = rows * (fields + 1);
    this.#cells += cells;
    this.#share?.add(cells);
    return this.#cells > CELLS_PER_TURN ? this.turn() : undefined;
  }

  /** Waits until the operations of the process do not hold too much, and then for a turn on the event loop. */
  async turn(): Promise<void> {
    this.waiting++;
    try {
      do {
        if (this.#mustWait()) await this.#share?.changed(this.#over());
        await turn();
        this.#continue();
      } while (this.#mustWait());
    } finally {
      this.waiting--;
    }
    this.#cells = 0;
  }

  /** Resets the counters: the operation is executed a second time, and its first result is discarded. */
  restart(): void {
    this.shown = 0;
    this.#cells = 0;
    this.isCompiled = false;
  }

  #mustWait(): boolean {
    return this.#share?.mayContinue === false;
  }

  #continue(): void {
    if (this.stopped) throw this.stopped;
    try {
      this.#throwIfOver();
    } catch (error) {
      throw this.#stop(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #stop(error: Error): Error {
    this.stopped = error;
    return error;
  }
}
