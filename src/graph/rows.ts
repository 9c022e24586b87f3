/** What one operation produces: rows are counted as they are made, and make way for other requests. */
import { RowsExceededError } from './errors.ts';
import { turn } from '../turns.ts';

/** Values that are made in one go; about four milliseconds' worth. */
const CELLS_A_TURN = 5_000;

export interface RowsOptions {
  /** How many rows the operation may show. */
  readonly limit?: number | undefined;
  /** Throws when nobody waits for the operation any more. */
  readonly throwIfOver: () => void;
}

export class Rows {
  readonly limit: number;
  /** Rows of the answer so far. */
  made = 0;
  /** Turns that are waited for. */
  waiting = 0;
  /** Why the operation was stopped: its answer is this error alone. */
  stopped: Error | null = null;
  /** Whether the operation runs as compiled code, which cannot pause inside a list. */
  isCompiled = false;
  readonly #throwIfOver: () => void;
  #cells = 0;
  #isUncounted = false;

  constructor({ limit = Infinity, throwIfOver }: RowsOptions) {
    this.limit = limit;
    this.#throwIfOver = throwIfOver;
  }

  /** Whether what a resolver is asked for now is part of the answer; prefetching asks as well. */
  get counts(): boolean {
    return !this.#isUncounted;
  }

  /** Calls resolvers whose results do not stand in the answer. */
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
   * @param fields fields of each row
   * @returns what to wait for before going on, where other requests have waited long enough
   * @throws RowsExceededError above the limit, and the reason for the operation's end after it
   */
  count(rows: number, fields: number): Promise<void> | undefined {
    if (this.stopped) throw this.stopped;
    this.made += rows;
    if (this.made > this.limit) throw this.#stop(new RowsExceededError(this.limit));
    this.#cells += rows * (fields + 1);
    return this.#cells > CELLS_A_TURN ? this.turn() : undefined;
  }

  /** Waits for a turn on the event loop. */
  async turn(): Promise<void> {
    this.waiting++;
    await turn();
    this.waiting--;
    this.#cells = 0;
    if (this.stopped) throw this.stopped;
    try {
      this.#throwIfOver();
    } catch (error) {
      throw this.#stop(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The operation is executed once more: what was made before is thrown away. */
  restart(): void {
    this.made = 0;
    this.#cells = 0;
    this.isCompiled = false;
  }

  #stop(error: Error): Error {
    this.stopped = error;
    return error;
  }
}
