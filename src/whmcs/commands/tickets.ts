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
import { created, type Found, type Traits } from '../reconcile/created.ts';
import { isSince, momentOf, newestSince } from '../reconcile/newest.ts';
import { collated } from '../wire/collation.ts';
import { LARGE_ANSWER } from '../transport/answer-limits.ts';
import { count, dateTime, flag, id, listOf, owner, text } from '../wire/values.ts';
import { page, pageParams } from '../wire/page.ts';

/** Files of a ticket, a reply or a note, from 7.10; before, `attachment` alone: stored names with pipes between them. */
const attached = {
  attachment: text,
  attachments: listOf('attachment', z.object({ filename: text, index: count })).optional(),
  attachments_removed: flag,
};

/** Who wrote, from 8.0. */
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
  /** The member of staff who follows it. */
  flag: id,
  /** "S12" or "D7": the service or domain in question. */
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
    // Without it only the departments of the administrator behind the credential are seen.
    ignore_dept_assignments: optionParam.optional(),
  }),
  answer: page({ tickets: listOf('ticket', row).default([]) }),
  // With it anyone may open the ticket in the client area.
  secret: ['tickets.ticket[].c'],
  keep: 'list',
  topics: ['tickets'],
  owner: 'tickets[].userid',
  filters: { clientid: 'tickets[].userid' },
  // Rows name their clients.
  mentions: { ticket: ['tickets[].id', 'tickets[].ticketid'], client: 'tickets[].userid' },
  probe: { limitnum: 1, ignore_dept_assignments: true },
});

export const GetTicket = read('GetTicket', {
  largest: LARGE_ANSWER,
  params: needsOneOf(
    z.strictObject({
      ticketid: idParam.optional(),
      /** The number that people see (`tid`), not WHMCS's own. */
      ticketnum: z.string().min(1).optional(),
      repliessort: z.enum(['ASC', 'DESC']).optional(),
    }),
    'ticketid',
    'ticketnum',
  ),
  answer: ticket.extend({
    ticketid: id,
    contactid: id,
    replies: listOf('reply', reply).default([]),
    notes: listOf('note', note).default([]),
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

/** What a person writes: who (a client, one of its contacts, or a guest by name and address), when, and with which files. */
const written = {
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

/** What WHMCS refuses of what a person writes. */
const mistakes = [
  'Client ID Not Found',
  'Contact ID Not Found',
  'Name and email address are required if not a client',
  'Message is required',
  'Email Address Invalid',
  'Invalid Date Format',
];

/** The largest page: lists have an order that nobody documents. */
const NEWEST = 100;

interface Opening {
  readonly clientid?: number | undefined;
  readonly email?: string | undefined;
  readonly deptid: number;
  readonly subject: string;
  readonly priority?: string | undefined;
  readonly message: string;
}

const likeTicket = ({ deptid, subject, userid, email, priority }: z.output<typeof ticket>): Traits => [
  deptid,
  subject,
  userid === null ? collated(email) : '',
  priority == null ? undefined : collated(priority),
];

const numberOf = (each: z.output<typeof row>): number | null | undefined => each.id ?? each.ticketid;

function foundTicket(each: z.output<typeof row>): Found {
  const number = numberOf(each);
  return {
    id: number,
    key: [each.userid],
    like: likeTicket(each),
    ids: number ? { id: number, ticketid: number } : {},
  };
}

/** A client's tickets are listed by client, a guest's among those of nobody, which have no list of their own. */
const opened = created<Opening>({
  scope: ({ clientid }) => clientid ?? 0,
  key: ({ clientid }) => [clientid ?? null],
  like: ({ deptid, subject, clientid, email, priority, message }) => [
    deptid,
    subject,
    clientid === undefined ? collated(email) : '',
    priority === undefined ? undefined : collated(priority),
    message,
  ],
  async list(client, look) {
    const { tickets, totalresults } = await look(GetTickets, {
      ...(client > 0 && { clientid: client }),
      limitnum: NEWEST,
      ignore_dept_assignments: true,
    });
    return { total: totalresults, found: tickets.map(foundTicket) };
  },
  // Filtered by client it misses tickets of that client.
  async secondList(_, look, since) {
    const { rows, isWhole } = await newestSince(
      {
        async read(limitstart, limitnum) {
          const asked = { limitstart, limitnum, ignore_dept_assignments: true };
          const { tickets, totalresults } = await look(GetTickets, asked);
          return { rows: tickets, total: totalresults };
        },
        id: numberOf,
        rank: ({ lastreply, date }) => momentOf(lastreply ?? date),
        at: ({ lastreply, date }) => lastreply ?? date,
      },
      since,
    );
    return { isWhole, found: rows.map((each) => ({ ...foundTicket(each), isOlder: !isSince(each.date, since) })) };
  },
  async closer(ticketid, look) {
    const told = await look(GetTicket, { ticketid });
    return [...likeTicket(told), told.replies.find(({ replyid }) => replyid === 0)?.message ?? undefined];
  },
  named: 'id',
});

interface Replying {
  readonly ticketid: number;
  readonly message: string;
  readonly clientid?: number | undefined;
  readonly email?: string | undefined;
  readonly adminusername?: string | undefined;
}

/** Of staff WHMCS tells the name and not the one that signs in, so that it only counts that it was staff. */
const replied = created<Replying>({
  scope: ({ ticketid }) => ticketid,
  key: ({ adminusername }) => [adminusername !== undefined],
  like: ({ message, clientid, email, adminusername }) => [
    message,
    adminusername === undefined ? (clientid ?? collated(email)) : null,
  ],
  async list(ticketid, look) {
    const { replies } = await look(GetTicket, { ticketid });
    return {
      total: replies.length,
      found: replies.map(({ replyid, message, admin, userid, email }) => ({
        id: replyid,
        key: [admin != null],
        like: [message, admin == null ? (userid ?? collated(email)) : null],
        ids: { ticketid, ...(replyid && { replyid }) },
      })),
    };
  },
  named: 'replyid',
});

export const OpenTicket = write('OpenTicket', {
  params: z.strictObject({
    ...written,
    deptid: idParam,
    subject: z.string(),
    /** From 8.5: the user, of those who manage the client. */
    userid: idParam.optional(),
    priority: z.enum(['Low', 'Medium', 'High']).optional(),
    serviceid: idParam.optional(),
    domainid: idParam.optional(),
    admin: optionParam.optional(),
    // From 8.11; the department decides where it is left out.
    preventClientClosure: settingParam.optional(),
  }),
  secretParams: ['customfields'],
  answer: z.object({ id, tid: text }),
  secret: ['c'],
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    ...mistakes,
    'The system cannot find the provided user ID.',
    'Department ID not found',
    'Subject is required',
    'Service ID Not Found',
    'Domain ID Not Found',
    'Ticket creation date cannot be in the future',
    'Unable to generate ticket number',
  ],
  reconcile: opened,
  // Departments count their open tickets.
  changes: { tickets: 'id', departments: true },
});

export const AddTicketReply = write('AddTicketReply', {
  params: z.strictObject({
    ...written,
    ticketid: idParam,
    adminusername: z.string().optional(),
    status: z.string().optional(),
  }),
  secretParams: ['customfields'],
  answer: z.object({}),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    ...mistakes,
    'Ticket ID not found',
    'Invalid Ticket Status',
    'Reply creation date cannot be in the future',
  ],
  reconcile: replied,
  changes: { tickets: 'ticketid', departments: true },
});
