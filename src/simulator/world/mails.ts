import { dayFromEpoch } from '../clock.ts';
import type { Client, Mail } from './model.ts';
import { emailTemplates } from './templates.ts';
import type { World } from './world.ts';

export interface Letter {
  readonly to: string;
  readonly template: string;
  readonly clientid: number;
  readonly relatedId: number;
  readonly subject?: string;
  readonly message?: string;
}

/** Puts a mail into the outbox. */
export function sendMail(world: World, letter: Letter): Mail {
  return world.mails.add({
    id: world.mails.nextId(),
    at: world.clock.now(),
    subject: emailTemplates.find((template) => template.name === letter.template)?.subject ?? letter.template,
    message: '',
    cc: '',
    bcc: '',
    failure: '',
    ...letter,
  });
}

/** What was mailed to a client before: the first mail holds a password, and the last one was not delivered. */
export function seedMails(world: World, { id, email, firstname, lastname }: Client): void {
  const to = `${firstname} ${lastname} <${email}>`;
  const letters = [
    { subject: 'Your account is ready & waiting', message: `<p>STAFF-mail-${id}: the password is h0rse-${id}</p>` },
    { subject: 'Invoice "1001"', message: '<p>Please find attached</p>', cc: `accounts.${id}@mail.example` },
    { subject: 'Your new hosting account', message: '<p>Welcome</p>', bcc: 'archive@hosting.example' },
    { subject: 'Your referrals', message: '', failure: 'STAFF-mail-failure: mailbox full' },
  ];
  for (const [index, letter] of letters.entries())
    world.mails.add({
      id: world.mails.nextId(),
      at: `${dayFromEpoch(index - 30)} 07:15:0${index}`,
      to,
      template: '',
      cc: '',
      bcc: '',
      failure: '',
      clientid: id,
      relatedId: 0,
      ...letter,
    });
}
