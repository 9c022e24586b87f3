/** Hashes of inputs, to compare them: inputs contain passwords, so the journal keeps only the hash. */
import { createHash } from 'node:crypto';

/** The order of keys does not matter; an absent value differs from null. Instants arrive as Dates. */
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

/** The key, or its hash if it is very long: the journal keeps keys. */
export const shortened = (key: string): string => (key.length > LONGEST_KEY ? `sha256:${sha256(key)}` : key);
