/** Custom fields of an input, by WHMCS's numbers. */
import { idIn } from './input.ts';

interface CustomFieldInput {
  readonly fieldId: string;
  readonly value: string;
}

/**
 * The values by the number of their field, or undefined where none were given.
 *
 * @param path where the list stands in the input
 */
export function customFieldsIn(
  fields: readonly CustomFieldInput[] | null | undefined,
  ...path: string[]
): Record<string, string> | undefined {
  if (!fields || fields.length === 0) return undefined;
  return Object.fromEntries(
    fields.map(({ fieldId, value }, index) => [idIn('CustomField', fieldId, ...path, String(index), 'fieldId'), value]),
  );
}
