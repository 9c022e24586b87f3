/** Mail that WHMCS sends on request. */
import { SendEmail } from '../../../whmcs/commands/emails.ts';
import { globalId } from '../../base/global-id.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import {
  enumOf,
  filledText,
  idempotencyKey,
  idText,
  inputObject,
  list,
  optional,
  staffOnly,
  text,
} from '../../write/input-fields.ts';
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

export const EmailVariableInput = inputObject(
  'EmailVariableInput',
  'A value for a merge field: `{$name}` in the message.',
  {
    name: filledText('The name of the merge field, without `{$` and `}`.'),
    value: text('What stands there instead.'),
  },
);

/** Mail comes in the name of the host: its words are the host's. */
export const EmailSendInput = inputObject(
  'EmailSendInput',
  "A message: one of WHMCS's templates or, by staff, a subject and a message of their own. `relatedId` is a global id, never a bare number: its type must be the one that the template is for.",
  {
    template: optional(text("The name of one of WHMCS's templates. WHMCS: GetEmailTemplates.")),
    relatedId: idText(
      'What it is about, and thereby to whom it goes: global id of a Client, Service, Domain, Invoice, Ticket or Affiliate.',
    ),
    customSubject: staffOnly(optional(text('The subject, without a template. Staff only.'))),
    customMessage: staffOnly(optional(text('The message as HTML, without a template. Staff only.'))),
    customType: staffOnly(
      optional(
        enumOf(
          EmailType,
          'What it is about, without a template. It follows from `relatedId`; saying something else is an error. Staff only.',
        ),
      ),
    ),
    customVariables: staffOnly(optional(list(EmailVariableInput, 'Merge fields of your own. Staff only.'))),
    idempotencyKey: idempotencyKey('sends nothing twice'),
  },
);

const EmailSendPayload = builder.objectRef<{ readonly sent: boolean }>('EmailSendPayload').implement({
  description: 'That emailSend was done.',
  fields: (t) => ({
    sent: t.exposeBoolean('sent', {
      nullable: false,
      description: 'That WHMCS has handed the message to its mail server.',
    }),
  }),
});

quirkyMutation('emailSend', {
  description: 'Sends a message about a thing to its client. WHMCS: SendEmail.',
  command: SendEmail,
  offered: 'ALLOWED',
  input: EmailSendInput,
  example: { template: 'Client Signup Email', relatedId: globalId('Client', 1) },
  payload: EmailSendPayload,
  run: sendEmail,
  recall: () => ({ sent: true }),
});
