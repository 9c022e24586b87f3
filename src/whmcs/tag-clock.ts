/** When each tag was last invalidated, on a clock that ticks with every invalidation: two events never share a moment. */
import { LRUCache } from 'lru-cache';
import type { Tag } from './tags.ts';

interface Stamped {
  readonly askedAt: number;
  readonly tags: readonly Tag[];
}

export interface TagClock {
  now(): number;
  /** Whether anything at all was invalidated since. */
  movedSince(moment: number): boolean;
  isStale(entry: Stamped): boolean;
  invalidate(tags: readonly Tag[]): void;
}

/** @param capacity tags whose times are remembered one by one */
export function tagClock(capacity = 50_000): TagClock {
  let time = 0;
  /** The latest time that was forgotten: what was asked before it may be stale, so it counts as stale. */
  let floor = 0;
  const times = new LRUCache<Tag, number>({
    max: capacity,
    dispose: (forgotten, _, reason) => {
      if (reason === 'evict') floor = Math.max(floor, forgotten);
    },
  });
  return {
    now: () => time,
    movedSince: (moment) => time > moment,
    isStale: ({ askedAt, tags }) =>
      time > askedAt && (floor > askedAt || tags.some((tag) => (times.peek(tag) ?? 0) > askedAt)),
    invalidate(tags) {
      time++;
      for (const tag of tags) times.set(tag, time);
    },
  };
}
