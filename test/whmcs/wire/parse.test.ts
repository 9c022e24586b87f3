/** Long answers are parsed and decoded in pieces, with the same result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeInTurns } from '../../../src/whmcs/wire/decode-in-turns.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { parseInOrder } from '../../../src/whmcs/wire/keyed.ts';
import { parseInTurns, TooManyRowsError } from '../../../src/whmcs/transport/parse.ts';
import { id, listOf, text } from '../../../src/whmcs/wire/values.ts';
import { failureOf } from '../rig.ts';

/** A few characters, so that every text is long. */
const PIECE = 10;

describe('JSON in pieces', () => {
  it('is the same as parsed at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 6 }),
        fc.constantFrom(undefined, ' ', '\n\t'),
        fc.integer({ min: 1, max: 40 }),
        async (value, space, piece) => {
          const json = JSON.stringify(value, null, space);
          fc.pre(!json.includes('"__proto__"'));
          expect(await parseInTurns(json, 1_000, piece)).toEqual(parseInOrder(json));
        },
      ),
    );
  });

  it('keeps the order of keys that are numbers', async () => {
    const json = '{"rows":{"30":{"a":"a long text"},"4":{"a":[1,2,3]},"12":{}}}';
    expect(JSON.stringify(await parseInTurns(json, 1_000, PIECE))).toBe(JSON.stringify(parseInOrder(json)));
  });

  it('reaches no prototype', async () => {
    const parsed = await parseInTurns('{"__proto__":{"polluted":true},"a":"a long text"}', 1_000, PIECE);
    expect(parsed).not.toHaveProperty('polluted');
  });

  it.each([
    '{"a":"a long text"',
    '[1,2,3,4,5,6,7,8',
    '{"a":[1,2,3,4,5,6}]',
    '{"a":"a long text"}}',
    '{"a" "a long text here"}',
    '[1,2,,3,4,5,6,7]',
    '{a:"a long text here"}',
    '{"a long key indeed"}',
    `${'['.repeat(60)}${']'.repeat(60)}`,
    '<html><head></head></html>',
    '"a text without an end',
  ])('is none where it is broken: %s', async (json) => {
    expect(await failureOf(parseInTurns(json, 1_000, PIECE))).toBeInstanceOf(SyntaxError);
  });

  it.each([
    ['a list', `[${'{},'.repeat(1_000)}{}]`],
    ['a list within rows', `{"rows":[{"lines":[${'{},'.repeat(1_000)}{}]}]}`],
    ['an object', JSON.stringify(Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`k${at}`, at])))],
  ])('is given up where %s has more values than are read', async (_, json) => {
    expect(await failureOf(parseInTurns(json, 1_000, PIECE))).toBeInstanceOf(TooManyRowsError);
    expect(await parseInTurns(json, 1_001, PIECE)).toEqual(parseInOrder(json));
  });
});

const command = {
  name: 'GetThings',
  answer: z.object({
    total: text,
    things: listOf('thing', z.object({ id, name: text })).default([]),
    notes: listOf('note', z.object({ id })).optional(),
  }),
} as const;

const things = (length: number) => Array.from({ length }, (_, at) => ({ id: at + 1, name: `n${at}` }));
const keyed = (length: number) => Object.fromEntries(things(length).map((each) => [100 - each.id, each]));

describe('rows in pieces', () => {
  it.each<[string, object]>([
    ['a list', { things: things(23) }],
    ['a list under both names', { things: { thing: things(23) } }],
    ['keyed by number', { things: keyed(23) }],
    ['keyed by number under both names', { things: { thing: keyed(23) } }],
    ['two lists', { things: { thing: things(23) }, notes: things(7) }],
    ['a list that is nowhere read', { others: things(50), things: things(3) }],
    ['one object in place of a list', { things: { thing: things(1)[0] } }],
    ['no rows', { things: [], notes: '' }],
    ['flattened', { 'things[0][id]': 5, 'things[1][id]': 6, 'things[2][id]': 7 }],
    ['another thing in place of text', { total: things(9), things: things(3) }],
  ])('are what they are as a whole: %s', async (_, root) => {
    const json = JSON.stringify({ result: 'success', total: '5', ...root });
    const parsed = z.record(z.string(), z.unknown()).parse(parseInOrder(json));
    for (const values of [1, 4, 10, 1_000])
      expect(await decodeInTurns(command, parsed, { text: json, status: 200 }, 1_000, PIECE, values)).toEqual(
        decode(command, parsed, 200),
      );
  });

  it('are decoded a few rows at a time if their texts are long', async () => {
    const pieces: number[] = [];
    const rows = z.array(z.object({ name: text })).transform((part) => {
      pieces.push(part.length);
      return part;
    });
    const root = { things: Array.from({ length: 6 }, () => ({ name: '&lt;'.repeat(500) })) };
    const answer = { text: JSON.stringify(root), status: 200 };
    const listing = { name: 'GetThings', answer: z.object({ things: rows }) };
    const { things: decoded } = await decodeInTurns(listing, root, answer, 10, PIECE, 100);
    expect(decoded.map(({ name }) => name)).toEqual(Array.from({ length: 6 }, () => '<'.repeat(500)));
    expect(pieces).toEqual([2, 2, 2]);
  });

  it('are refused above the limit', async () => {
    const root = { things: { thing: things(11) } };
    const answer = { text: JSON.stringify(root), status: 200 };
    const error = await failureOf(decodeInTurns(command, root, answer, 10, PIECE));
    expect(error).toMatchObject({ name: 'UnexpectedAnswerError', oddity: 'large' });
    expect(error).toHaveProperty('message', expect.stringMatching(/more than 10 rows.*upstream\.rows/));
  });
});
