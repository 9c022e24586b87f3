/** What staff do to the installation as a whole: ban an address, and raise a notification. */
import { isIP } from 'node:net';
import { AddBannedIp, TriggerNotificationEvent } from '../../../whmcs/commands/notifications.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { bareId } from '../../base/global-id.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import {
  count,
  enumOf,
  filledText,
  idempotencyKey,
  inputObject,
  instant,
  list,
  optional,
} from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { withoutNullish } from '../../write/input.ts';

const DAY_MS = 86_400_000;

const BannedIpAddInput = inputObject('BannedIpAddInput', 'An address to ban: for some days, or until a moment.', {
  ipAddress: filledText('The address: IPv4 or IPv6.', { example: '203.0.113.77' }),
  reason: filledText('Why. Whoever comes from the address reads it.'),
  days: optional(count('How many days the ban lasts.')),
  expiresAt: optional(instant('When the ban ends.')),
  idempotencyKey: idempotencyKey('bans nothing twice'),
});

/** WHMCS wants days in any case, and takes the moment where both are given. */
function endingOf({ days, expiresAt }: ValueOf<typeof BannedIpAddInput>, told: (at: Date) => string) {
  if (days !== undefined && expiresAt !== undefined)
    throw new InvalidInputError('days and expiresAt exclude each other', ['expiresAt']);
  if (days !== undefined) return { days };
  if (expiresAt === undefined) throw new InvalidInputError('say how long the ban lasts: days or expiresAt', ['days']);
  const lasts = Math.ceil((expiresAt.getTime() - Date.now()) / DAY_MS);
  if (lasts < 1) throw new InvalidInputError('expiresAt is over', ['expiresAt']);
  return { days: lasts, expires: told(expiresAt) };
}

const BannedIpAddPayload = builder.objectRef<{ readonly banId: number | null }>('BannedIpAddPayload').implement({
  description: 'The ban.',
  fields: (t) => ({
    banId: t.id({
      description: "WHMCS's number of the ban, under which its administration area shows it.",
      resolve: ({ banId }) => bareId(banId),
    }),
  }),
});

quirkyMutation('bannedIpAdd', {
  description: 'Bans an IP address from the client area. WHMCS: AddBannedIp.',
  command: AddBannedIp,
  offered: 'NOBODY',
  input: BannedIpAddInput,
  example: { days: 30 },
  payload: BannedIpAddPayload,
  async run(input, { session, clock }) {
    const { ipAddress: ip, reason } = input;
    if (isIP(ip) === 0) throw new InvalidInputError('ipAddress is no IPv4 or IPv6 address', ['ipAddress']);
    const ending = endingOf(input, (at) => clock.told(at));
    const { banid } = await session.write(AddBannedIp, { ip, reason, ...ending }, null);
    return { banId: banid ?? null };
  },
  recall: (_, { banid }) => ({ banId: typeof banid === 'number' ? banid : null }),
});

const NotificationStyle = builder.enumType('NotificationStyle', {
  description: 'How the status of a notification is shown.',
  values: {
    SUCCESS: { description: 'As good news.', value: 'success' },
    DANGER: { description: 'As a failure.', value: 'danger' },
    INFO: { description: 'As neutral news.', value: 'info' },
  } as const,
});

const NotificationAttributeInput = inputObject('NotificationAttributeInput', 'A labelled value of a notification.', {
  label: filledText('What the value is.'),
  value: filledText('The value.'),
  url: optional(filledText('Where the value leads.')),
  style: optional(filledText("How it is shown, as the receiving service knows it: 'success', 'danger'.")),
  icon: optional(filledText('Address of an icon.')),
});

const NotificationSendPayload = builder.objectRef<{ readonly sent: boolean }>('NotificationSendPayload').implement({
  description: 'That notificationSend was done.',
  fields: (t) => ({
    sent: t.exposeBoolean('sent', {
      nullable: false,
      description: "That WHMCS has matched the event with the operator's rules; without a rule nobody is notified.",
    }),
  }),
});

quirkyMutation('notificationSend', {
  description:
    "Raises an event that the operator's notification rules may send on to chats, mailboxes and services. WHMCS: TriggerNotificationEvent.",
  command: TriggerNotificationEvent,
  offered: 'NOBODY',
  input: inputObject('NotificationSendInput', 'An event to notify of.', {
    identifier: filledText('The name of the event, as the rules have it: "rack.full".', { example: 'rack.full' }),
    title: filledText('Its title.'),
    message: filledText('What has happened.'),
    url: optional(filledText('Where there is more about it.')),
    status: optional(filledText('A word for its state: "Open".')),
    statusStyle: optional(enumOf(NotificationStyle, 'How that word is shown.')),
    attributes: optional(list(NotificationAttributeInput, 'Further values.')),
    idempotencyKey: idempotencyKey('notifies nobody twice'),
  }),
  payload: NotificationSendPayload,
  async run({ identifier, title, message, attributes, ...more }, { session }) {
    const { url, status, statusStyle } = more;
    const optionals = withoutNullish({ url, status, statusStyle });
    await session.write(
      TriggerNotificationEvent,
      {
        notification_identifier: identifier,
        title,
        message,
        ...optionals,
        ...(attributes && {
          attributes: attributes.map((each) => ({ label: each.label, value: each.value, ...withoutNullish(each) })),
        }),
      },
      null,
    );
    return { sent: true };
  },
  recall: () => ({ sent: true }),
});
