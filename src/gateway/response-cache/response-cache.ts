/**
 * Caches whole responses to queries, the only cache above the door. Its key is the viewer, with its permissions at the time, and the
 * request as it was sent. A response expires with the cached answers that it was made of.
 */
import type { Viewer } from '../../access/viewer.ts';
import type { Price } from '../../graph/read/session.ts';
import { monotonic } from '../../monotonic.ts';
import { boundedStore, textBytes } from '../../whmcs/cache/bounded-store.ts';
import type { Provenance } from '../../whmcs/cache/cached-answer.ts';
import { doorkeeper } from './doorkeeper.ts';
import type { GraphqlRequest } from '../http/graphql-message.ts';

/** A response as it is sent from the cache. */
export interface StoredResponse {
  /** With the length of the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly operationName: string | undefined;
  readonly price: Price;
  readonly provenance: Provenance;
}

export interface ResponseCache {
  at(key: string): StoredResponse | undefined;
  /** Whether a response should be stored: there is room, or the same request has come before. Most distinct requests never come again. */
  shouldStore(key: string): boolean;
  /** Stores a response, unless an answer that it was made of has expired. */
  keep(key: string, response: StoredResponse): void;
  forget(key: string): void;
}

export interface ResponseCacheOptions {
  readonly maxBytes: number;
  readonly isAlive: (provenance: Provenance) => boolean;
  readonly now?: () => number;
}

/** A response that was made of no answer, such as introspection, expires as well. */
const MOST_MS = 10 * 60_000;

/** Memory of an entry besides its texts. */
const ENTRY_OVERHEAD = 700;
const TAG_OVERHEAD = 60;

/** A longer request is rare, and not worth hashing. */
const LONGEST_BODY = 64 * 1024;

/**
 * The key of a response: everything that determines it. The body as it was sent covers document, variables and operation name. The
 * schema follows from the viewer's permissions.
 *
 * @returns null for a request that is too long to cache
 */
export function responseKey(
  { name, generation }: Viewer,
  { method, path, accept = '', contentType = '', body }: GraphqlRequest,
): string | null {
  if (body !== null && body.length > LONGEST_BODY) return null;
  // Only the body can contain a line break.
  return `${generation}\n${name}\n${method}\n${path}\n${accept}\n${contentType}\n${body ?? ''}`;
}

export function responseCache({ maxBytes, isAlive, now = monotonic }: ResponseCacheOptions): ResponseCache {
  const responses = boundedStore<string, StoredResponse>({
    name: 'responses',
    maxBytes,
    // A larger one would displace all others.
    maxEntrySize: Math.ceil(maxBytes / 8),
    bytesOf: ({ body, provenance }, key) =>
      body.byteLength + textBytes(key) + provenance.tags.length * TAG_OVERHEAD + ENTRY_OVERHEAD,
  });
  const door = doorkeeper();
  return {
    shouldStore: (key) => responses.calculatedSize < maxBytes / 2 || door.hasSeen(key),
    at(key) {
      const stored = responses.get(key);
      if (!stored || isAlive(stored.provenance)) return stored;
      responses.delete(key);
      return undefined;
    },
    keep(key, response) {
      const freshUntil = Math.min(response.provenance.freshUntil, now() + MOST_MS);
      const provenance = { ...response.provenance, freshUntil };
      if (isAlive(provenance)) responses.set(key, { ...response, provenance });
    },
    forget(key) {
      responses.delete(key);
    },
  };
}

/** Caches nothing. */
export const noResponses: ResponseCache = {
  at: () => undefined,
  shouldStore: () => false,
  keep: () => undefined,
  forget: () => undefined,
};
