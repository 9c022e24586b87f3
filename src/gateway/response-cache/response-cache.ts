/**
 * Whole responses to reads, the one thing that is kept above the door. A response is found again by its viewer, with the rights that
 * he had, and by the request as it was sent; it lives no longer than the answers that it was made of.
 */
import type { Viewer } from '../../access/viewer.ts';
import type { Price } from '../../graph/read/session.ts';
import { monotonic } from '../../monotonic.ts';
import { boundedStore, textBytes } from '../../whmcs/cache/bounded-store.ts';
import type { Provenance } from '../../whmcs/cache/cached-answer.ts';
import { doorkeeper } from './doorkeeper.ts';
import type { GraphqlRequest } from '../http/graphql-message.ts';

/** A response as it is given from memory. */
export interface StoredResponse {
  /** With the length of the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly operationName: string | undefined;
  readonly price: Price;
  readonly made: Provenance;
}

export interface ResponseCache {
  at(key: string): StoredResponse | undefined;
  /** Whether a response is worth keeping: there is room, or the same has been asked lately. Most of what differs never is again. */
  wants(key: string): boolean;
  /** Unless what it is made of has died meanwhile. */
  keep(key: string, response: StoredResponse): void;
  forget(key: string): void;
}

export interface ResponseCacheOptions {
  readonly maxBytes: number;
  readonly isAlive: (made: Provenance) => boolean;
  readonly now?: () => number;
}

/** What was made of no answer, such as introspection, ages as well. */
const MOST_MS = 10 * 60_000;

/** What an entry costs besides its texts. */
const ENTRY_OVERHEAD = 700;
const TAG_OVERHEAD = 60;

/** A longer request is rare, and not worth being hashed. */
const LONGEST_BODY = 64 * 1024;

/**
 * By what a response is found again: all that determines it. The body as it was sent stands for document, variables and the name of
 * the operation. Which schema a viewer sees is one of his rights.
 *
 * @returns null for a request that is too long
 */
export function responseKey(
  { name, generation }: Viewer,
  { method, path, accept = '', contentType = '', body }: GraphqlRequest,
): string | null {
  if (body !== null && body.length > LONGEST_BODY) return null;
  // No line break can stand in any of them but the body.
  return `${generation}\n${name}\n${method}\n${path}\n${accept}\n${contentType}\n${body ?? ''}`;
}

export function responseCache({ maxBytes, isAlive, now = monotonic }: ResponseCacheOptions): ResponseCache {
  const responses = boundedStore<string, StoredResponse>({
    name: 'responses',
    maxBytes,
    // One that is larger would push out all the others.
    maxEntrySize: Math.ceil(maxBytes / 8),
    bytesOf: ({ body, made }, key) =>
      body.byteLength + textBytes(key) + made.tags.length * TAG_OVERHEAD + ENTRY_OVERHEAD,
  });
  const door = doorkeeper();
  return {
    wants: (key) => responses.calculatedSize < maxBytes / 2 || door.hasMet(key),
    at(key) {
      const kept = responses.get(key);
      if (!kept || isAlive(kept.made)) return kept;
      responses.delete(key);
      return undefined;
    },
    keep(key, response) {
      const freshUntil = Math.min(response.made.freshUntil, now() + MOST_MS);
      const made = { ...response.made, freshUntil };
      if (isAlive(made)) responses.set(key, { ...response, made });
    },
    forget(key) {
      responses.delete(key);
    },
  };
}

/** Where nothing is kept between operations. */
export const noResponses: ResponseCache = {
  at: () => undefined,
  wants: () => false,
  keep: () => undefined,
  forget: () => undefined,
};
