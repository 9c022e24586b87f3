/** Mail: GetEmailTemplates, SendEmail. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam, serializedParam } from '../wire/params.ts';
import { flag, id, text } from '../wire/values.ts';
import { page, rows } from '../wire/page.ts';

/** The subject of a message, which decides what its `id` is: a client, service, domain, invoice, ticket or affiliate. */
const type = z.enum(['general', 'product', 'domain', 'invoice', 'support', 'affiliate']);

const row = z.object({ id, name: text, subject: text, custom: flag });

export const GetEmailTemplates = read('GetEmailTemplates', {
  params: z.strictObject({ type: type.optional(), language: z.string().optional() }),
  answer: page({ emailtemplates: rows('emailtemplate', row) }),
  keep: 'reference',
  topics: ['emailTemplates'],
  probe: { type: 'general' },
});

/** No mail server accepted the message: a command that only sends mail has then done nothing. */
export const saysUnmailed =
  /\bcould not (?:authenticate|connect|instantiate mail function)\b|\bsmtp connect\(\) failed\b/i;

export const SendEmail = write('SendEmail', {
  params: z.strictObject({
    messagename: z.string().optional(),
    id: idParam,
    customtype: type.optional(),
    customsubject: z.string().optional(),
    custommessage: z.string().optional(),
    customvars: serializedParam.optional(),
  }),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'resend',
  remote: 'mail',
  refusals: [
    'You must provide either an existing email template name or a custom message type',
    'Invalid message type provided',
    'A subject is required for a custom message',
    'A message body is required for a custom message',
    'The custom variables you provided are invalid.',
    'A related ID is required',
    'Email Template not found',
    'Email Template is disabled',
    'Sending Failed. Please see documentation.',
    saysUnmailed,
  ],
  reconcile: {
    never: 'GetEmails is not among the commands of this release; the mail log of WHMCS shows what was sent',
  },
  changes: {},
});
