/** The mutations that change, close, merge and delete tickets, and those of their replies and notes. */
import {
  BlockTicketSender,
  DeleteTicket,
  DeleteTicketReply,
  MergeTicket,
  UpdateTicket,
  UpdateTicketReply,
} from '../../../whmcs/commands/ticket-changes.ts';
import { AddTicketNote, DeleteTicketNote } from '../../../whmcs/commands/ticket-notes.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import { lockOf, mutation } from '../../write/declare-mutation.ts';
import { confirmed, isIn } from '../../write/guards.ts';
import {
  asGiven,
  clearable,
  count,
  enumOf,
  filledText,
  flag,
  idOf,
  idText,
  instant,
  list,
  optional,
  optionalRef,
  ref,
  refs,
  text,
} from '../../write/input-fields.ts';
import { gone } from '../../write/outcome.ts';
import { Client } from '../clients/client.ts';
import { AttachmentInput } from './attachment.type.ts';
import { attachmentsIn } from './attachments.ts';
import { Departments } from './department.ts';
import { ticketPriority } from './ticket-facts.ts';
import { hasNote, hasReply, replyIn } from './ticket-parts.ts';
import { Ticket } from './ticket.ts';
import { TicketPriorityInput } from './ticket.type.ts';

mutation('ticketUpdate', {
  description: 'Changes a ticket, its opening message or its client. WHMCS: UpdateTicket.',
  command: UpdateTicket,
  offered: 'NOBODY',
  inputDescription: 'Changes to a ticket. An absent field is unchanged.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    departmentId: optional(idOf('TicketDepartment', 'The department: `id` of a TicketDepartment.')),
    status: optional(filledText('The status: `title` of a TicketStatus.')),
    subject: optional(filledText('The subject.')),
    client: optionalRef(Client, 'The client to whom the ticket is moved.'),
    name: optional(filledText('The name of the guest who opened it.')),
    email: optional(filledText('The email address of the guest who opened it.')),
    cc: clearable(text('Other recipients of its mails, separated by commas; null clears them.')),
    priority: optional(enumOf(TicketPriorityInput, 'The priority.')),
    openedAt: optional(instant('When it was opened; not in the future.')),
    flaggedAdminId: clearable(count("WHMCS's number of the member of staff who follows it (flag); null removes it.")),
    message: optional(filledText('The opening message.')),
    markdown: optional(flag('Whether the opening message is Markdown.')),
    customFields: optional(list(asGiven(CustomFieldInput), "Values of the department's custom fields.")),
    preventClientClosure: optional(flag('Whether the client is kept from closing it. From WHMCS 8.11.')),
  },
  check: ({ departmentId }, graph) => graph.noun(Departments).check(departmentId),
  params: ({ ticketId, clientId, departmentId, openedAt, flaggedAdminId, ...changes }, graph) => ({
    ticketid: ticketId,
    deptid: departmentId,
    status: changes.status,
    subject: changes.subject,
    userid: clientId,
    name: changes.name,
    email: changes.email,
    cc: changes.cc === null ? '' : changes.cc,
    priority: changes.priority === undefined ? undefined : ticketPriority.write(changes.priority),
    created: openedAt && graph.clock.told(openedAt),
    flag: flaggedAdminId ?? undefined,
    removeFlag: flaggedAdminId === null ? true : undefined,
    message: changes.message,
    markdown: changes.markdown,
    customfields: customFieldsIn(changes.customFields, 'tickets', graph),
    preventClientClosure: changes.preventClientClosure,
  }),
  returns: 'ticket',
});

mutation('ticketClose', {
  description: 'Closes a ticket. WHMCS: UpdateTicket.',
  command: UpdateTicket,
  offered: 'EVERYONE',
  inputDescription: 'A ticket to close.',
  input: { ticket: ref(Ticket, 'The ticket.') },
  alreadyDone: {
    description: 'Whether the ticket was closed already, so that nothing was sent.',
    before: ({ ticket }) => isIn(ticket, ['Closed']),
  },
  params: ({ ticketId }) => ({ ticketid: ticketId, status: 'Closed' }),
  returns: 'ticket',
});

mutation('ticketMerge', {
  description: 'Moves the messages and notes of other tickets into one; the others are gone. WHMCS: MergeTicket.',
  command: MergeTicket,
  offered: 'NOBODY',
  inputDescription: 'Tickets to merge.',
  input: {
    ticket: ref(Ticket, 'The ticket that is left.'),
    mergedTicketIds: refs(Ticket, 'The tickets that are merged into it.'),
    subject: optional(filledText('The new subject of the ticket that is left.')),
  },
  repeated: 'merges nothing twice',
  lock: ({ ticketId, mergedTicketIds }) => [ticketId, ...mergedTicketIds].map((id) => lockOf(Ticket, id)),
  check({ ticketId, mergedTicketIds }) {
    if (!mergedTicketIds.includes(ticketId)) return;
    throw new InvalidInputError('a ticket cannot be merged into itself', ['mergedTicketIds']);
  },
  params: ({ ticketId, mergedTicketIds, subject }) => ({
    ticketid: ticketId,
    mergeticketids: mergedTicketIds,
    newsubject: subject,
  }),
  returns: 'ticket',
});

