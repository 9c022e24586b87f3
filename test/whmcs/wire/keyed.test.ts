/** Lists that PHP keyed by number keep the order of the text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { entriesOf, parseInOrder } from '../../../src/whmcs/wire/keyed.ts';
import { readBody } from '../../../src/whmcs/transport/body.ts';
import { id, ids, listOf, mapOf, text } from '../../../src/whmcs/wire/values.ts';

const things = {
  name: 'GetThings',
  answer: z.object({ things: listOf('thing', z.object({ id, ids, note: text })), prices: mapOf(text).optional() }),
} as const;

function told(body: string) {
  const { root } = readBody({ name: 'GetThings', kind: 'read' }, { status: 200, text: body, retryAfterMs: undefined });
  return decode(things, root, 200);
}

const row = (n: number) => `{"id":${n}}`;
const order = (body: string) => told(body).things.map((each) => each.id);

describe('rows that are keyed by number', () => {
  it.each([
    ['under their plural', `{"result":"success","things":{"9":${row(9)},"3":${row(3)},"12":${row(12)}}}`],
    ['under both names', `{"result":"success","things":{"thing":{"9":${row(9)},"3":${row(3)}, "12" : ${row(12)}}}}`],
    ['behind stray text', `Notice: x\n{"result":"success","things":{"9":${row(9)},"3":${row(3)},"12":${row(12)}}}`],
    ['flattened', '{"result":"success","things[9][id]":9,"things[3][id]":3,"things[12][id]":12}'],
    ['with zeros', `{"result":"success","things":{"09":${row(9)},"3":${row(3)},"012":${row(12)}}}`],
  ])('keep the order of the text %s', (_, body) => {
    expect(order(body)).toEqual([9, 3, 12]);
  });

  it('keep it in lists of numbers, and names that are numbers stay as they are', () => {
    const body =
      '{"result":"success","things":{"thing":[{"id":1,"ids":{"40":1,"7":2}}]},"prices":{"840":"5","USD":"6"}}';
    expect(told(body)).toEqual({ things: [{ id: 1, ids: [40, 7] }], prices: { 840: '5', USD: '6' } });
  });

  it('are read as before if the keys count up', () => {
    expect(order(`{"result":"success","things":{"0":${row(9)},"1":${row(3)}}}`)).toEqual([9, 3]);
  });
});

it('texts that look like such keys are left alone', () => {
  const texts = { a: '"7":1', b: '{"7":{"3":1}}', c: 'x\\"7":', d: ['"1"', ':'], 'say "12': 1, 'e\\': 2 };
  expect(parseInOrder(JSON.stringify(texts))).toEqual(texts);
  expect(parseInOrder(JSON.stringify({ ...texts, 5: { 4: 1 } }))).toMatchObject(texts);
});

it('any JSON is the same except for the marks', () => {
  const cleaned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(cleaned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, cleaned(each)]));
  };
  fc.assert(
    fc.property(fc.json(), (given) => {
      expect(cleaned(parseInOrder(given))).toEqual(JSON.parse(given));
    }),
  );
});
