/** What WHMCS tells of a ticket, in our words. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTicket, GetTickets } from '../../../whmcs/commands/tickets.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { enumWords } from '../../base/enum-words.ts';
import { attachmentFacts, type AttachmentFacts } from './attachments.ts';
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

/** The first value that is something; else null where one place at least says "nothing", undefined where none was told. */
const firstTold = <T>(...values: readonly (T | null | undefined)[]): T | null | undefined =>
  values.find((value) => value !== null && value !== undefined) ?? (values.includes(null) ? null : undefined);

/** "S12" is service 12, "D7" domain 7. */
function concernOf(told: string | null | undefined): Concern | null | undefined {
  if (told === null || told === undefined) return told;
  const [, letter, digits] = /^([SD])(\d{1,15})$/i.exec(told.trim()) ?? [];
  if (letter === undefined || Number(digits) === 0) return null;
  return { type: letter.toUpperCase() === 'S' ? 'service' : 'domain', id: Number(digits) };
}

/**
 * Who opened the ticket. Before 8.0, and in old tickets still, that is told by `name` and `email`; but where staff opened it for
 * somebody, those are of whom it was opened for.
 */
function requestorFacts(told: TicketRow | TicketRecord): Account<TicketFacts> {
  const byStaff = told.requestor_type === OPERATOR;
  return {
    requestorName: byStaff ? told.requestor_name : firstTold(told.requestor_name, told.name),
    requestorEmail: byStaff ? told.requestor_email : firstTold(told.requestor_email, told.email),
    requestorType: told.requestor_type,
  };
}

/** What both answers tell. */
const commonFacts = (told: TicketRow | TicketRecord): Account<TicketFacts> => ({
  ...requestorFacts(told),
  number: told.tid,
  subject: told.subject,
  status: told.status,
  priority: ticketPriority.read(told.priority),
  openedAt: told.date,
  lastReplyAt: told.lastreply,
  name: told.name,
  email: told.email,
  cc: told.cc,
  departmentId: told.deptid,
  departmentName: told.deptname,
  adminName: told.admin,
  flaggedAdminId: told.flag,
  concern: concernOf(told.service),
});

/** What rows know as well as records. */
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

/** GetTickets: knows the name of the client, but neither messages nor, on most builds, the department's name. */
export const ticketRowFacts = accounts((row: TicketRow): Account<TicketFacts> => ({
  ...commonFacts(row),
  ownerName: row.owner_name,
  attachments: attachmentFacts(row),
  attachmentsRemoved: row.attachments_removed,
}));

/** What a row tells of the ticket's client, from 8.0. */
export const ticketRowClientFacts = accounts((row: TicketRow): Account<ClientFacts> => ({
  // An empty name is no name of a client: he has been deleted, or an older build leaves it out.
  fullName: row.owner_name ?? undefined,
}));

/** GetTicket: the files that rows tell as the ticket's are those of its opening message. */
export const ticketRecordFacts = accounts((record: TicketRecord): Account<TicketFacts> => {
  const messages = messagesOf(record);
  const opening = messages.find(({ number }) => number === 0);
  return {
    ...commonFacts(record),
    contactId: record.contactid,
    attachments: opening?.attachments,
    attachmentsRemoved: opening?.attachmentsRemoved,
    messages,
    notes: notesOf(record),
  };
});
