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

export const hashOf = (input: object): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(input)))
    .digest('base64');
