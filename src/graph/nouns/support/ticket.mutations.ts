/** The mutations of tickets. */
import { AddTicketReply, OpenTicket } from '../../../whmcs/commands/tickets.ts';
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { mutation, quirkyMutation } from '../../write/declare-mutation.ts';
import {
  asGiven,
  enumOf,
  filledText,
  flag,
  idempotencyKey,
  idOf,
  inputObject,
  list,
  optional,
  optionalRef,
  ref,
  staffOnly,
  text,
} from '../../write/input-fields.ts';
import { foundOne } from '../../write/replay.ts';
import { Client } from '../clients/client.ts';
import { Service } from '../services/service.ts';
import { AttachmentInput } from './attachment.type.ts';
import { attachmentsIn } from './attachments.ts';
import { openTicket } from './ticket-open.ts';
import { writerOf } from './ticket-writer.ts';
import { Ticket, Tickets } from './ticket.ts';
import { TicketPriorityInput } from './ticket.type.ts';

/**
 * Viewers that are not staff write as a client. They may not name a contact: no command of the gateway can check which client it belongs
 * to, and WHMCS would show the contact's name and address in the ticket.
 */
export const TicketOpenInput = inputObject('TicketOpenInput', 'A new ticket.', {
  departmentId: idOf('TicketDepartment', 'Where it is to be answered: `id` of a TicketDepartment.'),
  subject: filledText('What it is about.'),
  message: filledText('The opening message.'),
  client: optionalRef(
    Client,
    'The client who opens it. A client who sees himself alone may leave it out, and staff where somebody opens it who is no client.',
  ),
  contactId: staffOnly(optional(idOf('Contact', "WHMCS's number of the client's contact who opens it. For staff."))),
  name: staffOnly(optional(text('Who opens it, where that is no client. For staff.'))),
  email: staffOnly(optional(text('The address of who opens it, where that is no client. For staff.'))),
  priority: optional(enumOf(TicketPriorityInput, "How urgent it is; WHMCS's own where nothing is said.")),
  service: optionalRef(Service, "The client's service that it is about."),
  domainId: optional(idOf('Domain', "The client's domain that it is about; not together with a service.")),
  markdown: optional(flag('Whether the message is Markdown.')),
  customFields: optional(
    list(
      asGiven(CustomFieldInput),
      "Values of the department's custom fields. Whoever is not staff fills in those that the configuration lists.",
    ),
  ),
  attachments: optional(list(asGiven(AttachmentInput), 'Files.')),
  sendEmail: flag('Whether WHMCS mails that it was opened.', { default: true }),
  idempotencyKey: idempotencyKey('opens nothing twice'),
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

quirkyMutation('ticketOpen', {
  description: 'Opens a ticket. WHMCS: OpenTicket.',
  command: OpenTicket,
  offered: 'EVERYONE',
  input: TicketOpenInput,
  example: { clientId: '1' },
  payload: TicketOpenPayload,
  run: openTicket,
  recall: (_, found) => ({ ticketId: foundOne(found, 'id') }),
});

mutation('ticketReplyAdd', {
  description: 'Adds a reply to a ticket. WHMCS: AddTicketReply.',
  command: AddTicketReply,
  offered: 'EVERYONE',
  inputDescription:
    "A reply to a ticket. Staff say who replies, in one way; everybody else replies as the ticket's client.",
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    message: filledText('The reply.'),
    clientId: optional(
      idOf(
        'Client',
        "The client who replies, where it is one. Whoever is not staff replies as the ticket's client and may leave it out.",
      ),
    ),
    contactId: staffOnly(optional(idOf('Contact', "WHMCS's number of the client's contact who replies. For staff."))),
    adminUsername: staffOnly(optional(text('The login name of the member of staff who replies. For staff.'))),
    name: staffOnly(optional(text('Who replies, where that is neither client nor staff. For staff.'))),
    email: staffOnly(optional(text('The address of who replies, where that is neither client nor staff. For staff.'))),
    status: staffOnly(
      optional(filledText("The ticket's status afterwards; WHMCS decides where nothing is said. For staff.")),
    ),
    markdown: optional(flag('Whether the message is Markdown.')),
    attachments: optional(list(asGiven(AttachmentInput), 'Files.')),
    sendEmail: flag('Whether WHMCS mails the reply.', { default: true }),
  },
  example: { clientId: '1' },
  repeated: 'adds nothing twice',
  prepare: (input, graph) => ({ writerFor: writerOf(input, graph), files: attachmentsIn(input.attachments) }),
  // WHMCS does not check the owner of the ticket: the door does.
  params: async ({ ticket, ticketId, writerFor, files, message, status, markdown, sendEmail }) => ({
    ...(await writerFor(ticket)),
    ticketid: ticketId,
    message,
    status,
    markdown,
    attachments: files,
    noemail: !sendEmail,
  }),
  returns: 'ticket',
});
