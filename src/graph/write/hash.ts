/** Whether two inputs are the same; inputs hold passwords, so that only their hash is kept. */
import { createHash } from 'node:crypto';

/** Keys in any order of writing are the same input; an absent value and null are not. Instants arrive as Dates. */
const canonical = (value: unknown): unknown => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, canonical(each)]),
  );
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

export const hashOf = (input: object): string => sha256(JSON.stringify(canonical(input)));

const LONGEST_KEY = 200;

/** A key as it is, or of one that is very long the hash: keys are written down. */
export const shortened = (key: string): string => (key.length > LONGEST_KEY ? `sha256:${sha256(key)}` : key);
