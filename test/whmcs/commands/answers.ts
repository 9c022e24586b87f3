/** Walks answers and their schemas: their paths and values. */
import { z } from 'zod';

/** "a.b[].c": the keys of an answer's schema; lists are marked [], objects keyed by data {}. */
export function pathsOf(schema: z.core.$ZodType, prefix = ''): string[] {
  if (schema instanceof z.ZodObject) {
    const inner = Object.entries(schema.shape).flatMap(([key, value]: [string, z.core.$ZodType]) =>
      pathsOf(value, prefix === '' ? key : `${prefix}.${key}`),
    );
    return prefix === '' ? inner : [prefix, ...inner];
  }
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return pathsOf(schema.unwrap(), prefix);
  }
  if (schema instanceof z.ZodPipe) {
    return pathsOf(schema.out instanceof z.ZodTransform ? schema.in : schema.out, prefix);
  }
  if (schema instanceof z.ZodArray) return [prefix, ...pathsOf(schema.element, `${prefix}[]`)];
  if (schema instanceof z.ZodRecord) return [prefix, ...pathsOf(schema.valueType, `${prefix}{}`)];
  return [prefix];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of a JSON value in which `change` may replace the value at a path ("a.b[].c", rows without their index). */
export function mapJson(value: unknown, change: (path: string, value: unknown) => unknown, path = ''): unknown {
  const changed = change(path, value);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((row) => mapJson(row, change, `${path}[]`));
  if (!isObject(value)) return value;
  const inner = (key: string): string => (path === '' ? key : `${path}.${key}`);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapJson(each, change, inner(key))]));
}

/** Every value that is neither a list nor an object. */
export function leavesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}
