/** Changes of tickets and their replies: UpdateTicket, MergeTicket, DeleteTicket, BlockTicketSender, UpdateTicketReply, DeleteTicketReply. */
import { z } from 'zod';
import { write } from '../command.ts';
import { fieldsUpdated, type Value } from '../reconcile/fields.ts';
import { isFound } from '../reconcile/found.ts';
import { removed } from '../reconcile/removed.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { ticketsMerged } from '../reconcile/ticket-changes.ts';
import {
  csvParam,
  dateTimeParam,
  idParam,
  optional,
  optionParam,
  serializedParam,
  settingParam,
} from '../wire/params.ts';
import { flag, id } from '../wire/values.ts';
import { GetTicket } from './tickets.ts';

const record = (ticketid: number, look: FreshRead) => look(GetTicket, { ticketid });
type Ticket = z.output<typeof GetTicket.answer>;

/** Departments count their open tickets. */
const changes = { tickets: 'ticketid', departments: true } as const;

const update = z.strictObject({
  ticketid: idParam,
  ...optional(idParam, 'deptid', 'userid', 'flag'),
  ...optional(z.string(), 'status', 'subject', 'name', 'email', 'cc', 'message'),
  priority: z.enum(['Low', 'Medium', 'High']).optional(),
  created: dateTimeParam.optional(),
  removeFlag: optionParam.optional(),
  ...optional(settingParam, 'markdown', 'preventClientClosure'),
  customfields: serializedParam.optional(),
});

/** What GetTicket reports of the parameters. It reports neither custom fields nor whether the client may close the ticket. */
function reported(ticket: Ticket, name: Compared): Value {
  if (name === 'created') return ticket.date?.slice(0, 'yyyy-mm-dd hh:mm:ss'.length);
  if (name === 'removeFlag') return ticket.flag == null;
  if (name === 'message') return ticket.replies.find(({ replyid }) => replyid === 0)?.message;
  return ticket[name];
}

const compared = [
  'deptid',
  'status',
  'subject',
  'userid',
  'name',
  'email',
  'cc',
  'priority',
  'flag',
  'removeFlag',
  'created',
  'message',
] as const;
type Compared = (typeof compared)[number];

export const UpdateTicket = write('UpdateTicket', {
  params: update,
  secretParams: ['customfields'],
  answer: z.object({ ticketid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: [
    'Ticket ID Not Found',
    'Department ID Not Found',
    'Invalid Ticket Priority. Valid priorities are: …',
    'Invalid Ticket Status. Valid statuses are: …',
    'Invalid Date Format',
    'Ticket creation date cannot be in the future',
  ],
  reconcile: fieldsUpdated<Compared, z.input<typeof update>, Ticket>({
    named: 'ticketid',
    id: ({ ticketid }) => ticketid,
    read: record,
    names: compared,
    valueOf: reported,
  }),
  changes,
  // The ticket moves to this client.
  crosses: 'userid',
});

export const MergeTicket = write('MergeTicket', {
  params: z.strictObject({ ticketid: idParam, mergeticketids: csvParam, newsubject: z.string().optional() }),
  answer: z.object({ ticketid: id }),
  purpose: 'support',
  repeat: 'error',
  refusals: ['Ticket ID Required', 'Ticket ID Invalid', 'Merge Ticket IDs Required', 'Invalid Merge Ticket IDs: …'],
  reconcile: ticketsMerged(record),
  changes,
  // The merged tickets may belong to others, such as guests.
  crosses: 'mergeticketids',
});

export const DeleteTicket = write('DeleteTicket', {
  params: z.strictObject({ ticketid: idParam }),
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'error',
  refusals: ['Ticket ID not found'],
  reconcile: removed<{ readonly ticketid: number }>({
    named: 'ticketid',
    id: ({ ticketid }) => ticketid,
    exists: (ticketid, look) => isFound(record(ticketid, look)),
  }),
  changes,
});

export const BlockTicketSender = write('BlockTicketSender', {
  params: z.strictObject({ ticketid: idParam, delete: optionParam.optional() }),
  answer: z.object({ deleted: flag }),
  purpose: 'dangerous',
  repeat: 'none',
  refusals: ['Ticket ID Required', 'Ticket ID Not Found'],
  reconcile: { never: 'no command reports which senders are blocked' },
  changes,
});

export const UpdateTicketReply = write('UpdateTicketReply', {
  params: z.strictObject({
    replyid: idParam,
    message: z.string(),
    markdown: settingParam.optional(),
    created: dateTimeParam.optional(),
  }),
  answer: z.object({ replyid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: [
    'Reply ID Required',
    'Message is Required',
    'Reply ID Not Found',
    'Invalid Date Format',
    'Reply creation date cannot be in the future',
  ],
  reconcile: { never: 'no command finds a reply by its number alone' },
  changes: { tickets: true },
});

const replyDeleted = z.strictObject({ ticketid: idParam, replyid: idParam });

export const DeleteTicketReply = write('DeleteTicketReply', {
  params: replyDeleted,
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'error',
  refusals: ['Ticket ID Required', 'Reply ID Required', 'Ticket ID Not Found', 'Reply ID Not Found'],
  reconcile: removed<z.input<typeof replyDeleted>>({
    named: 'replyid',
    id: ({ replyid }) => replyid,
    scope: ({ ticketid }) => ticketid,
    exists: async (replyid, look, ticketid) =>
      ticketid !== null && (await record(ticketid, look)).replies.some((reply) => reply.replyid === replyid),
  }),
  changes,
});
