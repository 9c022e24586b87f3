/** How single values of WHMCS are read: ids, flags, times and texts. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
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
  owner,
  text,
  verbatim,
} from '../../../src/whmcs/wire/values.ts';

/** Reads one cell. */
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

  it('is a positive safe integer or null for any value', () => {
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

  it('refuses the whole answer if one row of many has an unreadable owner', () => {
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

  it('is never nobody if the row is the client', () => {
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
    // A link that a person wrote.
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

  it('leaves HTML as it is in HTML fields', () => {
    expect(verbatim.parse('a &amp; b<br />\r\n')).toBe('a &amp; b<br />\r\n');
    expect(verbatim.parse('')).toBe(null);
  });
});
