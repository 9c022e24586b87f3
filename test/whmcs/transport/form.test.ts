import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeForm,
  jsonBase64,
  phpSerialize,
  UnsendableParameterError,
  type FormValue,
  type PackedValue,
} from '../../../src/whmcs/transport/form.ts';
import { describePhp, startPhp, type PhpValue } from '../../support/php.ts';

describe('encodeForm', () => {
  it.each<[string, Record<string, FormValue>, string]>([
    ['text and numbers', { id: 42, name: 'Ann & Bob' }, 'id=42&name=Ann%20%26%20Bob'],
    ['a list by its own numbers', { pid: [1, 2] }, 'pid%5B0%5D=1&pid%5B1%5D=2'],
    [
      'a gap where a parallel list has none',
      { domain: ['a.com', undefined, 'c.com'] },
      'domain[0]=a.com&domain[2]=c.com',
    ],
    ['a map', { email_preferences: { general: 1 } }, 'email_preferences[general]=1'],
    ['a list in a map in a list', { a: [{ b: ['x'] }] }, 'a[0][b][0]=x'],
    ['nothing for undefined, an empty list and an empty map', { a: undefined, b: [], c: {} }, ''],
    ['an empty text', { notes: '' }, 'notes='],
    ['every byte of a text', { t: '\0\r\n"\'+%é😀' }, "t=%00%0D%0A%22'%2B%25%C3%A9%F0%9F%98%80"],
    [
      'numbers without exponents',
      { a: 1e-7, b: -1.25e-9, c: 0.1, d: -0, e: -3 },
      'a=0.0000001&b=-0.00000000125&c=0.1&d=0&e=-3',
    ],
  ])('sends %s', (_, params, body) => {
    expect(encodeForm(params)).toBe(body.replaceAll('%5B', '[').replaceAll('%5D', ']'));
  });

  it.each(['', 'a.b', 'a b', ' a', 'a[b', 'a[b]', 'a]', 'a\0', '\ud800'])('refuses the name %j', (name) => {
    expect(() => encodeForm({ [name]: 'x' })).toThrow(UnsendableParameterError);
    expect(() => encodeForm({ [name]: 'x' })).toThrow(JSON.stringify(name));
  });

  it.each(['', ' ', '\t', 'a]', '[', 'a\0b', '\udc00'])('refuses the key %j', (key) => {
    expect(() => encodeForm({ map: { [key]: 'x' } })).toThrow(UnsendableParameterError);
    expect(() => encodeForm({ map: { [key]: 'x' } })).toThrow('"map[');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -1e21])('refuses the number %d', (value) => {
    expect(() => encodeForm({ amount: [value] })).toThrow('"amount[0]"');
  });

  it('refuses a lone surrogate without repeating the text', () => {
    expect(() => encodeForm({ password: 'hunter2\ud83d' })).toThrow(/"password".*lone surrogate/);
    expect(() => encodeForm({ password: 'hunter2\ud83d' })).not.toThrow(/hunter2/);
  });

  it('refuses more variables than PHP reads, and names the parameter with most of them', () => {
    const list = (length: number): string[] => Array.from({ length }, () => 'x');
    expect(() => encodeForm({ action: 'a', few: list(2), many: list(997) })).not.toThrow();
    expect(() => encodeForm({ action: 'a', few: list(2), many: list(998) })).toThrow(/"many".*1001 variables.*1000/);
  });

  it('refuses values nested deeper than PHP reads', () => {
    expect(() => encodeForm({ a: nested(64) })).not.toThrow();
    expect(() => encodeForm({ a: nested(65) })).toThrow(UnsendableParameterError);
  });
});

describe('phpSerialize', () => {
  it.each<[string, PackedValue, string]>([
    ['texts by their length in bytes', 'é😀', 's:6:"é😀";'],
    ['quotes as they are', 'a"b;', 's:4:"a"b;";'],
    ['numbers and booleans', [1, -1.5, true, false, null], 'a:5:{i:0;i:1;i:1;d:-1.5;i:2;b:1;i:3;b:0;i:4;N;}'],
    ['integer-looking keys as integers', { 7: 'a', '07': 'b' }, 'a:2:{i:7;s:1:"a";s:2:"07";s:1:"b";}'],
    ['maps without what is undefined', { a: undefined, b: { c: 'd' } }, 'a:1:{s:1:"b";a:1:{s:1:"c";s:1:"d";}}'],
  ])('writes %s', (_, value, text) => {
    expect(Buffer.from(phpSerialize(value), 'base64').toString()).toBe(text);
  });

  it.each<PackedValue>([Number.NaN, 2 ** 60, { list: ['\ud800'] }, { '\ud800': 1 }])('refuses %j', (value) => {
    expect(() => phpSerialize(value)).toThrow(UnsendableParameterError);
    expect(() => jsonBase64(value)).toThrow(UnsendableParameterError);
  });
});

