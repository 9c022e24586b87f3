/** Amounts are compared as decimal text: no float comes between them and WHMCS. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, placesOf, plain } from '../../../src/graph/base/decimal.ts';
import { amountIn } from '../../../src/graph/write/input.ts';
import { failureOf } from '../../whmcs/rig.ts';

/** A decimal with its value in units of 10^-10, written with redundant zeros. */
const decimals = fc
  .record({ units: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), places: fc.nat(10), zeros: fc.nat(4) })
  .map(({ units, places, zeros }) => {
    const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    const fraction = digits.slice(digits.length - places) + '0'.repeat(zeros);
    const text = `${units < 0n ? '-' : ''}${'0'.repeat(zeros)}${whole}${fraction === '' ? '' : `.${fraction}`}`;
    return { text, value: units * 10n ** BigInt(10 - places) };
  });

const order = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);

describe('plain', () => {
  it('is one text for each number', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compare(plain(a.text), a.text)).toBe(0);
        expect(plain(a.text) === plain(b.text)).toBe(a.value === b.value);
      }),
    );
  });

  it.each([
    ['5.00', '5'],
    ['005', '5'],
    ['0.50', '0.5'],
    ['-0.00', '0'],
    ['-10.10', '-10.1'],
  ])('of %s is %s', (text, expected) => expect(plain(text)).toBe(expected));
});

describe('compare', () => {
  it('is exact, however long the amounts and however they are written', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compare(a.text, b.text)).toBe(order(a.value, b.value));
        expect(compare(a.text, a.text)).toBe(0);
      }),
    );
  });

  it.each([
    ['0.1', '0.10', 0],
    ['-0.00', '0', 0],
    ['9007199254740993', '9007199254740992', 1],
    ['50708894.26', '50708894.27', -1],
    ['10', '9.99', 1],
    ['-5', '-4.99', -1],
  ])('%s and %s: %d', (a, b, expected) => expect(compare(a, b)).toBe(expected));

  it.each(['', '.5', '1e3', '1,00', 'NaN'])('refuses %j, which is no decimal', (text) => {
    expect(() => compare(text, '0')).toThrow(RangeError);
  });
});

describe('placesOf', () => {
  it('does not count trailing zeros', () => {
    fc.assert(
      fc.property(decimals, ({ text, value }) => {
        const places = placesOf(text);
        expect(value % 10n ** BigInt(10 - places)).toBe(0n);
        if (places > 0) expect(value % 10n ** BigInt(11 - places)).not.toBe(0n);
      }),
    );
  });
});

describe('amountIn', () => {
  it.each(['12.95', '12.950', '-3', '0.10'])('hands %s on as it was written', (amount) =>
    expect(amountIn(amount, 'amount')).toBe(amount),
  );

  it.each(['12.955', '0.001'])('refuses %s, of which WHMCS would keep two places', async (amount) => {
    const error = await failureOf(Promise.resolve().then(() => amountIn(amount, 'items', '0', 'amount')));
    expect(error).toMatchObject({ name: 'InvalidInputError', path: ['input', 'items', '0', 'amount'] });
  });
});
