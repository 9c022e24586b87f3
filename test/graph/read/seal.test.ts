/** Sealed cursors: what they reveal, which viewers can use them, and how forged ones fail. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorAt, type Place } from '../../../src/graph/read/paging.ts';
import { seal } from '../../../src/graph/read/seal.ts';

const mine = seal('a secret')(() => 'me, my list');
const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ position: fc.nat(2 ** 40) }),
  fc.record({
    position: fc.integer({ min: -1, max: 10_000 }),
    part: fc.record({
      from: fc.integer({ min: 1, max: 999_999_999_999_999 }),
      clients: fc.integer({ min: 1, max: 25 }),
    }),
  }),
);

describe('a sealed cursor', () => {
  it('opens to its content in every process with the same secret', () => {
    fc.assert(
      fc.property(places, (place) => {
        const cursor = mine.at(place);
        expect(mine.read(cursor)).toEqual(place);
        expect(seal('a secret')(() => 'me, my list').at(place)).toBe(cursor);
      }),
    );
  });

  it('reveals nothing, not even by its length', () => {
    const cursors = [0, 1, 9, 10, 25, 100, 999_999].map((position) => mine.at({ position }));
    expect(new Set(cursors.map(({ length }) => length))).toEqual(new Set([44]));
    const starts = cursors.map((cursor) => cursor.slice(0, 8));
    expect(new Set(starts).size).toBe(cursors.length);
    for (const cursor of cursors) expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/row|\d{2}/);
  });

  it.each([
    ['another viewer or list', seal('a secret')(() => 'you, my list')],
    ['an installation with another secret', seal('another secret')(() => 'me, my list')],
  ])('is invalid for %s', (_, others) => {
    expect(others.read(mine.at({ position: 3 }))).toBeNull();
  });

  it('is invalid once one character changes', () => {
    const cursor = mine.at({ position: 3 });
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.nat(digits.length - 1), (at, index) => {
        const digit = digits.charAt(index);
        fc.pre(cursor[at] !== digit);
        expect(mine.read(cursor.slice(0, at) + digit + cursor.slice(at + 1))).toBeNull();
      }),
    );
  });

  it.each(['', 'x', 'A'.repeat(44), 'A'.repeat(43), 'ä'.repeat(44), cursorAt(3), `${mine.at({ position: 3 })}A`])(
    'is not %j',
    (text) => {
      expect(mine.read(text)).toBeNull();
    },
  );

  it('derives its key from viewer and list only on demand', () => {
    let scopes = 0;
    const cursors = seal('a secret')(() => `list ${(scopes += 1)}`);
    expect(scopes).toBe(0);
    cursors.at({ position: 1 });
    cursors.at({ position: 2 });
    expect(scopes).toBe(1);
  });
});

describe('sealed numbers', () => {
  const files = seal('a secret').numbers('file', 4);
  const numbers = fc.array(fc.integer({ min: 0, max: 999_999_999_999_999 }), { minLength: 4, maxLength: 4 });

  it('open to the same numbers in every process with the same secret', () => {
    fc.assert(
      fc.property(numbers, (each) => {
        const text = seal('a secret').numbers('file', 4).at(each);
        expect([files.read(text), text.length]).toEqual([each, 64]);
      }),
    );
  });

  it.each([
    ['another secret', seal('another secret').numbers('file', 4)],
    ['another kind of thing', seal('a secret').numbers('note', 4)],
    ['another count of numbers', seal('a secret').numbers('file', 3)],
  ])('are invalid for %s', (_, others) => {
    expect(others.read(files.at([1, 2, 3, 4]))).toBeNull();
  });

  it.each(['', 'x', 'A'.repeat(64), `${files.at([1, 2, 3, 4])}A`, `${files.at([1, 2, 3, 4])}=`])(
    'are not in %j',
    (text) => expect(files.read(text)).toBeNull(),
  );
});