describe('jsonBase64', () => {
  it('is JSON in base64', () => {
    const json = Buffer.from(jsonBase64([{ name: 'é.txt', data: 'aGk=' }]), 'base64').toString();
    expect(json).toBe('[{"name":"é.txt","data":"aGk="}]');
  });
});

describePhp('what PHP makes of it', (php) => {
  it('parse_str gives back every parameter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, formValue, { maxKeys: 6 }), async (params) => {
        expect(await php.parseStr(encodeForm(params))).toStrictEqual(asPhp(params) ?? {});
      }),
      { numRuns: 500 },
    );
  });

  it('parse_str gives back any name and key that is not refused', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (outer, inner) => {
        const params = { [outer]: { [inner]: 'x' } };
        const body = unlessRefused(() => encodeForm(params));
        expect(body === undefined ? params : await php.parseStr(body)).toStrictEqual(params);
      }),
      { numRuns: 1000 },
    );
  });

  it('unserialize gives back every value, and would have written the same', async () => {
    await fc.assert(
      fc.asyncProperty(packedValue, async (value) => {
        const packed = phpSerialize(value);
        expect(await php.unserialize(packed)).toStrictEqual(asObjects(value));
        expect(await php.reserialize(packed)).toBe(packed);
      }),
      { numRuns: 500 },
    );
  });

  it('json_decode gives back every value', async () => {
    await fc.assert(
      fc.asyncProperty(packedValue, async (value) => {
        expect(await php.jsonDecode(jsonBase64(value))).toStrictEqual(asObjects(value));
      }),
      { numRuns: 200 },
    );
  });

  it('reads no more than 1000 variables and 64 levels, so no more are sent', async () => {
    const strict = startPhp({ maxInputVars: 1000 });
    try {
      const full = Array.from({ length: 1000 }, () => 'x');
      const body = encodeForm({ a: full });
      expect(await strict.parseStr(`${body}&a[1000]=x`)).toStrictEqual({ a: asPhp(full) });
      const deepest = encodeForm({ a: nested(64) });
      expect(await strict.parseStr(deepest)).toStrictEqual({ a: asPhp(nested(64)) });
      expect(await strict.parseStr(deepest.replace('a', 'a[0]'))).toStrictEqual({});
    } finally {
      strict.stop();
    }
  });
});

/** Texts as people and attackers write them: brackets, separators, NUL, line ends, quotes, emoji. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...Array.from('[]&=+%;"\'\\\0\r\n\t .é😀a0')), maxLength: 12 }),
);
const hostileText = fc.string({ unit: fc.constantFrom(...Array.from('[]. \0\t\v\r\n&=%_-a0é😀')), maxLength: 4 });
const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/).filter((key) => key !== '__proto__');
const key = fc.oneof(name, fc.nat().map(String), fc.constantFrom('a.b', ' a', 'a b', 'a&b', '07', '-7', '-0', 'é😀'));
const number = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0.1, 12.95, -0.25));
const tinyNumber = fc.constantFrom(1e-7, 1.5e-9, -2.5e-10);

const { formValue } = fc.letrec<{ formValue: FormValue }>((tie) => ({
  formValue: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    tinyNumber,
    fc.constant(undefined),
    fc.array(tie('formValue'), { maxLength: 4 }),
    fc.dictionary(key, tie('formValue'), { maxKeys: 4 }),
  ),
}));

const { packedValue } = fc.letrec<{ packedValue: PackedValue }>((tie) => ({
  packedValue: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('packedValue'), { maxLength: 4 }),
    fc.dictionary(key, tie('packedValue'), { maxKeys: 4 }),
  ),
}));

/** What PHP should hold: everything as text, and nothing for values that were not sent. */
function asPhp(value: FormValue): PhpValue | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return plain(value);
  const entries = Object.entries(value).flatMap(([inner, entry]): [string, PhpValue][] => {
    const sent = asPhp(entry);
    return sent === undefined ? [] : [[inner, sent]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Written differently from the encoder, so that the test does not share its mistakes. */
function plain(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(12).replace(/0+$/, '');
}

function asObjects(value: PackedValue): PhpValue {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([inner, entry]): [string, PhpValue][] =>
    entry === undefined ? [] : [[inner, asObjects(entry)]],
  );
  return Object.fromEntries(entries);
}

function unlessRefused(encode: () => string): string | undefined {
  try {
    return encode();
  } catch (error) {
    if (error instanceof UnsendableParameterError) return undefined;
    throw error;
  }
}

function nested(levels: number): FormValue {
  return levels === 0 ? 'x' : { k: nested(levels - 1) };
}
