/** Amounts are integers in hundredths: floats would be wrong by cents on an invoice of twelve digits. */
export type Cents = number;

/** `1295` is `"12.95"`, the way WHMCS stores and sends amounts. */
export function decimal(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads an amount as PHP would cast it: text that is not a number is zero. */
export function centsOf(text: string): Cents {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  const thousandths = Number(`${whole || '0'}${fraction.padEnd(3, '0').slice(0, 3)}`);
  const cents = Math.round(thousandths / 10);
  return sign === '-' ? -cents : cents;
}

/** A rate is kept in thousandths of a percent: `19000` is 19 %. */
export function share(cents: Cents, rate: number): Cents {
  return Math.round((cents * rate) / 100_000);
}

/** `19000` is `"19.000"`, the form of 8.x. */
export function rateText(rate: number): string {
  return (rate / 1000).toFixed(3);
}
