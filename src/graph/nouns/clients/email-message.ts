/** The mail that WHMCS sent to a client. */
import { GetEmails } from '../../../whmcs/commands/emails.ts';
import { children } from '../../schema-kit/declare-rows.ts';
import { Client } from './client.ts';

// Logged mail holds passwords, and links to choose one: its text is for those who may see secrets, and the rest is for staff.
children(Client, 'emails', {
  description: 'The mail that WHMCS sent to the client, newest first.',
  type: 'EmailMessage',
  each: 'A mail that WHMCS sent to a client.',
  many: 'mails',
  command: GetEmails,
  params: ({ whmcsId }) => ({ clientid: whmcsId }),
  rows: ({ emails }) => emails,
  id: 'id',
  client: 'userid',
  filters: (filter) => ({
    subject: filter.text('subject', 'Only mail whose subject contains this text.'),
    on: filter.instant('date', 'Only mail of this very second: WHMCS compares the whole time.'),
  }),
  fields: (f) => ({
    subject: f.text('subject', 'The subject.'),
    sentAt: f.instant('date', 'When it was sent.'),
    to: f.text('to', 'The recipients.'),
    body: f.granted('secret', f.text('message', 'The text, in HTML. Only with `secret` in `allow`, and for staff.')),
    cc: f.staff(f.text('cc', 'Further recipients. Staff only.')),
    bcc: f.staff(f.text('bcc', 'Hidden recipients. Staff only.')),
    hasFailed: f.staff(f.flag('failed', 'Whether it could not be sent. Staff only.')),
    failure: f.staff(f.text('failure_reason', 'Why it could not be sent. Staff only.')),
    isPending: f.staff(f.flag('pending', 'Whether it still has to be sent. Staff only.')),
    retryCount: f.staff(f.count('retry_count', 'How often WHMCS tried again to send it. Staff only.')),
    attachments: f.staff(f.text('attachments', 'Its files, as WHMCS stores them. Staff only.')),
    data: f.staff(f.text('message_data', 'What WHMCS keeps with it, as it is. Staff only.')),
    campaignId: f.staff(f.id('campaign_id', "WHMCS's number of the campaign that it belongs to. Staff only.")),
    createdAt: f.staff(f.instant('created_at', 'When it was written into the log. Staff only.')),
    updatedAt: f.staff(f.instant('updated_at', 'When its log entry was last changed. Staff only.')),
  }),
  as: 'connection',
});
