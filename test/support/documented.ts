/** WHMCS's commands as documented: names, kinds and shapes of all 162, kept in test/facts/commands.json. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The marks of a parameter that code can act on. */
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
  /** What a second call does. */
  repeat: z.string(),
  /** Which third party is contacted before the answer. */
  remote: z.string().optional(),
  params: z.record(z.string(), z.enum(['required', 'optional', 'deprecated'])),
  /** The types of the parameters; those that are missing here are text. */
  types: z.record(z.string(), z.string()).optional(),
  /** How a parameter is encoded, which record it names and which values it takes. */
  marks: z.record(z.string(), mark).optional(),
  /** Whether it takes `limitstart` and `limitnum`. */
  paged: z.literal(true).optional(),
  /** The fields of the answer; those of `perRow` are documented beside the rows and stand in them. */
  response: z.array(z.string()),
  perRow: z.array(z.string()).optional(),
  /** The kinds of value of the answer's own fields. */
  fields: z.record(z.string(), z.string()).optional(),
  listPath: z.string().optional(),
  /** The fields within, with the kind of value that each has: `[]` is an element of a list, `{}` a value under data as key. */
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

/** The paths of all fields, groups left out: "orders.order[].id". */
export function fieldsOf({ shapes = {}, response }: Documented): string[] {
  const inner = Object.entries(shapes).flatMap(([path, fields]) =>
    Object.keys(fields).map((field) => `${path}.${field}`),
  );
  const isGroup = (path: string) =>
    path in shapes || `${path}[]` in shapes || `${path}{}` in shapes || path.endsWith('.*');
  return [...new Set([...response, ...inner])].filter((path) => !isGroup(path)).toSorted();
}
