/**
 * A thing holds every account of it that it was given, and asks WHMCS only for what none of them tells.
 * Absent is not null: absent is "not told", null is "told: nothing".
 */
import type { Graph } from './context.ts';
import { globalId } from './global-id.ts';

export type MaybePromise<T> = T | Promise<T>;

/** What one answer tells of a thing; undefined is "not told". */
export type Account<Facts> = { readonly [Fact in keyof Facts]?: Facts[Fact] | undefined };

export abstract class Entity<Facts extends object> {
  /** Its type in the graph. */
  abstract readonly typename: string;
  /** WHMCS's own number. */
  readonly whmcsId: number;
  /** The client to whom it belongs; null where it belongs to nobody. */
  readonly ownerId: number | null;
  protected readonly graph: Graph;
  readonly #known: Partial<Facts> = {};

  constructor(graph: Graph, whmcsId: number, ownerId: number | null) {
    this.graph = graph;
    this.whmcsId = whmcsId;
    this.ownerId = ownerId;
  }

  get globalId(): string {
    return globalId(this.typename, this.whmcsId, this.ownerId);
  }

  /** Takes in an account; facts that it does not tell (undefined) stay as they were. */
  learn(account: Account<Facts>): void {
    let fact: keyof Facts;
    for (fact in account) {
      const told = account[fact];
      if (told !== undefined) this.#known[fact] = told;
    }
  }

  /** What is known without asking. */
  known<F extends keyof Facts>(fact: F): Facts[F] | undefined {
    return this.#known[fact];
  }

  /** A fact: at once where some account tells it, else after asking; null where WHMCS does not tell it either. */
  tell<F extends keyof Facts>(fact: F): MaybePromise<Facts[F] | null> {
    const told = this.#known[fact];
    return told !== undefined ? told : this.ask(fact).then(() => this.#known[fact] ?? null);
  }

  /** Asks WHMCS for the account that tells `fact`, and learns it. A thing that turns out not to exist tells nothing. */
  protected abstract ask(fact: keyof Facts): Promise<void>;
}

/**
 * Goes on with a value that may be a promise, without making one of a value at hand. It cannot be called `then`: a module that
 * exports that is a thenable itself, and whoever imports it dynamically waits for the wrong thing.
 */
export const andThen = <T, R>(value: MaybePromise<T>, goOn: (value: T) => MaybePromise<R>): MaybePromise<R> =>
  value instanceof Promise ? value.then(goOn) : goOn(value);
