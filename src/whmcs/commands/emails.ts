/** Mail: GetEmailTemplates, GetEmails, SendEmail. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { dateTimeParam, idParam, serializedParam } from '../wire/params.ts';
import { count, dateTime, flag, id, owner, text, verbatim } from '../wire/values.ts';
import { page, pageParams, rows } from '../wire/page.ts';

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

/** The message is HTML. What it holds may be secret: passwords, and links to choose one. */
const message = z.object({
  id,
  userid: owner,
  subject: text,
  message: verbatim,
  date: dateTime,
  to: text,
  cc: text,
  bcc: text,
  attachments: verbatim,
  pending: flag,
  message_data: verbatim,
  failed: flag,
  failure_reason: text,
  retry_count: count,
  created_at: dateTime,
  updated_at: dateTime,
  campaign_id: id,
});

export const GetEmails = read('GetEmails', {
  params: z.strictObject({
    ...pageParams,
    clientid: idParam,
    date: dateTimeParam.optional(),
    subject: z.string().optional(),
  }),
  answer: page({ emails: rows('email', message) }),
  keep: 'list',
  topics: ['emails'],
  owner: 'emails[].userid',
  filters: { clientid: 'emails[].userid' },
  probe: { clientid: 1, limitnum: 1 },
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
    never:
      'the mail log names neither the template nor the request; Client.emails and the admin area show what was sent',
  },
  changes: { emails: true },
});
