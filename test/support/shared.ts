/** The WHMCS catalogue and the recorded answers next to the checkout. They are read there and never copied. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { z } from 'zod';
import { mark, type Documented } from './documented.ts';

const folder = new URL('../../../shared/whmcs/', import.meta.url);

const note = z.looseObject({
  csv: z.boolean().optional(),
  itemFormat: z.string().optional(),
  exampleName: z.string().optional(),
  pattern: z.string().optional(),
  deprecated: z.boolean().optional(),
  perRow: z.boolean().optional(),
  oneOf: z.array(z.unknown()).optional(),
});

const entry = z.object({
  name: z.string(),
  kind: z.enum(['read', 'write']),
  repeat: z.string(),
  remote: z.string().optional(),
  params: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean(), note: note.nullish() })),
  response: z.array(
    z.object({ name: z.string(), type: z.string(), exampleType: z.string().nullish(), note: note.nullish() }),
  ),
  paging: z.unknown().optional(),
  shapes: z.record(z.string(), z.record(z.string(), z.string())).nullish(),
  listPath: z.string().optional(),
  sensitiveFields: z.array(z.string()).default([]),
  exampleRequest: z.record(z.string(), z.unknown()).nullish(),
  examplesResponse: z.unknown(),
  exampleNested: z.unknown().optional(),
  repaired: z.boolean().optional(),
  errors: z.array(z.string()).default([]),
  docIssues: z.array(z.looseObject({ code: z.string(), name: z.string().optional() })).nullish(),
});

/** One command of the catalogue, with its examples. */
export type Entry = z.output<typeof entry>;

/** Whether the catalogue is next to the checkout. */
export const catalogueIsThere = (): boolean => existsSync(new URL('commands.json', folder));

export const catalogue = (): Map<string, Entry> => {
  const text = readFileSync(new URL('commands.json', folder), 'utf8');
  return new Map(
    z
      .array(entry)
      .parse(JSON.parse(text))
      .map((each) => [each.name, each]),
  );
};

/** The part of an entry that the repository keeps: the fields without `result` and the parameters without `action`, which all have. */
export function factsOf({
  kind,
  repeat,
  remote,
  params,
  response,
  listPath,
  paging,
  shapes,
  sensitiveFields,
}: Entry): Documented {
  const own = params.filter(({ name }) => name !== 'action');
  const fields = response.filter(({ name }) => name !== 'result');
  const perRow = fields.filter((field) => field.note?.perRow).map(({ name }) => name);
  const kinds = Object.fromEntries(fields.map(({ name, type, exampleType }) => [name, exampleType ?? type]));
  const types = Object.fromEntries(own.filter(({ type }) => type !== 'string').map(({ name, type }) => [name, type]));
  const marks = Object.fromEntries(
    own.map((param) => [param.name, mark.parse(param.note ?? {})] as const).filter(([, given]) => isFilled(given)),
  );
  const standing = ({ required, note }: Entry['params'][number]) =>
    note?.deprecated ? 'deprecated' : required ? 'required' : 'optional';
  return {
    kind,
    repeat,
    ...(remote !== undefined && { remote }),
    params: Object.fromEntries(own.map((param) => [param.name, standing(param)])),
    ...(isFilled(types) && { types }),
    ...(isFilled(marks) && { marks }),
    ...(paging != null && { paged: true as const }),
    response: fields.map(({ name }) => name),
    ...(perRow.length > 0 && { perRow }),
    ...(isFilled(kinds) && { fields: kinds }),
    ...(listPath !== undefined && { listPath }),
    ...(shapes && { shapes }),
    ...(sensitiveFields.length > 0 && { sensitiveFields }),
  };
}

/** The documented hooks, with the names of their parameters. */
export const hookCatalogue = (): Map<string, string[]> => {
  const hook = z.object({ name: z.string(), params: z.array(z.object({ name: z.string().nullable() })) });
  const text = readFileSync(new URL('hooks.json', folder), 'utf8');
  return new Map(
    z
      .array(hook)
      .parse(JSON.parse(text))
      .map(({ name, params }) => [name, params.flatMap((param) => param.name ?? [])]),
  );
};
const isFilled = (record: object): boolean => Object.keys(record).length > 0;

/** Recorded answers of installations and of other clients' tests, by file name. */
export const recordings = (): { name: string; answer: unknown }[] =>
  readdirSync(new URL('recorded/', folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      answer: z.unknown().parse(JSON.parse(readFileSync(new URL(`recorded/${file}`, folder), 'utf8'))),
    }));

/**
 * Runs the tests if this folder of ../shared exists. Otherwise it skips them by name without running their function:
 * vitest runs the function of a skipped `describe`, which would read files that do not exist.
 */
export function describeBeside(folderName: string, name: string, tests: (folder: URL) => void): void {
  const beside = new URL(`../../../shared/${folderName}/`, import.meta.url);
  if (existsSync(beside)) describe(name, () => tests(beside));
  else test.skip(`${name} (put ../shared beside the checkout to run)`);
}

/** As `describeBeside`, for WHMCS's catalogue and recorded answers. */
export const describeShared = (name: string, tests: () => void): void => describeBeside('whmcs', name, tests);
