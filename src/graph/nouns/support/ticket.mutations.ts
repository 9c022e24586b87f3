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
  departmentId: idOf('TicketDepartment', 'The department: `id` of a TicketDepartment.'),
  subject: filledText('The subject.'),
  message: filledText('The opening message.'),
  client: optionalRef(
    Client,
    'The client that opens it. A client that sees only itself may omit it; staff omit it for a guest.',
  ),
  contactId: staffOnly(optional(idOf('Contact', "WHMCS's number of the client's contact who opens it. For staff."))),
  name: staffOnly(optional(text('The name of the guest who opens it. For staff.'))),
  email: staffOnly(optional(text('The email address of the guest who opens it. For staff.'))),
  priority: optional(enumOf(TicketPriorityInput, "The priority; WHMCS's default if absent.")),
  service: optionalRef(Service, "The client's service that it is about."),
  domainId: optional(idOf('Domain', "The client's domain that it is about; not together with a service.")),
  markdown: optional(flag('Whether the message is Markdown.')),
  customFields: optional(
    list(
      asGiven(CustomFieldInput),
      "Values of the department's custom fields. Viewers that are not staff may use only the fields that the configuration lists.",
    ),
  ),
  attachments: optional(list(asGiven(AttachmentInput), 'Files.')),
  sendEmail: flag('Whether WHMCS mails that it was opened.', { default: true }),
  idempotencyKey: idempotencyKey('opens nothing twice'),
});

const TicketOpenPayload = builder.objectRef<{ readonly ticketId: number | null }>('TicketOpenPayload').implement({
  description: 'The result of ticketOpen.',
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
  inputDescription: "A reply to a ticket. Staff name exactly one author; all others reply as the ticket's client.",
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    message: filledText('The reply.'),
    clientId: optional(
      idOf(
        'Client',
        "The client that replies, if it is one. Viewers that are not staff reply as the ticket's client and may omit it.",
      ),
    ),
    contactId: staffOnly(optional(idOf('Contact', "WHMCS's number of the client's contact who replies. For staff."))),
    adminUsername: staffOnly(optional(text('The login name of the member of staff who replies. For staff.'))),
    name: staffOnly(optional(text('The name of the guest who replies. For staff.'))),
    email: staffOnly(optional(text('The email address of the guest who replies. For staff.'))),
    status: staffOnly(optional(filledText("The ticket's status after the reply; WHMCS decides if absent. For staff."))),
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
