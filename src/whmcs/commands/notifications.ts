/** Acts on the installation that no command shows afterwards: TriggerNotificationEvent, AddBannedIp. */
import { z } from 'zod';
import { write } from '../command.ts';
import { countParam, dateTimeParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';

const style = z.enum(['success', 'danger', 'info']).optional();

const attribute = z.strictObject({
  label: z.string(),
  value: z.string(),
  url: z.string().optional(),
  style: z.string().optional(),
  icon: z.string().optional(),
});

/** Identifier, title and message are documented as optional, and refused if they are missing. */
export const TriggerNotificationEvent = write('TriggerNotificationEvent', {
  params: z.strictObject({
    notification_identifier: z.string(),
    title: z.string(),
    message: z.string(),
    url: z.string().optional(),
    status: z.string().optional(),
    statusStyle: style,
    attributes: z.array(attribute).optional(),
  }),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'resend',
  remote: 'notification',
  refusals: [
    'API Notification Events require a identifier string to be passed.',
    'API Notification Events require a title to be provided.',
    'API Notification Events require a message to be provided.',
  ],
  reconcile: { never: 'no command shows the notifications that were sent' },
  changes: {},
});

/** `days` is required also where `expires` says when the ban ends. */
export const AddBannedIp = write('AddBannedIp', {
  params: z.strictObject({ ip: z.string(), reason: z.string(), days: countParam, expires: dateTimeParam.optional() }),
  answer: z.object({ banid: id }),
  purpose: 'lifecycle',
  repeat: 'duplicate',
  refusals: [],
  reconcile: { never: 'no command lists the banned addresses; the administration area of WHMCS does' },
  changes: {},
});