mutation('ticketDelete', {
  description: 'Deletes a ticket with its messages, notes and files. WHMCS: DeleteTicket.',
  command: DeleteTicket,
  offered: 'NOBODY',
  inputDescription: 'A ticket to delete.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    confirm: text('The number of the ticket that people see (`number`), as confirmation.'),
  },
  repeated: 'answers as the first time',
  guard: ({ ticket, confirm }) => confirmed(confirm, ticket.known('number')),
  params: ({ ticketId }) => ({ ticketid: ticketId }),
  returns: { deletedTicketId: gone('ticket') },
});

mutation('ticketSenderBlock', {
  description:
    'Blocks the sender of a ticket: WHMCS opens no more tickets from mail of this address. WHMCS: BlockTicketSender.',
  command: BlockTicketSender,
  offered: 'NOBODY',
  inputDescription: 'A ticket whose sender is to be blocked.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    deleteTicket: flag('Whether WHMCS deletes the ticket as well.', { default: false }),
  },
  params: ({ ticketId, deleteTicket }) => ({ ticketid: ticketId, delete: deleteTicket }),
  returns: 'ticket',
});

const reply = idText('The reply: `id` of a TicketMessage.', { example: '2' });

mutation('ticketReplyUpdate', {
  description: 'Changes the text or the time of a reply. WHMCS: UpdateTicketReply.',
  command: UpdateTicketReply,
  offered: 'NOBODY',
  inputDescription: 'Changes to a reply of a ticket. An absent field is unchanged.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    replyId: reply,
    message: filledText('The text.'),
    markdown: optional(flag('Whether the text is Markdown.')),
    at: optional(instant('When it was written; not in the future.')),
  },
  prepare: ({ replyId, ticketId }) => ({ replyNumber: replyIn(replyId, ticketId) }),
  guard: ({ ticket, replyNumber }) => hasReply(ticket, replyNumber),
  params: ({ replyNumber, message, markdown, at }, { clock }) => ({
    replyid: replyNumber,
    message,
    markdown,
    created: at && clock.told(at),
  }),
  returns: 'ticket',
});

mutation('ticketReplyDelete', {
  description: 'Deletes a reply with its files. WHMCS: DeleteTicketReply.',
  command: DeleteTicketReply,
  offered: 'NOBODY',
  inputDescription: 'A reply to delete.',
  input: { ticket: ref(Ticket, 'The ticket.'), replyId: reply },
  repeated: 'answers as the first time',
  prepare: ({ replyId, ticketId }) => ({ replyNumber: replyIn(replyId, ticketId) }),
  guard: ({ ticket, replyNumber }) => hasReply(ticket, replyNumber),
  params: ({ ticketId, replyNumber }) => ({ ticketid: ticketId, replyid: replyNumber }),
  returns: 'ticket',
});

mutation('ticketNoteAdd', {
  description: 'Adds a note for staff to a ticket. WHMCS: AddTicketNote.',
  command: AddTicketNote,
  offered: 'NOBODY',
  inputDescription: 'A note, which clients never see.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    message: filledText('The text.'),
    markdown: optional(flag('Whether the text is Markdown.')),
    attachments: optional(list(asGiven(AttachmentInput), 'Files.')),
    at: optional(instant('When it was written; now if absent, and not in the future.')),
  },
  repeated: 'adds nothing twice',
  prepare: ({ attachments }) => ({ files: attachmentsIn(attachments) }),
  params: ({ ticketId, message, markdown, files, at }, { clock }) => ({
    ticketid: ticketId,
    message,
    markdown,
    attachments: files,
    created: at && clock.told(at),
  }),
  returns: 'ticket',
});

mutation('ticketNoteDelete', {
  description: 'Deletes a note of a ticket. WHMCS: DeleteTicketNote.',
  command: DeleteTicketNote,
  offered: 'NOBODY',
  inputDescription: 'A note to delete.',
  input: {
    ticket: ref(Ticket, 'The ticket.'),
    noteId: idOf('TicketNote', "WHMCS's number of the note: `whmcsId` of a TicketNote."),
  },
  repeated: 'answers as the first time',
  guard: ({ ticket, noteId }) => hasNote(ticket, noteId),
  params: ({ noteId }) => ({ noteid: noteId }),
  returns: 'ticket',
});
