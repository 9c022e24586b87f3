/** Remembers whom it has met lately, in a few bytes each. */

export interface Doorkeeper {
  /** Whether the text has been asked about before, as far as is remembered; from now on it has. */
  hasMet(text: string): boolean;
}

/** One place for each remainder of the hash: who comes later takes the place of who came before. */
const PLACES = 1 << 14;

export function doorkeeper(): Doorkeeper {
  const met = new Uint32Array(PLACES);
  return {
    hasMet(text) {
      const hash = fnv1a(text);
      const place = hash % PLACES;
      if (met[place] === hash) return true;
      met[place] = hash;
      return false;
    },
  };
}

/** 32 bits of FNV-1a. Two texts with one hash cost a place in a cache, nothing else. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
