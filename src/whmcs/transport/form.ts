import { InvalidParamsError } from '../errors.ts';
import { serialize } from 'php-serialize';

/*
 * PHP's idea of a form. WHMCS reads $_POST, so what counts is what PHP makes of our bytes: it renames parameters, cuts
 * long forms and drops deep ones without a word. Whatever it would not give back unchanged is refused here.
 */

/** What one parameter can carry. Booleans are not among it: what WHMCS takes for true differs by parameter. */
export type FormValue =
  string | number | readonly (FormValue | undefined)[] | { readonly [key: string]: FormValue | undefined } | undefined;

/** What can travel inside one parameter, as PHP's serialize() or as JSON. */
export type PackedValue =
  string | number | boolean | null | readonly PackedValue[] | { readonly [key: string]: PackedValue | undefined };

/** A parameter that PHP would not give back as it was sent. Names the parameter, never its value: that may be a secret. */
export class UnsendableParameterError extends InvalidParamsError {
  override readonly name = 'UnsendableParameterError';
  readonly parameter: string;

  constructor(parameter: string, problem: string) {
    super(`Parameter ${JSON.stringify(parameter)} cannot be sent to WHMCS: ${problem}`);
    this.parameter = parameter;
  }
}

/** PHP's default max_input_vars: further ones are dropped, and the only trace is a warning in the server's log. */
const MAX_VARIABLES = 1000;
/** PHP's default max_input_nesting_level: a deeper variable vanishes whole. */
const MAX_DEPTH = 64;

/**
 * A whole form, credentials included, as application/x-www-form-urlencoded in PHP's array syntax. Lists keep their own
 * index, so that an undefined entry leaves a gap: WHMCS matches parallel lists by number. undefined is left out.
 */
export function encodeForm(params: Readonly<Record<string, FormValue>>): string {
  const pairs: string[] = [];
  let largest = { name: '', variables: 0 };
  for (const [name, value] of Object.entries(params)) {
    const before = pairs.length;
    checkName(name);
    append(pairs, name, encodeText(name, name), value, 0);
    const variables = pairs.length - before;
    if (variables > largest.variables) largest = { name, variables };
  }
  if (pairs.length > MAX_VARIABLES) {
    const problem = `it is most of a form of ${pairs.length} variables, and PHP reads only the first ${MAX_VARIABLES}`;
    throw new UnsendableParameterError(largest.name, problem);
  }
  return pairs.join('&');
}

/** base64 of PHP's serialize(), as WHMCS takes custom fields and configurable options. */
export function phpSerialize(value: PackedValue): string {
  return Buffer.from(serialize(toPhp(value)), 'utf8').toString('base64');
}

/** base64 of JSON, as WHMCS takes attachments. */
export function jsonBase64(value: PackedValue): string {
  const json = JSON.stringify(value, (key, entry: unknown) => {
    const path = key === '' ? 'value' : key;
    checkText(path, key);
    if (typeof entry === 'string') checkText(path, entry);
    if (typeof entry === 'number') checkNumber(path, entry);
    return entry;
  });
  return Buffer.from(json, 'utf8').toString('base64');
}

function append(pairs: string[], path: string, encodedPath: string, value: FormValue, depth: number): void {
  if (value === undefined) return;
  if (typeof value === 'string') {
    pairs.push(`${encodedPath}=${encodeText(path, value)}`);
  } else if (typeof value === 'number') {
    pairs.push(`${encodedPath}=${plainDecimal(path, value)}`);
  } else {
    if (depth === MAX_DEPTH)
      throw new UnsendableParameterError(path, `PHP drops what is nested deeper than ${MAX_DEPTH}`);
    for (const [key, entry] of Object.entries(value)) {
      const inner = `${path}[${key}]`;
      checkKey(inner, key);
      append(pairs, inner, `${encodedPath}[${encodeText(inner, key)}]`, entry, depth + 1);
    }
  }
}

/** `a.b` and `a b` arrive as `a_b`, ` a` as `a`, `a[b` as `a_b`; NUL ends a name. Arrays are for lists and maps to say. */
function checkName(name: string): void {
  if (name === '') throw new UnsendableParameterError(name, 'it has no name');
  const odd = /[.[\] \0]/.exec(name)?.[0];
  if (odd !== undefined) {
    throw new UnsendableParameterError(
      name,
      `PHP would change its name because of the character ${JSON.stringify(odd)}`,
    );
  }
}

/** `[]` and `[ ]` mean "the next number" to PHP, `]` ends a key early, NUL cuts it. */
function checkKey(path: string, key: string): void {
  if (/^\s?$/.test(key)) throw new UnsendableParameterError(path, 'an empty key would become a number');
  const odd = /[[\]\0]/.exec(key)?.[0];
  if (odd !== undefined) {
    throw new UnsendableParameterError(
      path,
      `PHP would change its key because of the character ${JSON.stringify(odd)}`,
    );
  }
}

/** Half of a surrogate pair has no bytes in UTF-8; replacing it would send what nobody wrote. */
function checkText(path: string, text: string): void {
  if (/\p{Surrogate}/u.test(text))
    throw new UnsendableParameterError(path, 'it holds a lone surrogate, which is not text');
}

function checkNumber(path: string, value: number): void {
  if (!Number.isFinite(value)) throw new UnsendableParameterError(path, `${value} is not a number that PHP can read`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new UnsendableParameterError(path, 'an integer this large is no longer exact; send it as text');
  }
}

function encodeText(path: string, text: string): string {
  checkText(path, text);
  return encodeURIComponent(text);
}

/** Never an exponent: "1e-7" reaches a WHMCS decimal column as 1. */
function plainDecimal(path: string, value: number): string {
  checkNumber(path, value);
  // Safe numbers have exponents only when tiny, so that only "1.5e-7" is left to write out.
  const tiny = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(String(value));
  if (!tiny) return String(value);
  const [, sign = '', digit = '', fraction = '', exponent = '1'] = tiny;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digit}${fraction}`;
}

/** Maps and lists become Maps, because php-serialize writes an object's keys all as strings, and PHP would not. */
function toPhp(value: PackedValue, path = 'value'): unknown {
  if (typeof value === 'string') checkText(path, value);
  if (typeof value === 'number') checkNumber(path, value);
  if (typeof value !== 'object' || value === null) return value;
  const map = new Map<string | bigint, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    const inner = `${path}[${key}]`;
    checkText(inner, key);
    if (entry !== undefined) map.set(isPhpInteger(key) ? BigInt(key) : key, toPhp(entry, inner));
  }
  return map;
}

/** PHP turns a key into an integer where it is written as one and fits 64 bits: "7" and "-7", but not "07" or "-0". */
function isPhpInteger(key: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key);
}
