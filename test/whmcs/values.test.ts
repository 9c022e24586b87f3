/** What single values of WHMCS become: numbers, money, times and texts. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { decode } from '../../src/whmcs/decode.ts';
import { UnexpectedAnswerError } from '../../src/whmcs/errors.ts';
import {
  clientId,
  count,
  date,
  dateTime,
  flag,
  id,
  ids,
  listOf,
  money,
  owner,
  rate,
  text,
  verbatim,
} from '../../src/whmcs/values.ts';

/** What one cell becomes. */
const cell = (value: z.ZodType) => (wire: unknown) => value.parse(wire);

describe('id', () => {
  test.each<[unknown, number | null]>([
    [7, 7],
    ['7', 7],
    ['007', 7],
    [' 7 ', 7],
    ['7858259149', 7858259149],
    [0, null],
    ['0', null],
    ['', null],
    [null, null],
    ['null', null],
    ['not-a-number', null],
    ['7abc', null],
    ['-7', null],
    [7.5, null],
    [true, null],
    [{}, null],
    ['99999999999999999999', null],
  ])('reads %j as %j', (wire, expected) => expect(cell(id)(wire)).toBe(expected));

  it('is a positive safe integer or null, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (wire) => {
        const read = z.number().nullable().parse(id.parse(wire));
        expect(read === null || (Number.isSafeInteger(read) && read > 0)).toBe(true);
      }),
    );
  });

  it('is the same as text and as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (n) => {
        expect(id.parse(String(n))).toBe(n);
      }),
    );
  });
});

