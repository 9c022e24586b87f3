/** What one operation produces: rows are counted as they are made, and make way for other requests. */
import { RowsExceededError } from '../base/errors.ts';
import type { RowShare } from './row-share.ts';
import { turn } from '../../turns.ts';

/** Values that are made in one go; about four milliseconds' worth. */
const CELLS_A_TURN = 5_000;

const neverOver = new AbortController().signal;

export interface RowsOptions {
  /** How many rows the operation may show. */
  readonly limit?: number | undefined;
  /** Throws when nobody waits for the operation any more. */
  readonly throwIfOver: () => void;
  /** Aborts when nobody does. */
  readonly over?: () => AbortSignal;
  /** What it holds beside the other operations of the process. */
  readonly made?: RowShare | undefined;
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
  readonly #over: () => AbortSignal;
  readonly #held: RowShare | undefined;
  #cells = 0;
  #isUncounted = false;

  constructor({ limit = Infinity, throwIfOver, over = () => neverOver, made }: RowsOptions) {
    this.limit = limit;
    this.#over = over;
    this.#held = made;
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
    const cells = rows * (fields + 1);
    this.#cells += cells;
    this.#held?.add(cells);
    return this.#cells > CELLS_A_TURN ? this.turn() : undefined;
  }

  /** Waits for a turn on the event loop, and before it until the operations of the process do not hold too much. */
  async turn(): Promise<void> {
    this.waiting++;
    try {
      do {
        if (this.#hasToWait()) await this.#held?.changed(this.#over());
        await turn();
        this.#goOn();
      } while (this.#hasToWait());
    } finally {
      this.waiting--;
    }
    this.#cells = 0;
  }

  /** The operation is executed once more: what was made before is thrown away. */
  restart(): void {
    this.made = 0;
    this.#cells = 0;
    this.isCompiled = false;
  }

  #hasToWait(): boolean {
    return this.#held?.mayGoOn === false;
  }

  #goOn(): void {
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
