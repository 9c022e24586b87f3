/** Exact decimals as text, compared and measured without a float in between. */

import { readable } from '../../whmcs/wire/amount.ts';

const form = /^(-?)(\d+)(?:\.(\d*))?$/;

interface Parts {
  readonly isNegative: boolean;
  readonly whole: string;
  /** Without zeros at its end. */
  readonly fraction: string;
}

function partsOf(text: string): Parts {
  const [, sign, digits, places = ''] = form.exec(readable(text)) ?? [];
  if (digits === undefined) throw new RangeError(`expected an exact decimal, got ${JSON.stringify(text.slice(0, 80))}`);
  return {
    isNegative: sign === '-',
    whole: digits.replace(/^0+(?=\d)/, ''),
    // Without the lookbehind each row of zeros would be looked at from each of its zeros.
    fraction: places.replace(/(?<!0)0+$/, ''),
  };
}

const scaled = ({ isNegative, whole, fraction }: Parts, places: number): bigint => {
  const digits = BigInt(whole + fraction.padEnd(places, '0'));
  return isNegative ? -digits : digits;
};

/** Less than 0, 0, or more, as `a` is less than `b`, equal ("1" and "1.00"), or more. */
export function compare(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  const places = Math.max(one.fraction.length, other.fraction.length);
  const [left, right] = [scaled(one, places), scaled(other, places)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The same number written the one way: "5" for "05.00". */
export function plain(text: string): string {
  const { isNegative, whole, fraction } = partsOf(text);
  const digits = fraction === '' ? whole : `${whole}.${fraction}`;
  return isNegative && digits !== '0' ? `-${digits}` : digits;
}

/** How many places behind the point count: of "12.50" one. */
export const placesOf = (text: string): number => partsOf(text).fraction.length;
