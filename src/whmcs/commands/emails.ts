/** Mail: GetEmailTemplates, SendEmail. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam, serializedParam } from '../params.ts';
import { nothing } from '../tags.ts';
import { flag, id, listOf, text } from '../values.ts';
import { page } from './page.ts';

/** What a message is about, and thereby what its `id` is: a client, service, domain, invoice, ticket or affiliate. */
const type = z.enum(['general', 'product', 'domain', 'invoice', 'support', 'affiliate']);

const row = z.object({ id, name: text, subject: text, custom: flag });

export const GetEmailTemplates = read('GetEmailTemplates', {
  params: z.strictObject({ type: type.optional(), language: z.string().optional() }),
  answer: page({ emailtemplates: listOf('emailtemplate', row).default([]) }),
  keep: 'reference',
  tags: () => ['emailTemplates'],
  probe: { type: 'general' },
});

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
  recognised: {
    never: 'GetEmails is not among the commands of this release; the mail log of WHMCS shows what was sent',
  },
  invalidates: nothing,
});
