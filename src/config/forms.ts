/** Forms of which the sections of the file are made. They say the form only; where it stands and what came is added by who knows the file. */
import { z } from 'zod';
import { nearest } from './nearest.ts';

export function wholeNumber(least: number, most: number, unit: string) {
  const form = { error: `must be a whole number of ${unit} from ${least} to ${most}` };
  return z.number(form).refine((given) => Number.isInteger(given) && given >= least && given <= most, form);
}

/** A sentence for each unknown name, a line each, or the names that may stand in a mapping. */
export const naming = (known: readonly string[]) => ({
  error(issue: { readonly code?: string; readonly keys?: unknown }): string {
    if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys))
      return `must be a mapping of ${known.join(', ')}`;
    return issue.keys.map((name) => notKnown(String(name), known)).join('\n');
  },
});

function notKnown(name: string, known: readonly string[]): string {
  if (name.includes(':')) return 'is not known in this release; put a space after its colon';
  const near = nearest(name, known);
  const meant = near === undefined ? `known here are ${known.join(', ')}` : `did you mean ${near}?`;
  return `is not known in this release; ${meant}`;
}

/** A mapping of these names and no others. */
export const mapping = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, naming(Object.keys(shape)));

/** A mapping whose entries are all commented out is empty, and means as much as one that is left out. */
export const orEmpty = <Mapping extends z.ZodType>(given: Mapping) => z.preprocess((value) => value ?? {}, given);

export const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => orEmpty(mapping(shape));

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

/** What is wrong although the form is right: a whole sentence, behind which nothing is added about what came. */
export const saying = (error: string) => ({ error, params: { isWhole: true } });

/** As `saying`, about a part. */
export const sayingOf = (path: readonly (string | number)[], message: string) => ({
  code: 'custom' as const,
  path: [...path],
  message,
  params: { isWhole: true },
});
