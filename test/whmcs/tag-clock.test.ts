import { describe, expect, it } from 'vitest';
import { tagClock } from '../../src/whmcs/tag-clock.ts';

describe('the clock of tags', () => {
  const asked = (askedAt: number, ...tags: string[]) => ({ askedAt, tags });

  it('makes stale what was asked before an invalidation of one of its tags', () => {
    const clock = tagClock();
    const before = clock.now();
    clock.invalidate(['a', 'b']);
    const after = clock.now();
    expect(clock.isStale(asked(before, 'x', 'b'))).toBe(true);
    expect(clock.isStale(asked(before, 'x'))).toBe(false);
    expect(clock.isStale(asked(after, 'a', 'b'))).toBe(false);
    expect(clock.movedSince(before)).toBe(true);
    expect(clock.movedSince(after)).toBe(false);
  });

  it('counts as stale what it can no longer know to be fresh', () => {
    const clock = tagClock(2);
    const old = clock.now();
    clock.invalidate(['a']);
    const between = clock.now();
    clock.invalidate(['b']);
    clock.invalidate(['c']);
    // "a" is forgotten: what is older than that may be stale, what is younger is known as before.
    expect(clock.isStale(asked(old, 'a'))).toBe(true);
    expect(clock.isStale(asked(old, 'x'))).toBe(true);
    expect(clock.isStale(asked(between, 'a'))).toBe(false);
    expect(clock.isStale(asked(between, 'b'))).toBe(true);
    expect(clock.isStale(asked(clock.now(), 'a', 'b', 'c'))).toBe(false);
  });

  it('remembers the tags that were invalidated last', () => {
    const clock = tagClock(2);
    clock.invalidate(['a']);
    clock.invalidate(['b']);
    const then = clock.now();
    clock.invalidate(['a']);
    clock.invalidate(['c']);
    expect(clock.isStale(asked(then, 'a'))).toBe(true);
    expect(clock.isStale(asked(then, 'b'))).toBe(false);
  });
});