describe('owner', () => {
  test.each<[unknown, number | null]>([
    [42, 42],
    ['42', 42],
    [0, null],
    ['0', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %j', (wire, expected) => expect(cell(owner)(wire)).toBe(expected));

  test.each([['4 2'], ['abc'], [4.2], ['-3'], [{}], [[5]], [true]])('refuses %j', (wire) => {
    expect(owner.safeParse(wire).success).toBe(false);
  });

  it('refuses the whole answer where one row of many has a garbled one', () => {
    const command = {
      name: 'GetThings',
      answer: z.object({ things: listOf('thing', z.object({ id, userid: owner })) }),
    };
    const answer = {
      things: {
        thing: [
          { id: 1, userid: 5 },
          { id: 2, userid: 'jane@example.com' },
        ],
      },
    };
    const refused = () => decode(command, answer, 200);
    expect(refused).toThrow(UnexpectedAnswerError);
    expect(refused).toThrow(/GetThings.*things\.1\.userid: expected the number of a client/);
    expect(refused).not.toThrow(/jane/);
  });

  it('is never nobody where the row is the client', () => {
    expect(clientId.parse('9')).toBe(9);
    for (const wire of ['', '0', 0, null, undefined, 'x']) expect(clientId.safeParse(wire).success).toBe(false);
  });
});

describe('ids', () => {
  test.each<[unknown, number[]]>([
    ['1,2,3', [1, 2, 3]],
    ['12', [12]],
    [12, [12]],
    ['', []],
    [null, []],
    [[], []],
    [
      ['4', 5],
      [4, 5],
    ],
    [{ 17: 1, 23: 2 }, [17, 23]],
    [{ 0: '8', 2: 9 }, [8, 9]],
    ['1,,x,3', [1, 3]],
  ])('reads %j as %j', (wire, expected) => expect(cell(ids)(wire)).toEqual(expected));
});

describe('count', () => {
  test.each<[unknown, number | null]>([
    [0, 0],
    ['0', 0],
    ['25', 25],
    [-1, -1],
    ['', null],
    [null, null],
    ['many', null],
    [1.5, null],
  ])('reads %j as %j', (wire, expected) => expect(cell(count)(wire)).toBe(expected));
});

describe('flag', () => {
  test.each<[unknown, boolean | null]>([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
    ['on', true],
    ['off', false],
    ['', false],
    ['true', true],
    ['false', false],
    ['yes', true],
    ['no', false],
    ['On', true],
    [null, null],
    ['null', null],
  ])('reads %j as %j', (wire, expected) => expect(cell(flag)(wire)).toBe(expected));
});

describe('money', () => {
  test.each<[unknown, string | null]>([
    ['12.95', '12.95'],
    ['0.00', '0.00'],
    ['-1.00', '-1.00'],
    ['50708894.26', '50708894.26'],
    ['123456789012345678901234.56', '123456789012345678901234.56'],
    [450000, '450000.00'],
    [12.5, '12.50'],
    [0.125, '0.125'],
    [-8.67, '-8.67'],
    ['$2645.80 USD', '2645.80'],
    ['$-8.67 USD', '-8.67'],
    ['-$8.67 USD', '-8.67'],
    ['(8.67)', '-8.67'],
    ['$1,234.50 USD', '1234.50'],
    ['1.234,56 €', '1234.56'],
    ['1 234,56 kr', '1234.56'],
    ["CHF 1'234.50", '1234.50'],
    ['Rs.1,234,567', '1234567'],
    ['0,125 KWD', '0.125'],
    ['45 EUR', '45'],
    ['abc', null],
    ['', null],
    [null, null],
    [1e21, null],
    [{}, null],
  ])('reads %j as %j', (wire, expected) => expect(cell(money)(wire)).toBe(expected));

  it('is exact decimal text or null, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.double(), fc.string()), (wire) => {
        const read = z.string().nullable().parse(money.parse(wire));
        expect(read ?? '0').toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });

  it('keeps every digit of decimal text', () => {
    const decimal = fc
      .tuple(fc.bigInt(), fc.integer({ min: 10, max: 99 }))
      .map(([whole, cents]) => `${whole}.${cents}`);
    fc.assert(
      fc.property(decimal, (amount) => {
        expect(money.parse(amount)).toBe(amount);
      }),
    );
  });
});

describe('rate', () => {
  test.each<[unknown, string | null]>([
    ['23.00', '23.00'],
    ['11.000', '11.000'],
    ['1.00000', '1.00000'],
    [1, '1'],
    ['', null],
    ['23 %', null],
  ])('reads %j as %j', (wire, expected) => expect(cell(rate)(wire)).toBe(expected));
});

describe('date', () => {
  test.each<[unknown, string | null]>([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 18:05:00', '2026-01-31'],
    ['0000-00-00', null],
    ['0000-00-00 00:00:00', null],
    ['-0001-11-30', null],
    ['', null],
    [null, null],
    ['2026-02-30', null],
    ['31/01/2026', null],
  ])('reads %j as %j', (wire, expected) => expect(cell(date)(wire)).toBe(expected));
});

describe('dateTime', () => {
  test.each<[unknown, string | null]>([
    ['2026-01-31 18:05:09', '2026-01-31 18:05:09'],
    ['2026-01-31T18:05:09+02:00', '2026-01-31 18:05:09+02:00'],
    ['2026-01-31', '2026-01-31 00:00:00'],
    ['2026-01-31 18:05', '2026-01-31 18:05:00'],
    ['0000-00-00', null],
    ['0000-00-00 00:00:00', null],
    ['-0001-11-30 00:00:00', null],
    ['', null],
    [null, null],
    ['2026-01-31 25:00:00', null],
  ])('reads %j as %j', (wire, expected) => expect(cell(dateTime)(wire)).toBe(expected));
});

describe('text', () => {
  test.each<[unknown, string | null]>([
    ['Jane', 'Jane'],
    ['don&#039;t', "don't"],
    ['R&amp;D &quot;x&quot;', 'R&D "x"'],
    ['&amp;lt;', '&lt;'],
    ['Tom & Jerry &co', 'Tom & Jerry &co'],
    [7858259149, '7858259149'],
    ['', null],
    [null, null],
    ['null', null],
    ['0', '0'],
    [{}, null],
  ])('reads %j as %j', (wire, expected) => expect(cell(text)(wire)).toBe(expected));

  it('leaves HTML alone where HTML is meant', () => {
    expect(verbatim.parse('a &amp; b<br />\r\n')).toBe('a &amp; b<br />\r\n');
    expect(verbatim.parse('')).toBe(null);
  });
});
