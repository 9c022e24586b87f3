/** emailSend in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { sendEmail } from './email-send.ts';

const EmailType = builder.enumType('EmailType', {
  description: 'What a message is about, and thereby what its template is for.',
  values: {
    GENERAL: { description: 'A client.' },
    PRODUCT: { description: 'A service.' },
    DOMAIN: { description: 'A domain.' },
    INVOICE: { description: 'An invoice.' },
    SUPPORT: { description: 'A ticket.' },
    AFFILIATE: { description: 'An affiliate.' },
  },
});

const EmailVariableInput = builder.inputType('EmailVariableInput', {
  description: 'A value for a merge field: `{$name}` in the message.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The name of the merge field, without `{$` and `}`.' }),
    value: t.string({ required: true, description: 'What stands there instead.' }),
  }),
});

/** Mail comes in the name of the host: its words are the host's. */
export const EmailSendInput = builder.inputType('EmailSendInput', {
  description:
    "A message: one of WHMCS's templates or, by staff, a subject and a message of their own. `relatedId` is a global id, never a bare number: its type must be the one that the template is for.",
  fields: (t) => ({
    template: t.string({ description: "The name of one of WHMCS's templates." }),
    relatedId: t.id({
      required: true,
      description:
        'What it is about, and thereby to whom it goes: global id of a Client, Service, Domain, Invoice, Ticket or Affiliate.',
    }),
    customSubject: t.string({ ...forStaff, description: 'The subject, without a template. Staff only.' }),
    customMessage: t.string({ ...forStaff, description: 'The message as HTML, without a template. Staff only.' }),
    customType: t.field({
      ...forStaff,
      type: EmailType,
      description:
        'What it is about, without a template. It follows from `relatedId`; saying something else is an error. Staff only.',
    }),
    customVariables: t.field({
      ...forStaff,
      type: [EmailVariableInput],
      description: 'Merge fields of your own. Staff only.',
    }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key sends nothing twice.' }),
  }),
});

const EmailSendPayload = builder.objectRef<{ readonly sent: boolean }>('EmailSendPayload').implement({
  description: 'That emailSend was done.',
  fields: (t) => ({
    sent: t.exposeBoolean('sent', {
      nullable: false,
      description: 'That WHMCS has handed the message to its mail server.',
    }),
  }),
});

mutation('emailSend', {
  description: 'Sends a message about a thing to its client. WHMCS: SendEmail.',
  input: EmailSendInput,
  payload: EmailSendPayload,
  run: sendEmail,
  recall: () => ({ sent: true }),
});
