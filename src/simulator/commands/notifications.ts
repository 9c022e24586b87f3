import { existing, Refusal, write } from './command.ts';
import { add } from './table-command.ts';

/** Sends to whatever the operator has set up for the event; nothing lists what was sent. */
export const TriggerNotificationEvent = write(({ params, world }) => {
  const needed = (name: string, message: string): string => {
    const value = params.text(name) ?? '';
    if (value === '') throw new Refusal(message);
    return value;
  };
  world.notifications.push({
    identifier: needed('notification_identifier', 'API Notification Events require a identifier string to be passed.'),
    title: needed('title', 'API Notification Events require a title to be provided.'),
    message: needed('message', 'API Notification Events require a message to be provided.'),
    attributes: Object.keys(params.map('attributes')).length,
  });
  return {};
});

/** `expires` counts for more than `days`. A second ban of an address is a second row. */
export const AddBannedIp = add({
  to: ({ bannedIps }) => bannedIps,
  row: (id, { params, world }) => ({
    id,
    ip: params.text('ip') ?? '',
    reason: params.text('reason') ?? '',
    expires: params.text('expires') || daysFrom(world.clock.now(), params.int('days')),
  }),
  answer: ({ id }) => ({ banid: String(id) }),
});

const daysFrom = (now: string, days: number): string =>
  new Date(Date.parse(`${now.replace(' ', 'T')}Z`) + days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');

const adminTemplates = new Set(['New Order Notification', 'Module Queue Failure', 'Escalation Rule Notification']);

/** Mail to administrators: a template of theirs, or the caller's own words. */
export const SendAdminEmail = write(({ params, world }) => {
  const template = params.text('messagename') ?? '';
  const isOwn = template === '' && params.has('custommessage') && params.has('customsubject');
  const name = isOwn ? (params.text('customsubject') ?? '') : template;
  const known = isOwn || adminTemplates.has(name) ? name : undefined;
  world.adminMails.push({
    name: existing(known, 'Email Template not found'),
    message: params.text('custommessage') ?? '',
    type: params.text('type') || 'system',
    deptid: params.int('deptid'),
  });
  return {};
});
