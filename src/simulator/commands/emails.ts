import { sendMail } from '../world/mails.ts';
import { reservedTemplates, templateTypes } from '../world/templates.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, write } from './command.ts';
import { scalar, type Params } from './params.ts';
import { columns } from './row.ts';
import { list } from './table-command.ts';

/** No template has translations here. */
export const GetEmailTemplates = list({
  from: ({ emailTemplates }) => emailTemplates,
  rows: 'emailtemplates.emailtemplate',
  where: { type: ({ type }, sent) => type === sent, language: () => false },
  unpaged: true,
  empty: 'array',
  counts: { totalresults: 'text' },
  row: (template, { wire }) => ({
    id: wire.numeral(template.id),
    ...columns(template, 'name', 'subject'),
    custom: wire.numeral(Number(template.custom)),
  }),
});

/** The outbox of one client, newest first. */
export const GetEmails = list({
  from: (world, { params }) =>
    world.mails.of(existing(world.clients.get(params.int('clientid')), 'Client ID Not Found').id),
  rows: 'emails.email',
  where: {
    date: ({ at }, sent) => at === sent,
    subject: ({ subject }, sent) => subject.toLowerCase().includes(sent.toLowerCase()),
  },
  order: (mails) => mails.toReversed(),
  row: (mail, { wire }) => ({
    ...columns(mail, 'id', 'to', 'message', 'cc', 'bcc'),
    userid: mail.clientid,
    subject: wire.text(mail.subject),
    date: mail.at,
    attachments: wire.nothing(mail.id, 'attachments'),
    pending: 0,
    message_data: null,
    failed: mail.failure === '' ? 0 : 1,
    failure_reason: mail.failure,
    retry_count: mail.failure === '' ? 0 : 3,
    created_at: null,
    updated_at: null,
    campaign_id: 0,
  }),
});

/** Sends a template, or the caller's own text. `id` is the id of the record that the template is about. */
export const SendEmail = write(({ params, world }) => {
  const letter = params.text('messagename') ? templateLetter(params, world) : customLetter(params);
  const relatedId = params.int('id');
  if (relatedId === 0) throw new Refusal('A related ID is required');
  const clientid = existing(clientFor(letter.type, relatedId, world), 'Sending Failed. Please see documentation.');
  const guest = letter.type === 'support' ? world.tickets.get(relatedId)?.opening.by.email : undefined;
  sendMail(world, {
    to: world.clients.get(clientid)?.email ?? guest ?? '',
    template: letter.name,
    subject: letter.subject,
    message: letter.message,
    clientid,
    relatedId,
  });
  return {};
});

interface ChosenLetter {
  readonly type: string;
  readonly name: string;
  readonly subject: string;
  readonly message: string;
}

function templateLetter(params: Params, { emailTemplates }: World): ChosenLetter {
  const wanted = params.text('messagename') ?? '';
  const usable = emailTemplates.filter(({ name }) => !reservedTemplates.includes(name));
  const template = existing(
    usable.find(({ name }) => name === wanted),
    'Email Template not found',
  );
  if (template.disabled) throw new Refusal('Email Template is disabled');
  return { type: template.type, name: template.name, subject: template.subject, message: '' };
}

function customLetter(params: Params): ChosenLetter {
  const type = params.text('customtype') ?? '';
  const subject = params.text('customsubject') ?? '';
  const message = params.text('custommessage') ?? '';
  if (type === '')
    throw new Refusal('You must provide either an existing email template name or a custom message type');
  if (!templateTypes.includes(type)) throw new Refusal('Invalid message type provided');
  if (subject === '') throw new Refusal('A subject is required for a custom message');
  if (message === '') throw new Refusal('A message body is required for a custom message');
  const variables = params.serialized('customvars');
  if (params.text('customvars') && !variables) throw new Refusal('The custom variables you provided are invalid.');
  const filled = message.replace(/\{\$(\w+)\}/g, (whole, name: string) =>
    variables && Object.hasOwn(variables, name) ? scalar(variables[name]) : whole,
  );
  return { type, name: 'Custom Message', subject, message: filled };
}

/** The client that owns the record; 0 for the ticket of a guest. */
function clientFor(type: string, id: number, world: World): number | undefined {
  switch (type) {
    case 'product':
      return world.services.get(id)?.clientid;
    case 'domain':
      return world.domains.get(id)?.userid;
    case 'invoice':
      return world.invoices.get(id)?.userid;
    case 'support':
      return world.tickets.get(id)?.userid;
    default:
      return world.clients.get(id)?.id;
  }
}
