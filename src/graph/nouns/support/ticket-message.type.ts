/** Messages and notes of tickets in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { Client, Clients } from '../clients/client.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { andThen } from '../../../maybe-promise.ts';
import { bareId } from '../../base/global-id.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { Attachments } from './attachment.ts';
import { TicketAttachment } from './attachment.type.ts';
import { messagesIn, TicketMessage } from './ticket-message.ts';
import { OPERATOR, type NoteFacts } from './ticket-message-facts.ts';
import { Tickets } from './ticket.ts';

/** An email address; only staff see the addresses of staff. */
const addressOf =
  (fact: 'authorEmail' | 'email') =>
  ({ facts }: TicketMessage, _: object, { viewer }: ResolverContext): string | null =>
    facts.authorType === OPERATOR && viewer.role !== 'STAFF' ? null : facts[fact];

builder.objectType(TicketMessage, {
  name: 'TicketMessage',
  description: 'The opening message of a ticket, or a reply.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof TicketMessage,
  fields: (t) => ({
    whmcsId: t.int({
      nullable: false,
      description: "WHMCS's number of the reply; 0 is the opening message.",
      resolve: ({ facts }) => facts.number,
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: ({ facts: { at } }, _, { clock }) => (at === null ? null : clock.instant(at)),
    }),
    body: t.string({
      description: 'The text as it was typed; Markdown if the author chose it.',
      resolve: ({ facts }) => facts.body,
    }),
    authorName: t.string({ description: 'The name of the author.', resolve: ({ facts }) => facts.authorName }),
    authorEmail: t.string({
      description: "The author's email address; only staff see the addresses of staff.",
      resolve: addressOf('authorEmail'),
    }),
    authorType: t.string({
      description:
        "WHMCS's word for the author: Owner, Authorized User, Registered User, Subaccount, Contact, Operator (staff), Guest, External Name … Derived before 8.0.",
      resolve: ({ facts }) => facts.authorType,
    }),
    name: t.string({
      description: 'The name that WHMCS stores with the message: only for the opening message and for guests.',
      resolve: ({ facts }) => facts.name,
    }),
    email: t.string({
      description: 'The email address that WHMCS stores with the message: only for the opening message and for guests.',
      resolve: addressOf('email'),
    }),
    adminName: t.string({
      description: 'The member of staff who wrote it. For staff; `authorName` is for all viewers.',
      resolve: staffOnly(({ facts }) => facts.adminName),
    }),
    client: t.field({
      type: Client,
      description: 'The client that WHMCS stores with it; on some versions also for a reply of staff.',
      resolve: ({ facts }, _, graph) => graph.noun(Clients).of(facts.clientId),
    }),
    contactId: t.id({
      description: "WHMCS's number of the contact who wrote it.",
      resolve: ({ facts }) => bareId(facts.contactId),
    }),
    rating: t.int({
      description: 'How the client rated a reply of staff, 1 to 5; null if not rated.',
      resolve: ({ facts }) => facts.rating,
    }),
    attachments: t.field({
      type: [TicketAttachment],
      description: 'Its files.',
      resolve: ({ facts }, _, graph) => graph.noun(Attachments).shown(facts.attachments),
    }),
    attachmentsRemoved: t.boolean({
      description: 'Whether WHMCS has deleted its files since.',
      resolve: ({ facts }) => facts.attachmentsRemoved,
    }),
  }),
});

/** A message is found through the door of its ticket. */
findable('TicketMessage', (graph, { id, hint }) =>
  andThen(graph.noun(Tickets).byId(id), (ticket) =>
    andThen(ticket && messagesIn(ticket), (all) => all?.find(({ facts }) => String(facts.number) === hint) ?? null),
  ),
);

export const TicketNote = builder.objectRef<NoteFacts>('TicketNote').implement({
  description: 'A note of staff on a ticket, for staff.',
  fields: (t) => ({
    whmcsId: t.exposeInt('id', { description: "WHMCS's number of the note." }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was written.',
      resolve: ({ at }, _, { clock }) => (at === null ? null : clock.instant(at)),
    }),
    body: t.exposeString('body', { description: 'The text.' }),
    adminName: t.exposeString('adminName', { description: 'The member of staff who wrote it.' }),
    attachments: t.field({
      type: [TicketAttachment],
      description: 'Its files.',
      resolve: ({ attachments }, _, graph) => graph.noun(Attachments).shown(attachments),
    }),
    attachmentsRemoved: t.exposeBoolean('attachmentsRemoved', {
      description: 'Whether WHMCS has deleted its files since.',
    }),
  }),
});
