/**
 * Mentions: the entities that an answer holds facts about. The index finds the cached answers that mention an entity. It returns the
 * cache entries themselves, never copies, so nothing outlives its tags.
 */
import type { EntityKind } from '../subjects.ts';

/** A kind and WHMCS's id: "invoice:1001". */
export type EntityKey = `${EntityKind}:${number}`;

/** The keys of these ids, each once; a row without an id mentions nothing. */
export const entityKeys = (kind: EntityKind, ids: readonly (number | null | undefined)[]): EntityKey[] => {
  const found = new Set<EntityKey>();
  for (const id of ids) if (id) found.add(`${kind}:${id}`);
  return [...found];
};

/** What the index needs to know of an entry. It names no entry type, so that no type of the cache depends on another by way of it. */
interface Mentioning {
  readonly mentions: readonly EntityKey[];
}

export interface MentionIndex<Entry extends Mentioning> {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** The entries that mention an entity. */
  of(key: EntityKey): Iterable<Entry>;
}

export function mentionIndex<Entry extends Mentioning>(): MentionIndex<Entry> {
  const entriesBy = new Map<EntityKey, Set<Entry>>();
  return {
    add(entry) {
      for (const key of entry.mentions) {
        const entries = entriesBy.get(key);
        if (entries) entries.add(entry);
        else entriesBy.set(key, new Set([entry]));
      }
    },
    remove(entry) {
      for (const key of entry.mentions) {
        const entries = entriesBy.get(key);
        entries?.delete(entry);
        if (entries?.size === 0) entriesBy.delete(key);
      }
    },
    of: (key) => entriesBy.get(key) ?? [],
  };
}
