/** Support tickets: GetTickets, GetTicket, OpenTicket, AddTicketReply. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import {
  attachmentsParam,
  dateTimeParam,
  idParam,
  needsOneOf,
  optionParam,
  serializedParam,
  settingParam,
} from '../wire/params.ts';
import { ticketOpened, ticketReplied, type TicketReads } from '../reconcile/ticket.ts';
import { LARGE_ANSWER } from '../transport/answer-limits.ts';
import { count, dateTime, flag, id, listOf, owner, text } from '../wire/values.ts';
import { page, pageParams, rows } from '../wire/page.ts';

/** Files of a ticket, a reply or a note, from 7.10; before, `attachment` alone: stored names separated by pipes. */
const attached = {
  attachment: text,
  attachments: listOf('attachment', z.object({ filename: text, index: count })).optional(),
  attachments_removed: flag,
};

/** The author, from 8.0. */
const requestor = { requestor_name: text, requestor_email: text, requestor_type: text };

const ticket = z.object({
  ...requestor,
  tid: text,
  deptid: id,
  deptname: text,
  userid: owner,
  name: text,
  email: text,
  cc: text,
  date: dateTime,
  subject: text,
  status: text,
  priority: text,
  admin: text,
  lastreply: dateTime,
  /** The member of staff it is flagged for. */
  flag: id,
  /** "S12" or "D7": the service or domain that it is about. */
  service: text,
});

/** Some builds add `ticketid` and the department's name to a row. */
const row = ticket.extend({ ...attached, id, ticketid: id, owner_name: text });

const reply = z.object({
  ...attached,
  ...requestor,
  /** 0 is the opening message. */
  replyid: count,
  userid: owner,
  contactid: id,
  name: text,
  email: text,
  date: dateTime,
  message: text,
  admin: text,
  rating: count,
});

const note = z.object({ ...attached, noteid: id, date: dateTime, message: text, admin: text });

export const GetTickets = read('GetTickets', {
  params: z.strictObject({
    ...pageParams,
    deptid: idParam.optional(),
    clientid: idParam.optional(),
    email: z.string().optional(),
    status: z.string().optional(),
    subject: z.string().optional(),
    // Without it WHMCS returns only the departments of the administrator behind the credential.
    ignore_dept_assignments: optionParam.optional(),
  }),
  answer: page({ tickets: rows('ticket', row) }),
  // Whoever has it can open the ticket in the client area.
  secret: ['tickets.ticket[].c'],
  keep: 'list',
  topics: ['tickets'],
  owner: 'tickets[].userid',
  filters: { clientid: 'tickets[].userid' },
  // Rows name their clients.
  mentions: { ticket: ['tickets[].id', 'tickets[].ticketid'], client: 'tickets[].userid' },
  probe: { limitnum: 1, ignore_dept_assignments: true },
});

/** Some builds call the number of a note as GetTicket does. */
export const GetTicketNotes = read('GetTicketNotes', {
  params: z.strictObject({ ticketid: idParam }),
  answer: page({ notes: listOf('note', note.extend({ id })).default([]) }),
  keep: 'record',
  topics: ['tickets'],
  mentions: { ticket: { filter: 'ticketid' } },
  probe: { ticketid: 1 },
});

export const GetTicket = read('GetTicket', {
  largest: LARGE_ANSWER,
  params: needsOneOf(
    z.strictObject({
      ticketid: idParam.optional(),
      /** The number that people see (`tid`), not WHMCS's id. */
      ticketnum: z.string().min(1).optional(),
      repliessort: z.enum(['ASC', 'DESC']).optional(),
    }),
    'ticketid',
    'ticketnum',
  ),
  answer: ticket.extend({
    ticketid: id,
    contactid: id,
    replies: rows('reply', reply),
    notes: rows('note', note),
  }),
  secret: ['c'],
  keep: 'record',
  topics: ['tickets'],
  owner: 'userid',
  filters: { ticketid: 'ticketid', ticketnum: 'tid' },
  mentions: { ticket: 'ticketid' },
  // The author of a reply is named too, and may be another client than the ticket's.
  names: ['userid', 'replies[].userid'],
  probe: { ticketid: 1 },
});

/** A message: its author (a client, one of its contacts, or a guest by name and address), its time and its files. */
const message = {
  message: z.string(),
  clientid: idParam.optional(),
  contactid: idParam.optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  created: dateTimeParam.optional(),
  noemail: optionParam.optional(),
  markdown: optionParam.optional(),
  customfields: serializedParam.optional(),
  attachments: attachmentsParam.optional(),
};

/** The refusals of a message. */
const refusals = [
  'Client ID Not Found',
  'Contact ID Not Found',
  'Name and email address are required if not a client',
  'Message is required',
  'Email Address Invalid',
  'Invalid Date Format',
];

const tickets: TicketReads = {
  page: async (asked, look) => {
    const answer = await look(GetTickets, { ...asked, ignore_dept_assignments: true });
    return { rows: answer.tickets, total: answer.totalresults };
  },
  record: (ticketid, look) => look(GetTicket, { ticketid }),
};

export const OpenTicket = write('OpenTicket', {
  params: z.strictObject({
    ...message,
    deptid: idParam,
    subject: z.string(),
    /** From 8.5: one of the users who manage the client. */
    userid: idParam.optional(),
    priority: z.enum(['Low', 'Medium', 'High']).optional(),
    serviceid: idParam.optional(),
    domainid: idParam.optional(),
    admin: optionParam.optional(),
    // From 8.11; the default is the department's.
    preventClientClosure: settingParam.optional(),
  }),
  secretParams: ['customfields'],
  answer: z.object({ id, tid: text }),
  secret: ['c'],
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    ...refusals,
    'The system cannot find the provided user ID.',
    'Department ID not found',
    'Subject is required',
    'Service ID Not Found',
    'Domain ID Not Found',
    'Ticket creation date cannot be in the future',
    'Unable to generate ticket number',
  ],
  reconcile: ticketOpened(tickets),
  // Departments count their open tickets.
  changes: { tickets: 'id', departments: true },
});

export const AddTicketReply = write('AddTicketReply', {
  params: z.strictObject({
    ...message,
    ticketid: idParam,
    adminusername: z.string().optional(),
    status: z.string().optional(),
  }),
  secretParams: ['customfields'],
  answer: z.object({}),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    ...refusals,
    'Ticket ID not found',
    'Invalid Ticket Status',
    'Reply creation date cannot be in the future',
  ],
  reconcile: ticketReplied(tickets),
  changes: { tickets: 'ticketid', departments: true },
});
