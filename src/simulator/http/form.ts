import type { PhpForm, PhpValue } from './php.ts';

/** PHP's defaults. Anything beyond them is dropped silently. */
const maxInputVars = 1000;
const maxNesting = 64;

/** Decodes `application/x-www-form-urlencoded` as PHP fills `$_POST`. */
export function decodeForm(body: string): PhpForm {
  const pairs = body.split('&').filter((pair) => pair !== '' && !pair.startsWith('='));
  return formOf(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    }),
  );
}

/** Builds the array PHP would make of these name and value pairs, bracket names included. */
export function formOf(pairs: readonly (readonly [string, string])[]): PhpForm {
  const form: PhpArray = new Map();
  for (const [name, value] of pairs.slice(0, maxInputVars)) assign(form, name, value);
  return finished(form);
}

/** A map while it is being filled, so that a field called `__proto__` is only a field. */
type PhpArray = Map<string, string | PhpArray>;

function finished(array: PhpArray): PhpForm {
  return Object.fromEntries(
    [...array].map(([key, value]): [string, PhpValue] => [key, typeof value === 'string' ? value : finished(value)]),
  );
}

function assign(form: PhpArray, name: string, value: string): void {
  const path = pathOf(name);
  if (!path || path.length > maxNesting) return;
  let here = form;
  for (const [depth, key] of path.entries()) {
    const slot = key ?? nextIndex(here);
    if (depth === path.length - 1) {
      here.set(slot, value);
      return;
    }
    const there = here.get(slot);
    const next: PhpArray = there instanceof Map ? there : new Map();
    here.set(slot, next);
    here = next;
  }
}

/** `a[b][]` is `['a', 'b', null]`; null asks for the next free index. */
function pathOf(name: string): (string | null)[] | undefined {
  const trimmed = name.replace(/^ +/, '').replace(/\0.*$/s, '');
  if (trimmed === '') return undefined;
  const open = trimmed.indexOf('[', 1);
  if (open < 0) return [plain(trimmed)];
  if (!trimmed.includes(']', open)) {
    // An unclosed bracket becomes an underscore, and only what precedes it is cleaned of dots.
    return [`${plain(trimmed.slice(0, open))}_${trimmed.slice(open + 1)}`];
  }
  const path: (string | null)[] = [plain(trimmed.slice(0, open))];
  let at = open;
  while (trimmed[at] === '[') {
    const close = trimmed.indexOf(']', at);
    if (close < 0) break;
    const key = trimmed.slice(at + 1, close);
    path.push(key.trim() === '' ? null : key);
    at = close + 1;
  }
  return path;
}

/** Variables once became globals, so PHP still replaces what a variable name may not hold. */
function plain(name: string): string {
  return name.replace(/[ .[]/g, '_');
}

function nextIndex(array: PhpArray): string {
  const indexes = [...array.keys()].filter((key) => /^(0|[1-9]\d*)$/.test(key)).map(Number);
  return String(indexes.length === 0 ? 0 : Math.max(...indexes) + 1);
}

function decode(text: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(text, 'utf8');
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    const hex = source.toString('latin1', at + 1, at + 3);
    if (byte === 0x25 && /^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(parseInt(hex, 16));
      at += 2;
    } else {
      bytes.push(byte === 0x2b ? 0x20 : byte);
    }
  }
  return Buffer.from(bytes).toString('utf8');
}
