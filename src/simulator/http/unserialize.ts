import type { PhpForm, PhpValue } from './php.ts';

/**
 * Reads base64 of PHP `serialize()`, arrays of scalars and arrays only.
 * WHMCS ignores what it cannot read, so anything malformed is undefined here.
 */
export function decodeSerialized(base64: string): PhpForm | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64.trim())) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const read = readValue(bytes, 0);
  if (!read || read.next !== bytes.length || typeof read.value === 'string') return undefined;
  return read.value;
}

interface Read {
  readonly value: PhpValue;
  readonly next: number;
}

function readValue(bytes: Buffer, at: number): Read | undefined {
  const type = String.fromCharCode(bytes[at] ?? 0);
  if (type === 'N') return bytes[at + 1] === 0x3b ? { value: '', next: at + 2 } : undefined;
  if (bytes[at + 1] !== 0x3a) return undefined;
  if (type === 's') return readText(bytes, at + 2);
  if (type === 'a') return readArray(bytes, at + 2);
  if (type === 'i' || type === 'd' || type === 'b') return readNumber(bytes, at + 2, type);
  return undefined;
}

function readNumber(bytes: Buffer, at: number, type: 'i' | 'd' | 'b'): Read | undefined {
  const end = bytes.indexOf(';', at);
  const digits = bytes.toString('latin1', at, end);
  const pattern = { i: /^-?\d+$/, d: /^-?\d+(\.\d+)?(E[+-]?\d+)?$/i, b: /^[01]$/ }[type];
  if (end < 0 || !pattern.test(digits)) return undefined;
  return { value: type === 'b' && digits === '0' ? '' : digits, next: end + 1 };
}

/** Lengths count bytes, not characters: a client that counts characters breaks on its first umlaut. */
function readText(bytes: Buffer, at: number): Read | undefined {
  const length = readLength(bytes, at);
  if (!length) return undefined;
  const start = length.next + 1;
  const end = start + length.count;
  if (bytes[length.next] !== 0x22 || bytes[end] !== 0x22 || bytes[end + 1] !== 0x3b) return undefined;
  return { value: bytes.toString('utf8', start, end), next: end + 2 };
}

function readArray(bytes: Buffer, at: number): Read | undefined {
  const length = readLength(bytes, at);
  if (!length || bytes[length.next] !== 0x7b) return undefined;
  const entries: [string, PhpValue][] = [];
  let next = length.next + 1;
  for (let index = 0; index < length.count; index++) {
    const key = readValue(bytes, next);
    if (!key || typeof key.value !== 'string') return undefined;
    const value = readValue(bytes, key.next);
    if (!value) return undefined;
    entries.push([key.value, value.value]);
    next = value.next;
  }
  return bytes[next] === 0x7d ? { value: Object.fromEntries(entries), next: next + 1 } : undefined;
}

function readLength(bytes: Buffer, at: number): { count: number; next: number } | undefined {
  const end = bytes.indexOf(':', at);
  const digits = bytes.toString('latin1', at, end);
  return end >= 0 && /^\d+$/.test(digits) ? { count: Number(digits), next: end + 1 } : undefined;
}
