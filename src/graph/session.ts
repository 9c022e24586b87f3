/**
 * One operation's talk with WHMCS: each question is asked once, every call is counted, and all of it ends at the operation's deadline
 * or when the caller goes away.
 */
import { setMaxListeners } from 'node:events';
import DataLoader from 'dataloader';
import type { Answer, Params, ReadCommand, WriteCommand } from '../whmcs/command.ts';
import { answered, type Cache } from '../whmcs/cache.ts';
import type { Meter, WhmcsClient } from '../whmcs/client.ts';
import { TimedOutError } from '../whmcs/errors.ts';
import type { Owner } from '../whmcs/tags.ts';

/** What an operation cost; `extensions.whmcs` for staff. */
export interface Price {
  /** HTTP requests sent to WHMCS, retries included. */
  calls: number;
  byCommand: Record<string, number>;
  /** Questions answered from the shared cache. */
  cacheHits: number;
  /** Answers that were served although they had aged, with their age; none in this release. */
  stale: readonly { command: string; ageMs: number }[];
  /** Milliseconds in which at least one answer of WHMCS was waited for; memory is not waited for. */
  waitedMs: number;
}

interface Question {
  readonly key: string;
  readonly ask: () => Promise<unknown>;
}

export interface Upstream {
  readonly client: WhmcsClient;
  readonly cache: Cache;
  /** How long an operation may take, its writes apart. */
  readonly deadlineMs: number;
}

export class Session {
  readonly price: Price = { calls: 0, byCommand: {}, cacheHits: 0, stale: [], waitedMs: 0 };
  /** The commands that were done in this operation: whatever fails after one of them, something was sent. */
  readonly written: string[] = [];
  readonly #upstream: Upstream;
  readonly #onWrite: () => void;
  readonly #over = new AbortController();
  readonly #loader = new DataLoader<Question, unknown, string>(
    (questions) => Promise.all(questions.map(({ ask }) => ask())),
    {
      batch: false,
      cacheKeyFn: ({ key }) => key,
    },
  );
  readonly #meter: Meter = {
    called: (command) => {
      this.price.calls++;
      this.price.byCommand[command] = (this.price.byCommand[command] ?? 0) + 1;
    },
    unsent: (command) => {
      this.price.calls--;
      const left = (this.price.byCommand[command] ?? 1) - 1;
      if (left > 0) this.price.byCommand[command] = left;
      else delete this.price.byCommand[command];
    },
  };
  #timer: NodeJS.Timeout;
  #deadline: number;
  #waiting = 0;
  #waitingSince = 0;

  /**
   * @param onWrite told after every write, when nothing that was learnt before counts any more
   * @param caller aborts when the caller goes away
   */
  constructor(upstream: Upstream, onWrite: () => void, caller?: AbortSignal) {
    this.#upstream = upstream;
    this.#onWrite = onWrite;
    this.#deadline = Date.now() + upstream.deadlineMs;
    this.#timer = this.#startTimer();
    // Every answer that is waited for listens.
    setMaxListeners(0, this.#over.signal);
    if (caller?.aborted) this.#over.abort(caller.reason);
    else
      caller?.addEventListener('abort', () => this.#over.abort(caller.reason), {
        once: true,
        signal: this.#over.signal,
      });
  }

  /** Asks WHMCS, this operation's memory, or the shared cache. */
  async read<C extends ReadCommand>(command: C, params: Params<C>): Promise<Answer<C>> {
    const key = `${command.name}?${this.#upstream.client.form(command, params)}`;
    return answered(command, await this.#loader.load({ key, ask: () => this.#ask(command, params) }));
  }

  /** The answer at hand, or undefined. */
  peek<C extends ReadCommand>(command: C, params: Params<C>): Answer<C> | undefined {
    return this.#upstream.cache.peek(command, params);
  }

  /**
   * Tells WHMCS to do something. It is sent once and runs to its own end, whatever becomes of the caller; its time is added to the
   * operation's. What it makes stale is dead before it is sent and again when it has ended.
   *
   * @param owner the client to whose things it is done
   */
  async write<C extends WriteCommand>(command: C, params: Params<C>, owner: Owner): Promise<Answer<C>> {
    // What is begun is brought to its end, also where it takes a second command.
    if (this.written.length === 0) this.#over.signal.throwIfAborted();
    const { client, cache } = this.#upstream;
    const tags = command.invalidates(owner);
    const startedAt = Date.now();
    clearTimeout(this.#timer);
    cache.invalidate(tags);
    try {
      const { answer } = await this.#waitFor(
        client.call(command, params, { signal: new AbortController().signal, meter: this.#meter }),
      );
      this.written.push(command.name);
      return answer;
    } finally {
      cache.invalidate(tags);
      this.#loader.clearAll();
      this.#onWrite();
      this.#deadline += Date.now() - startedAt;
      this.#timer = this.#startTimer();
    }
  }

  /** The operation is over. */
  end(): void {
    clearTimeout(this.#timer);
    this.#over.abort(new Error('the operation is over'));
  }

  #ask<C extends ReadCommand>(command: C, params: Params<C>): Promise<Answer<C>> {
    let hit = false;
    const answer = this.#upstream.cache.read(command, params, {
      signal: this.#over.signal,
      meter: this.#meter,
      hit: () => {
        hit = true;
        this.price.cacheHits++;
      },
    });
    return hit ? answer : this.#waitFor(answer);
  }

  #startTimer(): NodeJS.Timeout {
    const expire = () =>
      this.#over.abort(
        new TimedOutError(
          'operation',
          `the operation took longer than its ${this.#upstream.deadlineMs} ms; ask for less at once`,
        ),
      );
    return setTimeout(expire, Math.max(0, this.#deadline - Date.now())).unref();
  }

  async #waitFor<T>(answer: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#waitingSince = performance.now();
    try {
      return await answer;
    } finally {
      if (--this.#waiting === 0) this.price.waitedMs += Math.round(performance.now() - this.#waitingSince);
    }
  }
}
