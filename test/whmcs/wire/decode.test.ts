/** Whole answers: lists in any shape, objects, and the result of decode. */
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import {
  count,
  date,
  dateTime,
  flag,
  id,
  ids,
  listOf,
  mapOf,
  money,
  objectOf,
  rate,
  text,
  verbatim,
} from '../../../src/whmcs/wire/values.ts';

describe('listOf', () => {
  const list = listOf('thing', z.object({ id, name: text }));

  test.each<[string, unknown]>([
    ['{ thing: [] }', { thing: [] }],
    ['{ thing: "" }', { thing: '' }],
    ['""', ''],
    ['[]', []],
    ['{}', {}],
    ['null', null],
    ['"null"', 'null'],
    ['[[]]', [[]]],
    ['{ thing: [[]] }', { thing: [[]] }],
  ])('reads %s as empty', (_, wire) => expect(list.parse(wire)).toEqual([]));

  it('reads an absent list as absent, or as empty if declared so', () => {
    expect(z.object({ things: list.optional() }).parse({})).toEqual({});
    expect(z.object({ things: list.default([]) }).parse({})).toEqual({ things: [] });
  });

  const two = [
    { id: 1, name: 'a' },
    { id: 2, name: 'b' },
  ];
  test.each<[string, unknown, unknown[]]>([
    ['under its singular', { thing: two }, two],
    ['bare', two, two],
    ['keyed from 0', { thing: { 0: two[0], 1: two[1] } }, two],
    ['keyed by number', { 7: two[0], 9: two[1] }, two],
    ['one object for a list', { thing: two[0] }, two.slice(0, 1)],
    ['one object, bare', two[0], two.slice(0, 1)],
    ['each row under the singular', [{ thing: two[0] }, { thing: two[1] }], two],
    ['with an empty row between', { thing: [two[0], [], two[1]] }, two],
  ])('reads rows %s', (_, wire, expected) => expect(list.parse(wire)).toEqual(expected));

  test.each([['some text'], [5], [true], [{ thing: 'some text' }]])('refuses %j, which is not a list', (wire) => {
    expect(list.safeParse(wire).success).toBe(false);
  });
});

describe('objects', () => {
  it('reads an empty object that PHP printed as a list', () => {
    expect(objectOf(z.object({ id })).parse([])).toEqual({});
    expect(mapOf(money).parse([])).toEqual({});
    expect(mapOf(money).parse({ USD: '1.00', EUR: 2 })).toEqual({ USD: '1.00', EUR: '2.00' });
  });

  it('keeps absent apart from null', () => {
    const row = z.object({ id, text, flag, money, date, dateTime, count, rate, ids, verbatim });
    expect(row.parse({})).toEqual({});
    expect(Object.keys(row.parse({}))).toEqual([]);
    expect(row.parse({ text: null, money: '' })).toEqual({ text: null, money: null });
  });

  it('drops fields that no schema names', () => {
    expect(z.object({ id }).parse({ id: 1, hooked: 'x' })).toEqual({ id: 1 });
  });
});

describe('decode', () => {
  const command = {
    name: 'GetThings',
    answer: z.object({
      result: text,
      things: listOf('thing', z.object({ id, parts: listOf('part', z.object({ name: text })).optional() })),
    }),
  };

  it('nests flattened keys', () => {
    const answer = {
      result: 'success',
      'things[thing][0][id]': '1',
      'things[thing][0][parts][part][0][name]': 'a',
      'things[thing][1][id]': '2',
    };
    expect(decode(command, answer, 200)).toEqual({
      result: 'success',
      things: [{ id: 1, parts: [{ name: 'a' }] }, { id: 2 }],
    });
  });

  it('does not let a flattened key reach a prototype', () => {
    decode(command, { things: [], '__proto__[polluted]': 'x', 'constructor[prototype][polluted]': 'x' }, 200);
    expect('polluted' in {}).toBe(false);
  });

  it('names the command and the place in a broken answer, never a value', () => {
    const broken = () => decode(command, { things: 's3cret' }, 200);
    expect(broken).toThrow(expect.objectContaining({ oddity: 'shape', status: 200, command: 'GetThings' }));
    expect(broken).toThrow('at things: expected a list of thing');
    expect(broken).not.toThrow('s3cret');
  });
});
