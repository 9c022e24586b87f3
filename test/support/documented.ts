/** All 162 commands as WHMCS documents them: names, kinds and shapes, kept in test/facts/commands.json. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The annotations of a parameter that code can act on. */
export const mark = z.object({
  entity: z.string().optional(),
  csv: z.boolean().optional(),
  encoding: z.string().optional(),
  oneOf: z.array(z.coerce.string()).optional(),
  format: z.string().optional(),
  keyedBy: z.string().optional(),
  parallel: z.string().optional(),
  pattern: z.string().optional(),
});

export const documented = z.object({
  kind: z.enum(['read', 'write']),
  /** The effect of a second call. */
  repeat: z.string(),
  /** The third party that WHMCS contacts before it answers. */
  remote: z.string().optional(),
  params: z.record(z.string(), z.enum(['required', 'optional', 'deprecated'])),
  /** The types of the parameters; a missing one is text. */
  types: z.record(z.string(), z.string()).optional(),
  /** How a parameter is encoded, which record it names and which values it accepts. */
  marks: z.record(z.string(), mark).optional(),
  /** Whether the command takes `limitstart` and `limitnum`. */
  paged: z.literal(true).optional(),
  /** The fields of the response. Those in `perRow` are documented next to the rows but are part of each row. */
  response: z.array(z.string()),
  perRow: z.array(z.string()).optional(),
  /** The value types of the response's own fields. */
  fields: z.record(z.string(), z.string()).optional(),
  listPath: z.string().optional(),
  /** The nested fields with their value types: `[]` is an element of a list, `{}` a value in an object keyed by data. */
  shapes: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  sensitiveFields: z.array(z.string()).optional(),
});

/** One command as WHMCS documents it. */
export type Documented = z.output<typeof documented>;

/** By name. */
export const documentation: ReadonlyMap<string, Documented> = new Map(
  Object.entries(
    z
      .record(z.string(), documented)
      .parse(JSON.parse(readFileSync(new URL('../facts/commands.json', import.meta.url), 'utf8'))),
  ),
);

/** The paths of all leaf fields: "orders.order[].id". */
export function fieldsOf({ shapes = {}, response }: Documented): string[] {
  const inner = Object.entries(shapes).flatMap(([path, fields]) =>
    Object.keys(fields).map((field) => `${path}.${field}`),
  );
  const isGroup = (path: string) =>
    path in shapes || `${path}[]` in shapes || `${path}{}` in shapes || path.endsWith('.*');
  return [...new Set([...response, ...inner])].filter((path) => !isGroup(path)).toSorted();
}
