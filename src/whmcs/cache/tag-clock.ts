/**
 * When each tag was last invalidated, on a clock that ticks with every invalidation: two events never share a moment. A tag can also
 * be held, as long as something is being done to what it names: an invalidation that lasts.
 */
import { boundedStore, ENTRY_BYTES, textBytes } from './bounded-store.ts';
import { topicOf, topicOfEveryones, type Tag } from './tags.ts';

/** An answer, or what was made of several: all of their tags, and the moment of the oldest question. */
export interface Stamped {
  readonly askedAt: number;
  readonly tags: readonly Tag[];
}

export interface TagClock {
  now(): number;
  /** Whether anything at all was invalidated since. */
  movedSince(moment: number): boolean;
  /** Whether one of its tags was invalidated after it was asked for, or is held now. */
  isStale(entry: Stamped): boolean;
  invalidate(tags: readonly Tag[]): void;
  /**
   * Holds the tags of a write, whose owner is known: no tag of every client's part.
   *
   * Until the returned function is called, everything under these tags is stale, whenever it was asked for; what was asked for
   * meanwhile stays so. Holds of the same tag are counted, and each ends once, however often its function is called.
   */
  hold(tags: readonly Tag[]): () => void;
}

/** A tag with its time; most are shorter. */
const TAG_BYTES = 300;

/** @param capacity tags of usual length whose times are remembered one by one */
export function tagClock(capacity = 50_000): TagClock {
  let time = 0;
  /** The latest time that was forgotten: what was asked before it may be stale, so it counts as stale. */
  let floor = 0;
  const times = boundedStore<Tag, number>({
    name: 'invalidations',
    maxBytes: capacity * TAG_BYTES,
    bytesOf: (_, tag) => Math.max(TAG_BYTES, ENTRY_BYTES + textBytes(tag)),
    dispose: (forgotten, _, reason) => {
      if (reason === 'evict') floor = Math.max(floor, forgotten);
    },
  });
  /** When every client's part of a topic was invalidated last; no longer than there are topics. */
  const everyonesTimes = new Map<string, number>();
  /** How many holds each tag is under; no longer than the writes that hold them. */
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
      // Nobody who asks from here on may join a question from before.
      invalidate(tags);
      for (const tag of tags) held.set(tag, (held.get(tag) ?? 0) + 1);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        release(tags);
      };
    },
  };
}
