/**
 * The things of which answers tell, so that what one answer told is found again by whoever asks for the thing: what is found is the
 * answer itself, never a copy, so that nothing outlives its tags.
 */
import type { CachedAnswer } from './cached-answer.ts';

/** What kinds of things rows and records tell of. */
export type EntityKind = 'client' | 'service' | 'domain' | 'invoice' | 'order' | 'ticket' | 'product' | 'transaction';

/** A kind and WHMCS's number: "invoice:1001". */
export type EntityKey = `${EntityKind}:${number}`;

/** The things of a list's rows; rows without a number tell of nothing. */
export const entityKeys = (kind: EntityKind, ids: readonly (number | null | undefined)[]): EntityKey[] => {
  const found = new Set<EntityKey>();
  for (const id of ids) if (id) found.add(`${kind}:${id}`);
  return [...found];
};

export interface MentionIndex {
  add(told: CachedAnswer): void;
  remove(told: CachedAnswer): void;
  /** The answers that tell of a thing. */
  of(thing: EntityKey): Iterable<CachedAnswer>;
}

export function mentionIndex(): MentionIndex {
  const tellers = new Map<EntityKey, Set<CachedAnswer>>();
  return {
    add(told) {
      for (const thing of told.mentions) {
        const known = tellers.get(thing);
        if (known) known.add(told);
        else tellers.set(thing, new Set([told]));
      }
    },
    remove(told) {
      for (const thing of told.mentions) {
        const known = tellers.get(thing);
        known?.delete(told);
        if (known?.size === 0) tellers.delete(thing);
      }
    },
    of: (thing) => tellers.get(thing) ?? [],
  };
}
