/**
 * When each tag was last invalidated, on a clock that advances with every invalidation: no two events share a moment. A tag can also be
 * held while a write is in progress: an invalidation that lasts.
 *
 * A seam for several replicas: the clock counts the invalidations of one process.
 */
import { boundedStore, ENTRY_BYTES, textBytes } from './bounded-store.ts';
import { topicOf, topicOfEveryones, type Tag } from './tags.ts';

/** An answer, or something derived from several: all of their tags, and the moment of the oldest request. */
export interface Stamped {
  readonly askedAt: number;
  readonly tags: readonly Tag[];
}

export interface TagClock {
  now(): number;
  /** Whether anything was invalidated since. */
  movedSince(moment: number): boolean;
  /** Whether one of its tags was invalidated after the request, or is held now. */
  isStale(entry: Stamped): boolean;
  invalidate(tags: readonly Tag[]): void;
  /**
   * Until the returned function is called, everything under these tags is stale, whenever it was requested; what is requested meanwhile
   * stays stale. Holds of the same tag are counted, and each ends once, however often its function is called.
   *
   * For tags of a write, whose owner is known: no tag of every client's part.
   */
  hold(tags: readonly Tag[]): () => void;
}

/** The bytes of a tag with its time; most are shorter. */
const TAG_BYTES = 300;

/** @param capacity tags of usual length whose times are remembered one by one */
export function tagClock(capacity = 50_000): TagClock {
  let time = 0;
  /** The latest time that was evicted. What was requested before it may be stale, so it counts as stale. */
  let floor = 0;
  const times = boundedStore<Tag, number>({
    name: 'invalidations',
    maxBytes: capacity * TAG_BYTES,
    bytesOf: (_, tag) => Math.max(TAG_BYTES, ENTRY_BYTES + textBytes(tag)),
    dispose: (evicted, _, reason) => {
      if (reason === 'evict') floor = Math.max(floor, evicted);
    },
  });
  /** When every client's part of a topic was last invalidated. It has at most one entry a topic. */
  const everyonesTimes = new Map<string, number>();
  /** The number of holds of each tag. It has no more entries than the writes in progress hold. */
  const held = new Map<Tag, number>();

  const invalidate = (tags: readonly Tag[]): void => {
    time++;
    for (const tag of tags) {
      const topic = topicOfEveryones(tag);
      if (topic === null) times.set(tag, time);
      else everyonesTimes.set(topic, time);
    }
  };

  const lastOf = (tag: Tag): number => {
    const own = times.peek(tag) ?? 0;
    return everyonesTimes.size === 0 ? own : Math.max(own, everyonesTimes.get(topicOf(tag)) ?? 0);
  };

  const release = (tags: readonly Tag[]): void => {
    for (const tag of tags) {
      const left = (held.get(tag) ?? 0) - 1;
      if (left > 0) held.set(tag, left);
      else held.delete(tag);
    }
    invalidate(tags);
  };

  return {
    now: () => time,
    movedSince: (moment) => time > moment,
    isStale: ({ askedAt, tags }) =>
      (held.size > 0 && tags.some((tag) => held.has(tag))) ||
      (time > askedAt && (floor > askedAt || tags.some((tag) => lastOf(tag) > askedAt))),
    invalidate,
    hold(tags) {
      // A request from here on must not join one from before.
      invalidate(tags);
      for (const tag of tags) held.set(tag, (held.get(tag) ?? 0) + 1);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        release(tags);
      };
    },
  };
}
