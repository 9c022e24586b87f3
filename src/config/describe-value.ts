/** What came instead of what was expected, in words that may be printed. */
import type { Path } from './document.ts';

const SECRET = /token|secret|password|identifier/i;
const LONGEST_SHOWN = 60;

/** The kind of a value, and nothing of the value. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/** The value itself where it is short enough and stands under the name of no secret, else its kind. */
export function describeValue(value: unknown, path: Path): string {
  const isSecret = path.some((step) => SECRET.test(String(step)));
  if (isSecret || value === null || typeof value === 'object') return kindOf(value);
  // Infinity and NaN are numbers of YAML, and null in JSON.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? kindOf(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
