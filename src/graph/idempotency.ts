/** Same key and same input: one command, one answer, also while the first is still running. In memory; a restart forgets. */
import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError, NotSentError } from './errors.ts';

/** Who uses the key for what: a viewer's name and a mutation's. */
export interface KeyScope {
  readonly viewer: string;
  readonly mutation: string;
}

interface Remembered {
  readonly inputHash: string;
  /** What the mutation's payload is made from (ids), or the error that is told again. */
  readonly ending: Promise<object>;
}

export interface Idempotency {
  /**
   * Performs `run` once for the key, and gives every further request with the same key the same ending. What was never sent is
   * forgotten, so that it can be tried again.
   *
   * @throws InvalidInputError where the key was used with another input
   */
  once<O extends object>(scope: KeyScope, key: string, input: object, run: () => Promise<O>): Promise<O>;
  /** The same memory for a rehearsal, which takes no key. */
  readonly rehearsed: Idempotency;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keys in any order of writing are the same input; an absent value and null are not. Instants arrive as Dates. */
const canonical = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
};

/** Inputs hold passwords, so that only their hash is kept. */
const hashOf = (input: object): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(input)))
    .digest('base64');

/**
 * Whether nothing reached WHMCS, so that the key is free again. Refusals and unknown outcomes are told again, and so is what nobody
 * foresaw: the command may have been sent before it.
 */
const neverSent = (error: unknown): boolean =>
  error instanceof NotSentError ||
  error instanceof ConflictError ||
  error instanceof NotFoundError ||
  error instanceof ForbiddenError ||
  error instanceof InvalidInputError ||
  error instanceof GraphQLError;

const nameOf = ({ viewer, mutation }: KeyScope, key: string): string => JSON.stringify([viewer, mutation, key]);

/** @param most keys that are remembered at once, for a day each */
export function idempotency(most = 100_000): Idempotency {
  const endings = new LRUCache<string, Remembered>({ max: most, ttl: DAY_MS });
  const earlierOf = (name: string, inputHash: string): Remembered | undefined => {
    const earlier = endings.get(name);
    if (earlier && earlier.inputHash !== inputHash) {
      throw new InvalidInputError('this idempotencyKey was used with another input; take a new key for a new act', [
        'idempotencyKey',
      ]);
    }
    return earlier;
  };

  return {
    async once(scope, key, input, run) {
      const name = nameOf(scope, key);
      const inputHash = hashOf(input);
      const earlier = earlierOf(name, inputHash);
      if (earlier) return told(run, await earlier.ending);
      const ending = run();
      endings.set(name, { inputHash, ending });
      try {
        return await ending;
      } catch (error) {
        if (neverSent(error)) endings.delete(name);
        throw error;
      }
    },
    rehearsed: {
      async once(scope, key, input, run) {
        const earlier = earlierOf(nameOf(scope, key), hashOf(input));
        return earlier ? told(run, await earlier.ending) : run();
      },
      get rehearsed() {
        return this;
      },
    },
  };
}

/** Gives an ending its type back: it was filed under the name of the mutation whose `run` this is. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const told = <O extends object>(_run: () => Promise<O>, ending: object): O => ending as O;
