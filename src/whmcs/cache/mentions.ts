/**
 * The things of which answers tell, so that what one answer told is found again by whoever asks for the thing: what is found is the
 * answer itself, never a copy, so that nothing outlives its tags.
 */
import type { Told } from './cached-answer.ts';

/** What kinds of things rows and records tell of. */
export type Kind = 'client' | 'service' | 'domain' | 'invoice' | 'order' | 'ticket' | 'product' | 'transaction';

/** A kind and WHMCS's number: "invoice:1001". */
export type Thing = `${Kind}:${number}`;

/** The things of a list's rows; rows without a number tell of nothing. */
export const things = (kind: Kind, ids: readonly (number | null | undefined)[]): Thing[] => {
  const found = new Set<Thing>();
  for (const id of ids) if (id) found.add(`${kind}:${id}`);
  return [...found];
};

export interface ThingIndex {
  add(told: Told): void;
  remove(told: Told): void;
  /** The answers that tell of a thing. */
  of(thing: Thing): Iterable<Told>;
}

export function thingIndex(): ThingIndex {
  const tellers = new Map<Thing, Set<Told>>();
  return {
    add(told) {
      for (const thing of told.things) {
        const known = tellers.get(thing);
        if (known) known.add(told);
        else tellers.set(thing, new Set([told]));
      }
    },
    remove(told) {
      for (const thing of told.things) {
        const known = tellers.get(thing);
        known?.delete(told);
        if (known?.size === 0) tellers.delete(thing);
      }
    },
    of: (thing) => tellers.get(thing) ?? [],
  };
}
