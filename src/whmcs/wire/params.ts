/** The parameters of WHMCS's commands: our types in, PHP's form values out. */
import { z } from 'zod';
import { jsonBase64, phpSerialize, type FormValue } from '../transport/form.ts';

/** An id of WHMCS. */
export const idParam = z.int().positive();

/** A count or an offset. */
export const countParam = z.int().nonnegative();

/** An option: 1, or left out. PHP would read the text "false" as true. */
export const optionParam = z.boolean().transform((on) => (on ? 1 : undefined));

/** A setting that can be switched off, so false is sent: 1 or 0. */
export const settingParam = z.boolean().transform((on) => (on ? 1 : 0));

/** An exact decimal as text, sent as it is. */
export const decimalParam = z.string().regex(/^-?\d+(\.\d+)?$/);

/** "2026-01-31" */
export const dateParam = z.string().regex(/^\d{4}-\d\d-\d\d$/);

/** "2026-01-31 18:05:00", the installation's wall clock. */
export const dateTimeParam = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

/** A value inside a map, which WHMCS takes as text or as a number. */
export const scalarParam = z.union([z.string(), z.number()]);

/** base64 of PHP's serialize(), keyed by number or name. WHMCS silently ignores any other encoding. */
export const serializedParam = z.record(z.string(), scalarParam).transform((map) => phpSerialize(map));

/** A list of records in the same encoding: the lines of a quote. */
export const serializedRows = <R extends z.ZodType<Record<string, string | number | boolean | undefined>>>(row: R) =>
  z.array(row).transform((rows) => phpSerialize(rows));

/** Files: one field, base64 of a JSON list. */
export const attachmentsParam = z
  .array(z.strictObject({ name: z.string(), data: z.base64() }))
  .transform((files) => jsonBase64(files));

/** Several ids in one value: "1,3,9". */
export const csvParam = z.array(z.int().positive()).transform((ids) => ids.join(','));

/** Several words in one value: "products,invoices". */
export const wordsParam = z.array(z.string().regex(/^[^\s,]+$/)).transform((words) => words.join(','));

/** Values aligned by index with those of other parameters; a gap keeps its place. */
export const parallelParam = <V extends z.ZodType>(value: V) => z.array(value.optional());

/** A day in the installation's own format, which the caller has to know. */
export const localDateParam = z.string().regex(/^(?:\d{4}[-/]\d\d[-/]\d\d|\d\d[-/.]\d\d[-/.]\d{4})$/);

/** The month and year of a card, "0928". */
export const monthYearParam = z.string().regex(/^(?:0[1-9]|1[0-2])\d\d$/);

/**
 * Lists whose values are sent under numbered names: `itemamountx: ['1.00', '2.00']` as `itemamount1` and `itemamount2`. A gap keeps its
 * number.
 */
export const numbered = <P extends z.ZodType<Record<string, FormValue>>>(params: P, ...lists: readonly string[]) =>
  params.transform((given): Record<string, FormValue> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([name, value]): [string, FormValue][] =>
        lists.includes(name) && Array.isArray(value)
          ? value.map((each: FormValue, index) => [`${name.slice(0, -1)}${index + 1}`, each])
          : [[name, value]],
      ),
    ),
  );

/** Several optional parameters of one kind. */
export function optional<S extends z.ZodType, N extends string>(
  schema: S,
  ...names: readonly N[]
): { [Name in N]: z.ZodOptional<S> };
export function optional(schema: z.ZodType, ...names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, schema.optional()]));
}

/** A request that needs at least one of several parameters. Without them WHMCS would refuse it or, worse, return everything. */
export const needsOneOf = <S extends z.ZodObject>(params: S, ...names: (keyof S['shape'] & string)[]) =>
  params.refine((given: Readonly<Record<string, unknown>>) => names.some((name) => given[name] !== undefined), {
    error: `expected one of ${names.join(', ')}`,
  });
