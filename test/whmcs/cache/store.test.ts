import { describe, expect, it } from 'vitest';
import { cacheStore } from '../../../src/whmcs/cache/store.ts';
import { tagClock } from '../../../src/whmcs/cache/tag-clock.ts';
import type { CachedAnswer } from '../../../src/whmcs/cache/cached-answer.ts';

/** Room for three small answers. */
const ROOM = 3 * 1_000;

const told = (given: Partial<CachedAnswer> = {}): CachedAnswer => ({
  command: 'GetTickets',
  params: {},
  answer: {},
  askedAt: 0,
  askedOn: 0,
  freshUntil: 10,
  staleUntil: 20,
  fallbackUntil: { long: 30, short: 15, never: -Infinity },
  tags: ['tickets'],
  mentions: ['ticket:1'],
  size: 100,
  ...given,
});

function rememberer() {
  const clock = tagClock();
  let time = 0;
  const kept = cacheStore(ROOM, clock, () => time);
  return { ...kept, clock, pass: (ms: number) => void (time += ms) };
}

describe('an answer is found by the entities that it mentions', () => {
  it('as long as it is fresh', () => {
    const kept = rememberer();
    const answer = told();
    kept.keep('first', answer);
    expect(kept.mentioning('ticket:1')).toEqual([answer]);
    kept.pass(10);
    expect(kept.mentioning('ticket:1')).toEqual([]);
    expect(kept.at('first')).toBe(answer);
  });

  it('and not after another has replaced it, which is found', () => {
    const kept = rememberer();
    kept.keep('first', told({ mentions: ['ticket:1', 'ticket:2'] }));
    const younger = told({ mentions: ['ticket:2', 'ticket:3'] });
    kept.keep('first', younger);
    expect(kept.mentioning('ticket:1')).toEqual([]);
    expect(kept.mentioning('ticket:2')).toEqual([younger]);
    expect(kept.mentioning('ticket:3')).toEqual([younger]);
  });

  it('and not after it was evicted or dropped', () => {
    const kept = rememberer();
    for (const key of ['a', 'b', 'c', 'd', 'e']) kept.keep(key, told({ mentions: [`ticket:${key.charCodeAt(0)}`] }));
    const known = () =>
      ['a', 'b', 'c', 'd', 'e'].filter((key) => kept.mentioning(`ticket:${key.charCodeAt(0)}`).length > 0);
    expect(known()).toEqual(['c', 'd', 'e']);
    kept.forget('d', 0);
    expect(known()).toEqual(['c', 'e']);
  });

  it('and not if it was too large to be stored; the entry that it would have replaced is gone', () => {
    const kept = rememberer();
    kept.keep('first', told());
    kept.keep('first', told({ size: ROOM }));
    expect(kept.at('first')).toBeUndefined();
    expect(kept.mentioning('ticket:1')).toEqual([]);
  });

  it('and not after it was invalidated', () => {
    const kept = rememberer();
    kept.keep('first', told());
    kept.clock.invalidate(['tickets']);
    expect(kept.mentioning('ticket:1')).toEqual([]);
    expect(kept.at('first')).toBeUndefined();
  });
});

describe('an answer', () => {
  it.each([
    ['refreshing takes longer than failing', { staleUntil: 30, fallbackUntil: { long: 10, short: 10, never: 0 } }],
    ['failing takes longer than refreshing', { staleUntil: 10, fallbackUntil: { long: 30, short: 10, never: 0 } }],
  ])('is kept as long as anybody might use it: %s', (_, times) => {
    const kept = rememberer();
    kept.keep('first', told(times));
    kept.pass(29);
    expect(kept.at('first')).toBeDefined();
    kept.pass(1);
    expect(kept.at('first')).toBeUndefined();
  });

  it('is not replaced, or dropped, by an earlier request', () => {
    const kept = rememberer();
    const younger = told({ askedAt: 1, askedOn: 5 });
    kept.clock.invalidate([]);
    kept.keep('first', younger);
    kept.keep('first', told());
    kept.forget('first', 4);
    expect(kept.at('first')).toBe(younger);
    kept.forget('first', 5);
    expect(kept.at('first')).toBeUndefined();
  });

  it('is counted with its key, its tags and its mentions', () => {
    const long = { key: 'k'.repeat(1_000), tags: Array.from({ length: 30 }, (_, n) => `names:${n}` as const) };
    const mentions = Array.from({ length: 15 }, (_, n) => `ticket:${n}` as const);
    for (const [key, answer] of [
      [long.key, told()],
      ['second', told({ tags: long.tags })],
      ['second', told({ mentions })],
    ] as const) {
      const kept = rememberer();
      for (const small of ['a', 'b', 'c']) kept.keep(small, told());
      kept.keep(key, answer);
      expect(['a', 'b', 'c'].filter((small) => kept.at(small) !== undefined)).toHaveLength(0);
      expect(kept.at(key)).toBe(answer);
    }
  });
});
