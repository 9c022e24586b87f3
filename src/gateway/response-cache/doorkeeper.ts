/**
 * The doorkeeper of TinyLFU: a response is cached only if its request has come before. It remembers requests in a few bytes each, so that
 * requests that come once do not displace cached responses.
 */

export interface Doorkeeper {
  /** Whether the text has been seen recently; from now on it has. */
  hasSeen(text: string): boolean;
}

/** One place for each remainder of the hash; a later text replaces an earlier one. */
const PLACES = 1 << 14;

export function doorkeeper(): Doorkeeper {
  const seen = new Uint32Array(PLACES);
  return {
    hasSeen(text) {
      const hash = fnv1a(text);
      const place = hash % PLACES;
      if (seen[place] === hash) return true;
      seen[place] = hash;
      return false;
    },
  };
}

/** 32 bits of FNV-1a. A collision costs only a place in the cache. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
