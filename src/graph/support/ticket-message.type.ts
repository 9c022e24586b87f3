/** Messages and notes of tickets in the graph. */
import { builder } from '../builder.ts';
import { Client } from '../clients/client.ts';
import type { Graph } from '../context.ts';
import { globalId } from '../global-id.ts';
import { staffOnly } from '../staff.ts';
import { TicketAttachment } from './attachment.type.ts';
import { OPERATOR, type MessageFacts, type NoteFacts } from './ticket-message-facts.ts';
import type { Ticket } from './ticket.ts';

/** A message and the ticket that it is in. */
interface Message extends MessageFacts {
  readonly ticket: Ticket;
}

/** An address, but none of staff for anybody else. */
const addressOf =
  (fact: 'authorEmail' | 'email') =>
  (message: Message, _: object, { viewer }: Graph): string | null =>
    message.authorType === OPERATOR && viewer.role !== 'STAFF' ? null : message[fact];

export const TicketMessage = builder.objectRef<Message>('TicketMessage').implement({
  description: 'The opening message of a ticket, or a reply.',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: "Global id, made of the ticket's and the reply's number; the opening message is WHMCS's reply 0.",
      resolve: ({ ticket, number }) => globalId('TicketMessage', ticket.whmcsId, String(number)),
    }),
    whmcsId: t.exposeInt('number', {
      nullable: false,
      description: "WHMCS's number of the reply; 0 is the opening message.",
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: ({ at }, _, { clock }) => (at === null ? null : clock.instant(at)),
    }),
    body: t.exposeString('body', {
      description: 'What was written, as it was typed; Markdown where the writer chose it.',
    }),
    authorName: t.exposeString('authorName', { description: 'Who wrote it.' }),
    authorEmail: t.string({
      description: "The writer's address; that of staff is for staff.",
      resolve: addressOf('authorEmail'),
    }),
    authorType: t.exposeString('authorType', {
      description:
        "WHMCS's word for the writer: Owner, Authorized User, Registered User, Subaccount, Contact, Operator (staff), Guest, External Name … Derived before 8.0.",
    }),
    name: t.exposeString('name', {
      description: 'The name that WHMCS keeps with the message, which it does for the opening one and for guests.',
    }),
    email: t.string({
      description: 'The address that WHMCS keeps with the message, which it does for the opening one and for guests.',
      resolve: addressOf('email'),
    }),
    adminName: t.string({
      description: 'Who of staff wrote it. For staff; `authorName` is what everybody sees.',
      resolve: staffOnly(({ adminName }) => adminName),
    }),
    client: t.field({
      type: Client,
      description: 'The client under whom WHMCS files it; on some versions also for a reply of staff.',
      resolve: ({ clientId }, _, { clients }) => clients.of(clientId),
    }),
    contactId: t.exposeInt('contactId', { description: "WHMCS's number of the contact who wrote it." }),
    rating: t.exposeInt('rating', {
      description: 'How the client rated a reply of staff, 1 to 5; null where not rated.',
    }),
    attachments: t.field({
      type: [TicketAttachment],
      description: 'Its files.',
      resolve: ({ attachments }) => attachments,
    }),
    attachmentsRemoved: t.exposeBoolean('attachmentsRemoved', {
      description: 'Whether WHMCS has deleted its files since.',
    }),
  }),
});

export const TicketNote = builder.objectRef<NoteFacts>('TicketNote').implement({
  description: 'What staff noted at a ticket, for each other.',
  fields: (t) => ({
    whmcsId: t.exposeInt('id', { description: "WHMCS's number of the note." }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: ({ at }, _, { clock }) => (at === null ? null : clock.instant(at)),
    }),
    body: t.exposeString('body', { description: 'What was noted.' }),
    adminName: t.exposeString('adminName', { description: 'Who noted it.' }),
    attachments: t.field({
      type: [TicketAttachment],
      description: 'Its files.',
      resolve: ({ attachments }) => attachments,
    }),
    attachmentsRemoved: t.exposeBoolean('attachmentsRemoved', {
      description: 'Whether WHMCS has deleted its files since.',
    }),
  }),
});
