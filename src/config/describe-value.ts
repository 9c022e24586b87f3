/** Describes an unexpected value in a form that is safe to print. */
import type { Path } from './document.ts';

const SECRET = /token|secret|password|identifier/i;
const LONGEST_SHOWN = 60;

/** The kind of a value, without the value itself. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'a string' : `a ${typeof value}`;
}

/** The value, cut if it is long; only its kind if its path names a secret. */
export function describeValue(value: unknown, path: Path): string {
  const isSecret = path.some((step) => SECRET.test(String(step)));
  if (isSecret || value === null || typeof value === 'object') return kindOf(value);
  // YAML has Infinity and NaN; JSON.stringify turns them into null.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? kindOf(value));
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
