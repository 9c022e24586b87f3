import type { PhpForm, PhpValue } from '../http/php.ts';
import { decodeSerialized } from '../http/unserialize.ts';
import { Refusal } from './refusal.ts';

/** A request's parameters, read with PHP's idea of text, numbers and truth. */
export class Params {
  readonly form: PhpForm;

  constructor(form: PhpForm) {
    this.form = form;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.form, name);
  }

  /** A scalar; undefined if it was not sent, or is an array. */
  text(name: string): string | undefined {
    const value = this.form[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** `(int)` of a scalar: text that is not a number is 0. */
  int(name: string): number {
    return toInt(this.form[name]);
  }

  /** PHP's truth: `false` is a non-empty word, and therefore true. */
  flag(name: string): boolean {
    return truthy(this.form[name]);
  }

  map(name: string): PhpForm {
    const value = this.form[name];
    return typeof value === 'object' ? value : {};
  }

  /** An array by index; since 8.6 a scalar in its place is refused. */
  array(name: string): PhpForm {
    const value = this.form[name];
    if (typeof value === 'string') throw new Refusal(`Expecting parameter '${name}' to be an array`);
    return value ?? {};
  }

  /** base64 of serialize(); undefined if absent or unreadable, which WHMCS treats alike. */
  serialized(name: string): PhpForm | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : decodeSerialized(value);
  }
}

export function toInt(value: PhpValue | undefined): number {
  const digits = typeof value === 'string' ? /^\s*([+-]?\d+)/.exec(value)?.[1] : undefined;
  return digits === undefined ? 0 : Number(digits);
}

export function truthy(value: PhpValue | undefined): boolean {
  return typeof value === 'object'
    ? Object.keys(value).length > 0
    : value !== undefined && value !== '' && value !== '0';
}

export function scalar(value: PhpValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
