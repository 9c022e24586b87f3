/** ticketReplyAdd in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { AttachmentInput } from './attachment.type.ts';
import { Ticket, Tickets } from './ticket.ts';
import { addTicketReply } from './ticket-reply-add.ts';

/**
 * Whoever is not staff writes as a client. Whose contact a number is, no command that the gateway uses can tell, and WHMCS would show
 * that contact's name and address in the ticket.
 */
export const TicketReplyAddInput = builder.inputType('TicketReplyAddInput', {
  description: "A reply to a ticket. Staff say who replies, in one way; everybody else replies as the ticket's client.",
  fields: (t) => ({
    ticketId: t.id({ required: true, description: 'The ticket.' }),
    message: t.string({ required: true, description: 'The reply.' }),
    clientId: t.id({
      description:
        "The client who replies, where it is one. Whoever is not staff replies as the ticket's client and may leave it out.",
    }),
    contactId: t.id({ ...forStaff, description: "WHMCS's number of the client's contact who replies. For staff." }),
    adminUsername: t.string({
      ...forStaff,
      description: 'The login name of the member of staff who replies. For staff.',
    }),
    name: t.string({ ...forStaff, description: 'Who replies, where that is neither client nor staff. For staff.' }),
    email: t.string({
      ...forStaff,
      description: 'The address of who replies, where that is neither client nor staff. For staff.',
    }),
    status: t.string({
      ...forStaff,
      description: "The ticket's status afterwards; WHMCS decides where nothing is said. For staff.",
    }),
    markdown: t.boolean({ description: 'Whether the message is Markdown.' }),
    attachments: t.field({ type: [AttachmentInput], description: 'Files.' }),
    sendEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails the reply.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key adds nothing twice.' }),
  }),
});

const TicketReplyAddPayload = builder.objectRef<{ readonly ticketId: number }>('TicketReplyAddPayload').implement({
  description: 'What ticketReplyAdd changed.',
  fields: (t) => ({
    ticket: t.field({
      type: Ticket,
      description: 'The ticket, freshly read.',
      resolve: ({ ticketId }, _, graph) => graph.noun(Tickets).byId(ticketId),
    }),
  }),
});

mutation('ticketReplyAdd', {
  description: 'Adds a reply to a ticket. WHMCS: AddTicketReply.',
  input: TicketReplyAddInput,
  payload: TicketReplyAddPayload,
  run: addTicketReply,
});
