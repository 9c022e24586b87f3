/**
 * Custom fields. WHMCS does not say which of them only administrators see, so that partners and clients see and fill in those that the
 * configuration lists, and no others.
 */
import type { ResolverContext } from '../read/scope.ts';
import type { CustomFieldFact } from '../schema-kit/custom-field.type.ts';
import type { Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { InvalidInputError } from '../base/errors.ts';
import type { FieldsOf } from '../base/shared-fields.ts';
import { idIn } from './input.ts';
import { withMeta } from '../base/field-meta.ts';

interface Field {
  readonly fieldId: number | null;
  readonly name?: string | null;
}

/** Whether the viewer may see and fill in a field. */
export function mayUseField(
  { viewer, sharedFields }: ResolverContext,
  of: FieldsOf,
  { fieldId, name = null }: Field,
): boolean {
  const named = fieldId ?? name;
  return viewer.role === 'STAFF' || (named !== null && sharedFields[of].includes(named));
}

/** Resolves the custom fields of a thing: those that the viewer may see. */
export const toldCustomFields = (of: FieldsOf) =>
  withMeta(
    <Facts extends { readonly customFields: readonly CustomFieldFact[] }>(
      thing: Entity<Facts>,
      _: object,
      graph: ResolverContext,
    ): MaybePromise<readonly CustomFieldFact[] | null> =>
      andThen(thing.tell('customFields'), (fields) => fields?.filter((field) => mayUseField(graph, of, field)) ?? null),
    { fact: 'customFields' },
  );

interface CustomFieldInput {
  readonly fieldId: string;
  readonly value: string;
}

/**
 * The values of an input by the number of their field, or undefined where none were given.
 *
 * @param path where the list stands in the input
 */
export function valuesByField(
  fields: readonly CustomFieldInput[] | null | undefined,
  ...path: string[]
): Record<string, string> | undefined {
  if (!fields || fields.length === 0) return undefined;
  return Object.fromEntries(
    fields.map(({ fieldId, value }, index) => [idIn('CustomField', fieldId, ...path, String(index), 'fieldId'), value]),
  );
}

/**
 * As `valuesByField`, of the input's own list.
 *
 * @throws InvalidInputError for a field that the viewer may not fill in; whether there is one is not said
 */
export function customFieldsIn(
  fields: readonly CustomFieldInput[] | null | undefined,
  of: FieldsOf,
  graph: ResolverContext,
): Record<string, string> | undefined {
  for (const [index, { fieldId }] of (fields ?? []).entries()) {
    const path = ['customFields', String(index), 'fieldId'];
    const id = idIn('CustomField', fieldId, ...path);
    if (!mayUseField(graph, of, { fieldId: id }))
      throw new InvalidInputError(`there is no custom field ${id} that you may fill in`, path);
  }
  return valuesByField(fields, 'customFields');
}
