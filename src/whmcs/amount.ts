/** Amounts as WHMCS prints them: decimal text, JSON numbers, formatted text, and sums that PHP made of floats. */

export const plainDecimal = /^-?\d+(\.\d+)?$/;

/** PHP prints a float with 14 to 17 digits; amounts that were entered have no more than four places. */
const FLOAT_DIGITS = { least: 14, most: 17 };
const MOST_PLACES = 4;

/** 5.300000000000001 and 79.99999999999999: sums of floats, which are no exact decimals although they are printed as such. */
function isFloat(decimal: string): boolean {
  const places = decimal.split('.')[1]?.length ?? 0;
  const digits = decimal.replace(/^-?[0.]*/, '').replace('.', '').length;
  return places > MOST_PLACES && digits >= FLOAT_DIGITS.least && digits <= FLOAT_DIGITS.most;
}

const withoutMinus = (decimal: string): string => (/^-[0.]*$/.test(decimal) ? decimal.slice(1) : decimal);

/** The decimal that a float stands for: with the few places that it has but for the noise of floats, or else with two. */
function rounded(value: number): string {
  const entered = value.toFixed(MOST_PLACES);
  const isNoise = Math.abs(value - Number(entered)) <= Math.max(1, Math.abs(value)) * 1e-10;
  return withoutMinus(isNoise ? entered.replace(/(\.\d\d\d*?)0+$/, '$1') : value.toFixed(2));
}

/** An amount of a JSON number, with two places at least. */
function ofNumber(value: number): string | null {
  // From here on JavaScript prints an exponent, and no amount is that large.
  if (!(Math.abs(value) < 1e21)) return null;
  const exact = String(value);
  if (isFloat(exact) || exact.includes('e')) return rounded(value);
  return /\.\d{2,}$/.test(exact) ? exact : withoutMinus(value.toFixed(2));
}

/**
 * "$1,234.50 USD", "1.234,50 €", "$-8.67 USD": the last separator is the decimal point unless three digits follow it. Four or more
 * behind it are the places of a float.
 */
function ofFormatted(shown: string): string | null {
  const digits = /\d[\d.,\s']*/.exec(shown)?.[0].replaceAll(/[\s']|[.,]\s*$/g, '');
  if (digits === undefined) return null;
  // "0.125" is no thousands: currencies with three decimals exist.
  const [, whole = digits, fraction] = /^(0|.*?)[.,](\d{1,2}|\d{4,}|(?<=^0.)\d+)$/.exec(digits) ?? [];
  const sign = /^\s*\(|^\D*-/.test(shown) ? '-' : '';
  return exact(`${sign}${whole.replaceAll(/[.,]/g, '')}${fraction === undefined ? '' : `.${fraction}`}`);
}

const exact = (decimal: string): string => (isFloat(decimal) ? rounded(Number(decimal)) : decimal);

/**
 * An exact decimal as text, or null. Never a float: amounts of 12 digits are ordinary in IRR or VND.
 *
 * @param shown text as it came, or a JSON number
 */
export function amountIn(shown: string | number): string | null {
  if (typeof shown === 'number') return ofNumber(shown);
  if (plainDecimal.test(shown)) return exact(shown);
  return /^-?\d+(?:\.\d+)?e[+-]?\d+$/i.test(shown) ? ofNumber(Number(shown)) : ofFormatted(shown);
}

/** A rate of decimal text: as it is, but for the noise of floats. */
export const rateIn = (shown: string): string | null => {
  if (!plainDecimal.test(shown)) return null;
  return isFloat(shown) ? String(Number(Number(shown).toFixed(6))) : shown;
};
