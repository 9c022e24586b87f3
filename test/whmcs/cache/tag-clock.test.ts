import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagClock, type Stamped, type TagClock } from '../../../src/whmcs/cache/tag-clock.ts';
import type { Tag } from '../../../src/whmcs/cache/tags.ts';

const asked = (askedAt: number, ...tags: Tag[]): Stamped => ({ askedAt, tags });

/** Something derived from several answers is as old as the oldest request, and is invalidated with any of them. */
const union = (...parts: Stamped[]): Stamped => ({
  askedAt: Math.min(...parts.map(({ askedAt }) => askedAt)),
  tags: [...new Set(parts.flatMap(({ tags }) => tags))],
});

describe('the tag clock', () => {
  it('makes answers stale that were requested before an invalidation of one of their tags', () => {
    const clock = tagClock();
    const before = clock.now();
    clock.invalidate(['orders', 'orders:5']);
    const after = clock.now();
    expect(clock.isStale(asked(before, 'names:5', 'orders:5'))).toBe(true);
    expect(clock.isStale(asked(before, 'orders:6'))).toBe(false);
    expect(clock.isStale(asked(after, 'orders', 'orders:5'))).toBe(false);
    expect(clock.movedSince(before)).toBe(true);
    expect(clock.movedSince(after)).toBe(false);
  });

  it('counts answers as stale that it can no longer prove fresh', () => {
    const clock = tagClock(2);
    const old = clock.now();
    clock.invalidate(['orders:1']);
    const between = clock.now();
    clock.invalidate(['orders:2']);
    clock.invalidate(['orders:3']);
    // "orders:1" is evicted: older answers may be stale, later ones are known as before.
    expect(clock.isStale(asked(old, 'orders:1'))).toBe(true);
    expect(clock.isStale(asked(old, 'orders:9'))).toBe(true);
    expect(clock.isStale(asked(between, 'orders:1'))).toBe(false);
    expect(clock.isStale(asked(between, 'orders:2'))).toBe(true);
    expect(clock.isStale(asked(clock.now(), 'orders:1', 'orders:2', 'orders:3'))).toBe(false);
  });

  it('keeps the tags that were invalidated last', () => {
    const clock = tagClock(2);
    clock.invalidate(['orders:1']);
    clock.invalidate(['orders:2']);
    const then = clock.now();
    clock.invalidate(['orders:1']);
    clock.invalidate(['orders:3']);
    expect(clock.isStale(asked(then, 'orders:1'))).toBe(true);
    expect(clock.isStale(asked(then, 'orders:2'))).toBe(false);
  });

  it('judges a response by the tags of all its answers and by the oldest of their requests', () => {
    const clock = tagClock();
    const first = asked(clock.now(), 'invoices:5');
    clock.invalidate(['orders']);
    const second = asked(clock.now(), 'orders', 'names:5');
    const response = union(first, second);
    // The order was requested after its invalidation, but the older stamp cannot show that.
    expect(clock.isStale(response)).toBe(true);
    expect(clock.isStale(union(second))).toBe(false);
    clock.invalidate(['names:5']);
    expect(clock.isStale(union(second))).toBe(true);
    expect(clock.isStale({ askedAt: Infinity, tags: [] })).toBe(false);
  });
});

