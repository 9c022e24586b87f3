/** Values of custom fields, wherever WHMCS keeps them. */
import { builder } from './builder.ts';
import { globalId } from '../base/global-id.ts';

export interface CustomFieldFact {
  readonly fieldId: number | null;
  readonly name: string | null;
  readonly value: string | null;
}

export const CustomFieldValue = builder.objectRef<CustomFieldFact>('CustomFieldValue').implement({
  description: "The value of a custom field. WHMCS gives no name with a client's custom fields; some builds do.",
  fields: (t) => ({
    fieldId: t.id({
      description: 'The field, for CustomFieldInput.',
      resolve: ({ fieldId }) => (fieldId === null ? null : globalId('CustomField', fieldId)),
    }),
    name: t.exposeString('name', { description: 'Its name, where WHMCS tells it.' }),
    value: t.exposeString('value', { description: 'What was entered.' }),
  }),
});

export const CustomFieldInput = builder.inputType('CustomFieldInput', {
  description: 'A value for a custom field.',
  fields: (t) => ({
    fieldId: t.id({ required: true, description: "The field: `fieldId` of a CustomFieldValue, or WHMCS's number." }),
    value: t.string({ required: true, description: 'What to enter; a choice as its text, a tick box as "on".' }),
  }),
});
