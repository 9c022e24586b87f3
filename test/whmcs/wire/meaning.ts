/** Whether a decoded answer has the meaning of the answer on the wire, whatever the types. */
import { isObject } from '../commands/answers.ts';

const truths = new Set<unknown>([true, 1, '1', 'on', 'true']);
const falsehoods = new Set<unknown>([false, 0, '0', '', 'false']);

/** Ids that stand for nobody: 0 means none. */
const isReference = (path: string): boolean => /([iI]d|^currency|\.currency|\.flag|^flag)$/.test(path);

/** "18th November 2016 9:32:24am" */
const inWords = /^(\d+)(?:st|nd|rd|th) (\w+ \d+ [\d:]+)([ap]m)$/;

/** Every difference in meaning, by path; `isDropped` names the fields that are left out on purpose. */
export function differences(
  wire: unknown,
  decoded: unknown,
  isDropped: (path: string) => boolean,
  path = '',
): string[] {
  const inner = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (Array.isArray(decoded)) {
    const rows = rowsOf(wire);
    if (rows.length !== decoded.length) return [`${path}: ${decoded.length} rows of ${rows.length}`];
    return rows.flatMap((row, index) => differences(row, decoded[index], isDropped, `${path}[]`));
  }
  if (isObject(wire) && isObject(decoded)) {
    const kept = Object.entries(wire).flatMap(([key, value]) => {
      if (isDropped(inner(key))) return key in decoded ? [`${inner(key)}: not dropped`] : [];
      return key in decoded ? differences(value, decoded[key], isDropped, inner(key)) : [`${inner(key)}: lost`];
    });
    return kept;
  }
  const embedded = isObject(decoded) ? jsonWithin(wire) : undefined;
  if (embedded) return differences(embedded, decoded, isDropped, path);
  return means(wire, decoded, path) ? [] : [`${path}: ${JSON.stringify(wire)} became ${JSON.stringify(decoded)}`];
}

/** An object that is printed as JSON within text; WHMCS documents one with a word that lacks its quotation marks. */
function jsonWithin(wire: unknown): unknown {
  if (typeof wire !== 'string' || !wire.startsWith('{')) return undefined;
  return JSON.parse(wire.replaceAll(/":([A-Z]\w*)(?=[,}])/g, '":"$1"'));
}

/** The rows of a documented list: under its singular, bare, in text with commas, as keys that are numbers, or "". */
function rowsOf(wire: unknown): unknown[] {
  if (typeof wire === 'string') return wire.split(',').filter(Boolean);
  // An empty list of numbers may have one empty text.
  if (Array.isArray(wire)) return wire.filter((row) => !Array.isArray(row) && row !== '');
  if (!isObject(wire)) return [];
  return Object.entries(wire).flatMap(([key, value]) =>
    /^\d+$/.test(key) && typeof value !== 'object' ? [key] : rowsOf(value),
  );
}

function means(wire: unknown, decoded: unknown, path: string): boolean {
  if (wire === null) return decoded === null;
  // The documentation leaves the answer out.
  if (wire === '....') return true;
  if (wire === '') return decoded === null || decoded === false;
  if (typeof decoded === 'boolean') return (decoded ? truths : falsehoods).has(wire);
  if (typeof wire !== 'string' && typeof wire !== 'number') return false;
  if (typeof decoded === 'number') return Number(wire) === decoded;
  const text = String(wire);
  if (inWords.test(text))
    return Date.parse(`${text.replace(inWords, '$1 $2 $3')} UTC`) === Date.parse(`${String(decoded)}Z`);
  if (decoded === null) return text.startsWith('0000-00-00') || (isReference(path) && Number(text) === 0);
  // Money is a number, or text for people ("$-8.67 USD").
  return text === decoded || Number(text.replaceAll(/[^\d.-]/g, '')) === Number(decoded);
}