describe('a hold', () => {
  it('makes its tags stale as long as it lasts, whenever they were requested', () => {
    const clock = tagClock();
    const before = asked(clock.now(), 'services:5');
    const release = clock.hold(['services', 'services:5']);
    const during = asked(clock.now(), 'services:5');
    expect([before, during].map((entry) => clock.isStale(entry))).toEqual([true, true]);
    expect(clock.isStale(asked(clock.now(), 'services:6'))).toBe(false);
    release();
    // An answer requested meanwhile may be from before or after the write, however late it arrives.
    expect([before, during].map((entry) => clock.isStale(entry))).toEqual([true, true]);
    expect(clock.isStale(asked(clock.now(), 'services', 'services:5'))).toBe(false);
  });

  it('lets no caller join a request from before it', () => {
    const clock = tagClock();
    const before = clock.now();
    clock.hold(['services:5']);
    expect(clock.movedSince(before)).toBe(true);
  });

  it('is counted: of two that overlap, each lasts until its own end', () => {
    const clock = tagClock();
    const [first, second] = [clock.hold(['orders']), clock.hold(['orders', 'services'])];
    const stale = (...tags: Tag[]) => clock.isStale(asked(clock.now(), ...tags));
    second();
    expect([stale('orders'), stale('services')]).toEqual([true, false]);
    first();
    expect(stale('orders')).toBe(false);
  });

  it('ends once, however often it is released', () => {
    const clock = tagClock();
    const [first] = [clock.hold(['orders']), clock.hold(['orders'])];
    first();
    const after = clock.now();
    first();
    expect(clock.now()).toBe(after);
    expect(clock.isStale(asked(clock.now(), 'orders'))).toBe(true);
  });

  it('is not evicted as tags are', () => {
    const clock = tagClock(1);
    clock.hold(['orders']);
    clock.invalidate(['services']);
    clock.invalidate(['domains']);
    expect(clock.isStale(asked(clock.now(), 'orders'))).toBe(true);
  });
});

describe('the race of reads and writes', () => {
  type Event =
    | { readonly kind: 'ask' | 'invalidate' | 'hold'; readonly tags: readonly Tag[] }
    | { readonly kind: 'release'; readonly which: number };

  const tags = fc.uniqueArray(fc.constantFrom<Tag>('orders', 'orders:1', 'orders:2', 'names:1', 'names:2'), {
    minLength: 1,
    maxLength: 3,
  });
  const events: fc.Arbitrary<Event[]> = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('ask', 'invalidate', 'hold'), tags }),
      fc.record({ kind: fc.constant('release'), which: fc.nat(5) }),
    ),
    { maxLength: 40 },
  );

  interface Question extends Stamped {
    /** Whether a write may have come between the request and now: the answer does not show on which side it is. */
    spoiled: boolean;
  }

  interface Hold {
    readonly tags: readonly Tag[];
    readonly release: () => void;
    over: boolean;
  }

  const share = (left: readonly Tag[], right: readonly Tag[]) => left.some((tag) => right.includes(tag));

  /** Plays the events on a clock and on a plain model beside it; checks every answer after every event. */
  function play(clock: TagClock, happened: readonly Event[], look: (question: Question) => void): void {
    const questions: Question[] = [];
    const holds: Hold[] = [];
    const spoil = (touched: readonly Tag[]) => {
      for (const question of questions) if (share(question.tags, touched)) question.spoiled = true;
    };
    for (const event of happened) {
      if (event.kind === 'release') {
        const hold = holds[event.which];
        hold?.release();
        if (hold) hold.over = true;
      } else if (event.kind === 'ask') {
        questions.push({ askedAt: clock.now(), tags: event.tags, spoiled: false });
      } else {
        if (event.kind === 'hold') holds.push({ tags: event.tags, release: clock.hold(event.tags), over: false });
        else clock.invalidate(event.tags);
        spoil(event.tags);
      }
      for (const hold of holds) if (!hold.over) spoil(hold.tags);
      for (const question of questions) look(question);
      for (const [index, question] of questions.entries()) {
        const other = questions[index + 1] ?? question;
        if (question.spoiled || other.spoiled) expect(clock.isStale(union(question, other))).toBe(true);
      }
    }
  }

  it('an answer is fresh if and only if none of its tags was invalidated or held since its request', () => {
    fc.assert(
      fc.property(events, (happened) => {
        const clock = tagClock();
        play(clock, happened, (question) => expect(clock.isStale(question)).toBe(question.spoiled));
      }),
    );
  });

  it('with a small capacity more is stale, and never less', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 3 }), (happened, capacity) => {
        const clock = tagClock(capacity);
        play(clock, happened, (question) => expect(clock.isStale(question) || !question.spoiled).toBe(true));
      }),
    );
  });
});
