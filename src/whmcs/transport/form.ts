import { InvalidParamsError } from '../errors.ts';
import { serialize } from 'php-serialize';

/*
 * PHP's form encoding. WHMCS reads $_POST, so what counts is what PHP makes of the bytes: it renames parameters, truncates
 * long forms and drops deep ones silently. A value that PHP would not return unchanged is refused here.
 */

/** The values of one parameter. Booleans are excluded: which values WHMCS takes for true differs by parameter. */
export type FormValue =
  string | number | readonly (FormValue | undefined)[] | { readonly [key: string]: FormValue | undefined } | undefined;

/** The values inside one parameter, encoded by PHP's serialize() or as JSON. */
export type PackedValue =
  string | number | boolean | null | readonly PackedValue[] | { readonly [key: string]: PackedValue | undefined };

/** A parameter that PHP would not return as it was sent. The error names the parameter, never its value, which may be a secret. */
export class UnsendableParameterError extends InvalidParamsError {
  override readonly name = 'UnsendableParameterError';
  readonly parameter: string;

  constructor(parameter: string, problem: string) {
    super(`Parameter ${JSON.stringify(parameter)} cannot be sent to WHMCS: ${problem}`);
    this.parameter = parameter;
  }
}

/** PHP's default max_input_vars: further variables are dropped, and only the server's log has a warning. */
const MAX_VARIABLES = 1000;
/** PHP's default max_input_nesting_level: a deeper variable is dropped whole. */
const MAX_DEPTH = 64;

/**
 * A whole form, credentials included, as application/x-www-form-urlencoded in PHP's array syntax. Lists keep their index, so an undefined
 * entry leaves a gap: WHMCS matches parallel lists by index. undefined is left out.
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

/** base64 of PHP's serialize(), the format of custom fields and configurable options. */
export function phpSerialize(value: PackedValue): string {
  return Buffer.from(serialize(toPhp(value)), 'utf8').toString('base64');
}

/** base64 of JSON, the format of attachments. */
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

/** `a.b` and `a b` arrive as `a_b`, ` a` as `a`, `a[b` as `a_b`; NUL ends a name. Only lists and maps write brackets. */
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

/** PHP reads `[]` and `[ ]` as "the next index"; `]` ends a key early, and NUL cuts it. */
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

/** A lone surrogate has no bytes in UTF-8; a replacement character would change the text. */
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

/** Never an exponent: "1e-7" reaches a decimal column of WHMCS as 1. */
function plainDecimal(path: string, value: number): string {
  checkNumber(path, value);
  // Safe numbers have exponents only if they are tiny, so only "1.5e-7" is left to write out.
  const tiny = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(String(value));
  if (!tiny) return String(value);
  const [, sign = '', digit = '', fraction = '', exponent = '1'] = tiny;
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digit}${fraction}`;
}

/** Maps and lists become Maps: php-serialize writes all keys of an object as strings, and PHP would not. */
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

/** PHP turns a key into an integer if it is written as one and fits 64 bits: "7" and "-7", but not "07" or "-0". */
function isPhpInteger(key: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(key) && BigInt.asIntN(64, BigInt(key)) === BigInt(key);
}
