/** The store of cached answers, by request and by the entities that they mention, bounded in size. */
import { boundedStore, textBytes } from './bounded-store.ts';
import type { TagClock } from './tag-clock.ts';
import { mentionIndex, type EntityKey } from './mentions.ts';
import type { CachedAnswer } from './cached-answer.ts';

export interface CacheStore {
  /** The answer to a request, fresh or stale; never an invalidated one. */
  at(key: string): CachedAnswer | undefined;
  /** The fresh answers that mention an entity. */
  mentioning(key: EntityKey): CachedAnswer[];
  keep(key: string, entry: CachedAnswer): void;
  /** Drops the answer to a request, unless it was requested after that moment. */
  forget(key: string, askedOn: number): void;
}

/** The bytes of an entry besides its answer, and of each mention and each tag. */
const ENTRY_OVERHEAD = 500;
const MENTION_OVERHEAD = 120;
const TAG_OVERHEAD = 60;

/**
 * @param maxSize in characters of the answers as they came
 * @param clock knows what was invalidated
 */
export function cacheStore(maxSize: number, clock: TagClock, now: () => number): CacheStore {
  const index = mentionIndex<CachedAnswer>();
  const entries = boundedStore<string, CachedAnswer>({
    name: 'answers',
    maxBytes: maxSize,
    bytesOf: ({ size, mentions, tags }, key) =>
      size + textBytes(key) + ENTRY_OVERHEAD + MENTION_OVERHEAD * mentions.length + TAG_OVERHEAD * tags.length,
    dispose: (entry) => index.remove(entry),
  });
  return {
    at(key) {
      const entry = entries.get(key);
      if (!entry || (now() < Math.max(entry.staleUntil, entry.fallbackUntil.long) && !clock.isStale(entry)))
        return entry;
      entries.delete(key);
      return undefined;
    },
    mentioning: (key) => [...index.of(key)].filter((entry) => now() < entry.freshUntil && !clock.isStale(entry)),
    keep(key, entry) {
      // A slow flight may arrive after a later one, whose answer is newer.
      if ((entries.peek(key)?.askedAt ?? 0) > entry.askedAt || clock.isStale(entry)) return;
      entries.set(key, entry);
      // An entry that is larger than the whole cache was not stored.
      if (entries.peek(key) === entry) index.add(entry);
    },
    forget(key, askedOn) {
      if ((entries.peek(key)?.askedOn ?? Infinity) <= askedOn) entries.delete(key);
    },
  };
}
