/** Schemas that sections of the file share. Their messages name the expected form; parse-file.ts adds position and given value. */
import { z } from 'zod';
import { nearest } from './nearest.ts';

export function wholeNumber(least: number, most: number, unit: string) {
  const form = { error: `must be a whole number of ${unit} from ${least} to ${most}` };
  return z.number(form).refine((given) => Number.isInteger(given) && given >= least && given <= most, form);
}

/** The error of a mapping: one line for each unknown key, or the list of known keys. */
export const naming = (known: readonly string[]) => ({
  error(issue: { readonly code?: string; readonly keys?: unknown }): string {
    if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys))
      return `must be a mapping (keys: ${known.join(', ')})`;
    return issue.keys.map((name) => notKnown(String(name), known)).join('\n');
  },
});

function notKnown(name: string, known: readonly string[]): string {
  if (name.includes(':')) return 'is not known in this release; put a space after the colon';
  const near = nearest(name, known);
  const hint = near === undefined ? `the known keys are ${known.join(', ')}` : `did you mean ${near}?`;
  return `is not known in this release; ${hint}`;
}

/** A mapping with these keys and no others. */
export const mapping = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, naming(Object.keys(shape)));

/** Accepts a mapping without entries, such as one whose entries are all commented out, as an empty one. */
export const orEmpty = <Mapping extends z.ZodType>(given: Mapping) => z.preprocess((value) => value ?? {}, given);

export const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => orEmpty(mapping(shape));

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

/** A complete message, for a value of the right form: the given value is not appended. */
export const fullMessage = (error: string) => ({ error, params: { isWhole: true } });

/** Like `saying`, for a value at a path. */
export const issueAt = (path: readonly (string | number)[], message: string) => ({
  code: 'custom' as const,
  path: [...path],
  message,
  params: { isWhole: true },
});
