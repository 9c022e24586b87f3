/** What single values of WHMCS become: numbers, money, times and texts. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { UNREADABLE_AMOUNT } from '../../../src/whmcs/wire/amount.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { UnexpectedAnswerError } from '../../../src/whmcs/errors.ts';
import {
  clientId,
  count,
  date,
  dateTime,
  entered,
  flag,
  id,
  ids,
  label,
  listOf,
  money,
  owner,
  rate,
  text,
  verbatim,
} from '../../../src/whmcs/wire/values.ts';

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
    // A number is known, however PHP prints it.
    [1e21, '1000000000000000000000.00'],
    [1e25, '10000000000000000000000000.00'],
    [5.3e-5, '0.000053'],
    [-1e-7, '-0.0000001'],
    [1.5e-9, '0.0000000015'],
    [100000, '100000.00'],
    [Infinity, UNREADABLE_AMOUNT],
    // Text that is no amount for certain is none.
    ['1e5', UNREADABLE_AMOUNT],
    ['1E5', UNREADABLE_AMOUNT],
    ['1e-7', UNREADABLE_AMOUNT],
    ['1.5e+3', UNREADABLE_AMOUNT],
    ['$1e5 USD', UNREADABLE_AMOUNT],
    ['0x10', UNREADABLE_AMOUNT],
    ['12.5.1', UNREADABLE_AMOUNT],
    ['1,23', '1.23'],
    ['1,2345,67', UNREADABLE_AMOUNT],
    ['12,34,567.50', '1234567.50'],
    ['1,234.50', '1234.50'],
    ['10 5', UNREADABLE_AMOUNT],
    ['10 USD / 5 EUR', UNREADABLE_AMOUNT],
    ['NaN', UNREADABLE_AMOUNT],
    ['-INF', UNREADABLE_AMOUNT],
    [' 5', '5'],
    ['9'.repeat(101), UNREADABLE_AMOUNT],
    [{}, null],
    // Sums that PHP made of floats, as numbers and as text.
    [5.300000000000001, '5.30'],
    ['5.300000000000001', '5.30'],
    ['5.2999999999999998', '5.30'],
    ['-5.300000000000001', '-5.30'],
    [79.99999999999999, '80.00'],
    ['0.30000000000000004', '0.30'],
    ['50708894.260000005', '50708894.26'],
    [0.12500000000000003, '0.125'],
    ['3.3333333333333335', '3.33'],
    ['3.3333333333333', '3.33'],
    [5.551115123125783e-17, '0.00'],
    [-2.7755575615628914e-17, '0.00'],
    ['-5.6843418860808E-14', '0.00'],
    ['1.0E+25', UNREADABLE_AMOUNT],
    ['$5.300000000000001 USD', '5.30'],
    ['$1,234.500000000001 USD', '1234.50'],
    // What was entered with more places than two keeps them.
    ['0.00012345', '0.00012345'],
    ['1.23456', '1.23456'],
    ['12345678901234567890.12345', '12345678901234567890.12345'],
  ])('reads %j as %j', (wire, expected) => expect(cell(money)(wire)).toBe(expected));

  it('finds the amount again that floats have made a sum of', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const sum = (a + b) / 100;
        const shown = Math.abs(sum).toFixed(2);
        for (const wire of [a / 100 + b / 100, String(a / 100 + b / 100)]) expect(Number(money.parse(wire))).toBe(sum);
        expect(money.parse(a / 100 + b / 100)).toBe(sum < 0 ? `-${shown}` : shown);
      }),
    );
  });

  it('is exact decimal text, none or unreadable, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.double(), fc.string()), (wire) => {
        const read = z.string().nullable().parse(money.parse(wire));
        expect(read ?? '0').toMatch(/^(-?\d+(\.\d+)?|unreadable)$/);
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
    ['23.000000000000004', '23'],
    ['0.84125', '0.84125'],
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

describe('label', () => {
  test.each<[unknown, string | null]>([
    [' Please enter your e-mail', 'Please enter your e-mail'],
    ['  1 &amp; 2 \n', '1 & 2'],
    ['Name', 'Name'],
    [' ', null],
    ['', null],
    [null, null],
  ])('reads %j as %j', (wire, expected) => expect(cell(label)(wire)).toBe(expected));
});

describe('entered', () => {
  const address = 'https://example.org/a?b=1&c=2';
  const link = (href: string, shown: string) => `<a href="${href}" target="_blank">${shown}</a>`;
  test.each<[unknown, string | null]>([
    [link('https://example.org/a?b=1&amp;c=2', 'https://example.org/a?b=1&amp;c=2'), address],
    [link(address, address), address],
    [`<A HREF='${address}' rel=nofollow>${address}</A>`, address],
    [link('http://www.example.org', 'www.example.org'), 'www.example.org'],
    [link('https://example.org', ''), 'https://example.org'],
    [link('', ''), null],
    ['&lt;a href=&quot;https://example.org&quot;&gt;https://example.org&lt;/a&gt;', 'https://example.org'],
    // What somebody wrote himself.
    [link('https://example.org', 'our shop'), link('https://example.org', 'our shop')],
    [
      'see <a href="https://example.org">https://example.org</a>',
      'see <a href="https://example.org">https://example.org</a>',
    ],
    ['don&#039;t', "don't"],
    ['a < b', 'a < b'],
    ['on', 'on'],
    ['', null],
    [null, null],
    [7, '7'],
  ])('reads %j as %j', (wire, expected) => expect(cell(entered)(wire)).toBe(expected));
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
