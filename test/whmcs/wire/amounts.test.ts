/** How amounts and rates of WHMCS are read. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { sumOf, UNREADABLE_AMOUNT } from '../../../src/whmcs/wire/amount.ts';
import { money, rate } from '../../../src/whmcs/wire/values.ts';

/** Reads one cell. */
const cell = (value: z.ZodType) => (wire: unknown) => value.parse(wire);

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
    // A number is exact, however PHP prints it.
    [1e21, '1000000000000000000000.00'],
    [1e25, '10000000000000000000000000.00'],
    [5.3e-5, '0.000053'],
    [-1e-7, '-0.0000001'],
    [1.5e-9, '0.0000000015'],
    [100000, '100000.00'],
    [Infinity, UNREADABLE_AMOUNT],
    // Ambiguous text is unreadable.
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
    // Sums that PHP computed as floats, as numbers and as text.
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
    // An amount with more than two places keeps them.
    ['0.00012345', '0.00012345'],
    ['1.23456', '1.23456'],
    ['12345678901234567890.12345', '12345678901234567890.12345'],
  ])('reads %j as %j', (wire, expected) => expect(cell(money)(wire)).toBe(expected));

  it('recovers the amount of a sum of floats', () => {
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

  it('is exact decimal text, null or unreadable for any value', () => {
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

describe('a sum', () => {
  test.each([
    ['0.10', '0.2', '0.30'],
    ['10', '5', '15'],
    ['999999999999999999.99', '0.01', '1000000000000000000.00'],
    ['0', '0.005', '0.005'],
  ])('of %s and %s is exact', (a, b, sum) => expect(sumOf(a, b)).toBe(sum));
});
