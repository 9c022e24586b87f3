/** ticketOpen in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { mutation } from '../../write/mutation.type.ts';
import { foundOne } from '../../write/replay.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { AttachmentInput } from './attachment.type.ts';
import { Ticket, Tickets } from './ticket.ts';
import { openTicket } from './ticket-open.ts';
import { TicketPriorityInput } from './ticket.type.ts';

/**
 * Whoever is not staff writes as a client. Whose contact a number is, no command that the gateway uses can tell, and WHMCS would show
 * that contact's name and address in the ticket.
 */
export const TicketOpenInput = builder.inputType('TicketOpenInput', {
  description: 'A new ticket.',
  fields: (t) => ({
    departmentId: t.id({ required: true, description: 'Where it is to be answered: `id` of a TicketDepartment.' }),
    subject: t.string({ required: true, description: 'What it is about.' }),
    message: t.string({ required: true, description: 'The opening message.' }),
    clientId: t.id({
      description:
        'The client who opens it. A client who sees himself alone may leave it out, and staff where somebody opens it who is no client.',
    }),
    contactId: t.id({ ...forStaff, description: "WHMCS's number of the client's contact who opens it. For staff." }),
    name: t.string({ ...forStaff, description: 'Who opens it, where that is no client. For staff.' }),
    email: t.string({ ...forStaff, description: 'The address of who opens it, where that is no client. For staff.' }),
    priority: t.field({
      type: TicketPriorityInput,
      description: "How urgent it is; WHMCS's own where nothing is said.",
    }),
    serviceId: t.id({ description: "The client's service that it is about." }),
    domainId: t.id({ description: "The client's domain that it is about; not together with a service." }),
    markdown: t.boolean({ description: 'Whether the message is Markdown.' }),
    customFields: t.field({
      type: [CustomFieldInput],
      description:
        "Values of the department's custom fields. Whoever is not staff fills in those that the configuration lists.",
    }),
    attachments: t.field({ type: [AttachmentInput], description: 'Files.' }),
    sendEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails that it was opened.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key opens nothing twice.' }),
  }),
});

const TicketOpenPayload = builder.objectRef<{ readonly ticketId: number | null }>('TicketOpenPayload').implement({
  description: 'What ticketOpen made.',
  fields: (t) => ({
    ticket: t.field({
      type: Ticket,
      description: 'The ticket, freshly read.',
      resolve: ({ ticketId }, _, graph) => (ticketId === null ? null : graph.noun(Tickets).byId(ticketId)),
    }),
  }),
});

mutation('ticketOpen', {
  description: 'Opens a ticket. WHMCS: OpenTicket.',
  input: TicketOpenInput,
  payload: TicketOpenPayload,
  run: openTicket,
  recall: (_, found) => ({ ticketId: foundOne(found, 'id') }),
});
