/** Answers by their questions and by the things of which they tell, as long as they may be used and there is room for them. */
import { boundedStore, textBytes } from './bounded-store.ts';
import type { TagClock } from './tag-clock.ts';
import { mentionIndex, type EntityKey } from './mentions.ts';
import type { CachedAnswer } from './cached-answer.ts';

export interface CacheStore {
  /** The answer to a question, fresh or aged; never one that was invalidated. */
  at(key: string): CachedAnswer | undefined;
  /** The fresh answers that tell of a thing. */
  mentioning(thing: EntityKey): CachedAnswer[];
  keep(key: string, told: CachedAnswer): void;
  /** Drops the answer to a question, unless it was asked after that moment. */
  forget(key: string, askedOn: number): void;
}

/** What an entry costs besides its answer, and what each thing that it is found by and each of its tags costs. */
const ENTRY_OVERHEAD = 500;
const THING_OVERHEAD = 120;
const TAG_OVERHEAD = 60;

/**
 * @param maxSize in characters of the answers as they came
 * @param clock tells what was invalidated
 */
export function cacheStore(maxSize: number, clock: TagClock, now: () => number): CacheStore {
  const index = mentionIndex<CachedAnswer>();
  const entries = boundedStore<string, CachedAnswer>({
    name: 'answers',
    maxBytes: maxSize,
    bytesOf: ({ size, mentions, tags }, key) =>
      size + textBytes(key) + ENTRY_OVERHEAD + THING_OVERHEAD * mentions.length + TAG_OVERHEAD * tags.length,
    dispose: (told) => index.remove(told),
  });
  return {
    at(key) {
      const told = entries.get(key);
      if (!told || (now() < Math.max(told.staleUntil, told.fallbackUntil.long) && !clock.isStale(told))) return told;
      entries.delete(key);
      return undefined;
    },
    mentioning: (thing) => [...index.of(thing)].filter((told) => now() < told.freshUntil && !clock.isStale(told)),
    keep(key, told) {
      // A slow flight may land after a later one, which knows better.
      if ((entries.peek(key)?.askedAt ?? 0) > told.askedAt || clock.isStale(told)) return;
      entries.set(key, told);
      // What is larger than the whole memory has not been taken in.
      if (entries.peek(key) === told) index.add(told);
    },
    forget(key, askedOn) {
      if ((entries.peek(key)?.askedOn ?? Infinity) <= askedOn) entries.delete(key);
    },
  };
}
