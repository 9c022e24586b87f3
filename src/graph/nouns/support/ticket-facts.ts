/** Converts WHMCS's answers about a ticket to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTicket, GetTickets } from '../../../whmcs/commands/tickets.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { enumWords } from '../../base/enum-words.ts';
import { attachmentFacts, type Attaching, type AttachmentFacts } from './attachments.ts';
import { messagesOf, notesOf, OPERATOR, type MessageFacts, type NoteFacts } from './ticket-message-facts.ts';

export const ticketPriority = enumWords({ LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' });

export type TicketRow = Answer<typeof GetTickets>['tickets'][number];
export type TicketRecord = Answer<typeof GetTicket>;

/** The service or the domain that a ticket is about. */
export interface Concern {
  readonly type: 'service' | 'domain';
  readonly id: number;
}

export interface TicketFacts {
  number: string | null;
  subject: string | null;
  status: string | null;
  priority: (typeof ticketPriority.names)[number] | 'OTHER' | null;
  openedAt: string | null;
  lastReplyAt: string | null;
  requestorName: string | null;
  requestorEmail: string | null;
  requestorType: string | null;
  name: string | null;
  email: string | null;
  ownerName: string | null;
  cc: string | null;
  contactId: number | null;
  departmentId: number | null;
  departmentName: string | null;
  adminName: string | null;
  flaggedAdminId: number | null;
  concern: Concern | null;
  attachments: readonly AttachmentFacts[];
  attachmentsRemoved: boolean | null;
  messages: readonly MessageFacts[];
  notes: readonly NoteFacts[];
}

/** The first value; null if none exists but one was reported as empty; undefined if none was reported. */
const firstReported = <T>(...values: readonly (T | null | undefined)[]): T | null | undefined =>
  values.find((value) => value !== null && value !== undefined) ?? (values.includes(null) ? null : undefined);

/** "S12" is service 12, "D7" domain 7. */
function concernOf(service: string | null | undefined): Concern | null | undefined {
  if (service === null || service === undefined) return service;
  const [, letter, digits] = /^([SD])(\d{1,15})$/i.exec(service.trim()) ?? [];
  if (letter === undefined || Number(digits) === 0) return null;
  return { type: letter.toUpperCase() === 'S' ? 'service' : 'domain', id: Number(digits) };
}

/**
 * Who opened the ticket. Before 8.0, and in old tickets, `name` and `email` report it. If staff opened the ticket for a client or guest,
 * `name` and `email` are those of that client or guest.
 */
function requestorFacts(answer: TicketRow | TicketRecord): Account<TicketFacts> {
  const byStaff = answer.requestor_type === OPERATOR;
  return {
    requestorName: byStaff ? answer.requestor_name : firstReported(answer.requestor_name, answer.name),
    requestorEmail: byStaff ? answer.requestor_email : firstReported(answer.requestor_email, answer.email),
    requestorType: answer.requestor_type,
  };
}

/** The facts that both answers have. */
const commonFacts = (answer: TicketRow | TicketRecord): Account<TicketFacts> => ({
  ...requestorFacts(answer),
  number: answer.tid,
  subject: answer.subject,
  status: answer.status,
  priority: ticketPriority.read(answer.priority),
  openedAt: answer.date,
  lastReplyAt: answer.lastreply,
  name: answer.name,
  email: answer.email,
  cc: answer.cc,
  departmentId: answer.deptid,
  departmentName: answer.deptname,
  adminName: answer.admin,
  flaggedAdminId: answer.flag,
  concern: concernOf(answer.service),
});

/** The facts that rows have as well as records. */
export const rowFacts: ReadonlySet<keyof TicketFacts> = new Set([
  'number',
  'subject',
  'status',
  'priority',
  'openedAt',
  'lastReplyAt',
  'name',
  'email',
  'cc',
  'departmentId',
  'adminName',
  'flaggedAdminId',
  'concern',
  'requestorName',
  'requestorEmail',
  'requestorType',
]);

/** Files of a ticket itself are those of its opening message. */
const openingOf = (id: number | null | undefined): Attaching => ({
  ticketId: id ?? 0,
  type: 'ticket',
  relatedId: id ?? 0,
});

/** GetTickets: has the name of the client, but neither messages nor, on most builds, the department's name. */
export const ticketRowFacts = accounts((row: TicketRow): Account<TicketFacts> => ({
  ...commonFacts(row),
  ownerName: row.owner_name,
  attachments: attachmentFacts(row, openingOf(row.id ?? row.ticketid)),
  attachmentsRemoved: row.attachments_removed,
}));

/** The facts about the client in a row of its ticket, from 8.0. */
export const ticketRowClientFacts = accounts((row: TicketRow): Account<ClientFacts> => ({
  // An empty name is not the client's name: the client is deleted, or an older build omits the name.
  fullName: row.owner_name ?? undefined,
}));

/** GetTicket. The files that rows report for the ticket are those of its opening message. */
export const ticketRecordFacts = accounts((record: TicketRecord): Account<TicketFacts> => {
  const messages = messagesOf(record);
  const opening = messages.find(({ number }) => number === 0);
  return {
    ...commonFacts(record),
    contactId: record.contactid,
    attachments: opening?.attachments,
    attachmentsRemoved: opening?.attachmentsRemoved,
    messages,
    notes: notesOf(record, record.ticketid ?? 0),
  };
});
