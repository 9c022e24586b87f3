/** Reads amounts as WHMCS prints them: decimal text, JSON numbers, formatted text, and sums that PHP computed as floats. */

import { UnexpectedAnswerError } from '../errors.ts';

/** Stands for an amount that cannot be read. It is not a decimal, so a reader has to call `readable`. */
export const UNREADABLE_AMOUNT = 'unreadable';

/** No amount is longer. */
const LONGEST_AMOUNT = 100;

/**
 * Passes an amount on if it can be read. An unreadable one must not be taken for zero, or for another amount.
 *
 * @throws UnexpectedAnswerError
 */
export function readable<T extends string | null>(amount: T): T {
  if (amount !== UNREADABLE_AMOUNT) return amount;
  throw new UnexpectedAnswerError(
    'WHMCS',
    'shape',
    200,
    'WHMCS printed an amount here that cannot be read, such as "1e5" or "12.5.1"; look at what is stored, and for a module or hook that computes it',
  );
}

export const plainDecimal = /^-?\d+(\.\d+)?$/;

/** PHP prints a float with 14 to 17 digits; entered amounts have at most four places. */
const FLOAT_DIGITS = { least: 14, most: 17 };
const MOST_PLACES = 4;

/** 5.300000000000001 and 79.99999999999999: sums of floats, printed like exact decimals. */
function isFloat(decimal: string): boolean {
  const places = decimal.split('.')[1]?.length ?? 0;
  const digits = decimal.replace(/^-?[0.]*/, '').replace('.', '').length;
  return places > MOST_PLACES && digits >= FLOAT_DIGITS.least && digits <= FLOAT_DIGITS.most;
}

const withoutMinus = (decimal: string): string => (/^-[0.]*$/.test(decimal) ? decimal.slice(1) : decimal);

/** The decimal that a float stands for: with its few places apart from float noise, or else with two. */
function rounded(value: number): string {
  const entered = value.toFixed(MOST_PLACES);
  const isNoise = Math.abs(value - Number(entered)) <= Math.max(1, Math.abs(value)) * 1e-10;
  return withoutMinus(isNoise ? entered.replace(/(\.\d\d\d*?)0+$/, '$1') : value.toFixed(2));
}

/** A smaller value is float noise: no amount has so many places. */
const LEAST = 1e-10;

/** Larger numbers are not amounts. */
const MOST = 1e30;

/** The digits of a number, without an exponent: "0.000053" for 5.3e-5. */
function digitsOf(value: number): string {
  const [, sign = '', whole = '', fraction = '', power] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(power ?? 0);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** An amount from a JSON number, with at least two places. */
function ofNumber(value: number): string {
  if (!(Math.abs(value) < MOST)) return UNREADABLE_AMOUNT;
  if (Math.abs(value) < LEAST) return '0.00';
  const digits = digitsOf(value);
  if (isFloat(digits)) return rounded(value);
  const [whole = '', places = ''] = digits.split('.');
  return `${whole}.${places.padEnd(2, '0')}`;
}

/** Plain digits, or groups of thousands (of hundreds in India), with or without places. */
const grouped = /^(?:\d+(?:[.,]\d+)?|\d{1,3}([.,'])(?:\d{2,3}\1)*\d{3}(?:(?!\1)[.,]\d+)?)$/;

/**
 * "$1,234.50 USD", "1.234,50 €", "$-8.67 USD": the last separator is the decimal point unless three digits follow it. Four or more digits
 * behind it are the places of a float. Null if there is no digit.
 */
function ofFormatted(shown: string): string | null {
  if (!/\d/.test(shown)) return /^[+-]?(?:nan|inf|infinity)$/i.test(shown) ? UNREADABLE_AMOUNT : null;
  const [, before = '', number = ''] = /^(\D*)(\d[\d.,\s']*)\D*$/.exec(shown) ?? [];
  const digits = number.replace(/[\s.,']+$/, '').replaceAll(/\s/g, "'");
  if (!grouped.test(digits)) return UNREADABLE_AMOUNT;
  // "0.125" is not thousands: currencies with three decimals exist.
  const [, whole = digits, fraction] = /^(0|.*?)[.,](\d{1,2}|\d{4,}|(?<=^0.)\d+)$/.exec(digits) ?? [];
  const sign = /^\s*\(|-/.test(before) ? '-' : '';
  return exact(`${sign}${whole.replaceAll(/[.,']/g, '')}${fraction === undefined ? '' : `.${fraction}`}`);
}

const exact = (decimal: string): string => (isFloat(decimal) ? rounded(Number(decimal)) : decimal);

/** A sum of floats that should be zero, printed by PHP: with all of its digits, and far below any amount. */
const isNoise = (shown: string): boolean =>
  /^-?\d\.\d{12,16}e-\d{2,3}$/i.test(shown) && Math.abs(Number(shown)) < LEAST;

/**
 * An exact decimal as text; null if there is none, and UNREADABLE_AMOUNT if the text is ambiguous, such as "1e5" or "12.5.1". Never a
 * float: amounts of 12 digits are ordinary in IRR or VND.
 *
 * @param shown text as it came, or a JSON number
 */
export function amountIn(shown: string | number): string | null {
  if (typeof shown === 'number') return ofNumber(shown);
  if (shown.length > LONGEST_AMOUNT) return UNREADABLE_AMOUNT;
  if (plainDecimal.test(shown)) return exact(shown);
  return isNoise(shown) ? '0.00' : ofFormatted(shown);
}

/** A rate as decimal text, without float noise. */
export const rateIn = (shown: string): string | null => {
  if (!plainDecimal.test(shown)) return null;
  return isFloat(shown) ? String(Number(Number(shown).toFixed(6))) : shown;
};

/** The exact sum of two decimals, neither of which may be negative. */
export function sumOf(a: string, b: string): string {
  const places = Math.max(...[a, b].map((decimal) => decimal.split('.')[1]?.length ?? 0));
  const units = (decimal: string): bigint => {
    const [whole = '', fraction = ''] = decimal.split('.');
    return BigInt(whole + fraction.padEnd(places, '0'));
  };
  const digits = String(units(a) + units(b)).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
