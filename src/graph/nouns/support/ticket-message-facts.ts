/** Converts WHMCS's answers about the messages and notes of a ticket to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTicket, GetTicketNotes } from '../../../whmcs/commands/tickets.ts';
import { attachmentFacts, type Attaching, type AttachmentFacts } from './attachments.ts';

type TicketAnswer = Answer<typeof GetTicket>;
type Reply = TicketAnswer['replies'][number];

export interface MessageFacts {
  /** WHMCS's number of the reply; 0 is the opening message. */
  readonly number: number;
  readonly at: string | null;
  readonly body: string | null;
  readonly authorName: string | null;
  readonly authorEmail: string | null;
  readonly authorType: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly adminName: string | null;
  readonly clientId: number | null;
  readonly contactId: number | null;
  readonly rating: number | null;
  readonly attachments: readonly AttachmentFacts[];
  readonly attachmentsRemoved: boolean | null;
}

export interface NoteFacts {
  readonly id: number | null;
  readonly at: string | null;
  readonly body: string | null;
  readonly adminName: string | null;
  readonly attachments: readonly AttachmentFacts[];
  readonly attachmentsRemoved: boolean | null;
}

/** WHMCS's word for a member of staff. */
export const OPERATOR = 'Operator';

/** Derives the type of the author before 8.0: a reply of staff has the name of the member of staff, and often the client's number too. */
function authorTypeOf(reply: Reply): string {
  if (reply.requestor_type) return reply.requestor_type;
  if (reply.admin) return OPERATOR;
  if (!reply.userid) return 'Guest';
  return reply.contactid ? 'Contact' : 'Owner';
}

/** Before 8.0 only the opening message and replies of guests have a name; a client's reply gets the name of the ticket. */
function messageFacts(reply: Reply, place: number, ticket: TicketAnswer): MessageFacts {
  const authorType = authorTypeOf(reply);
  const number = reply.replyid ?? place;
  const ticketId = ticket.ticketid ?? 0;
  const of: Attaching =
    number === 0 ? { ticketId, type: 'ticket', relatedId: ticketId } : { ticketId, type: 'reply', relatedId: number };
  return {
    number,
    at: reply.date ?? null,
    body: reply.message ?? null,
    authorName:
      reply.requestor_name ?? reply.name ?? reply.admin ?? (authorType === 'Owner' ? (ticket.name ?? null) : null),
    authorEmail: reply.requestor_email ?? reply.email ?? null,
    authorType,
    name: reply.name ?? null,
    email: reply.email ?? null,
    adminName: reply.admin ?? null,
    clientId: reply.userid,
    contactId: reply.contactid ?? null,
    rating: reply.rating || null,
    attachments: attachmentFacts(reply, of) ?? [],
    attachmentsRemoved: reply.attachments_removed ?? null,
  };
}

/** The opening message, then the replies by time: the replies of a merged ticket have higher numbers than their age suggests. */
const inOrder = (a: MessageFacts, b: MessageFacts): number => {
  if (a.number === 0 || b.number === 0) return a.number - b.number;
  const [x, y] = [a.at ?? '', b.at ?? ''];
  return x === y ? a.number - b.number : x < y ? -1 : 1;
};

/** All messages, oldest first. */
export const messagesOf = (ticket: TicketAnswer): readonly MessageFacts[] =>
  ticket.replies.map((reply, place) => messageFacts(reply, place, ticket)).toSorted(inOrder);

/** The notes of staff, as GetTicket and GetTicketNotes report them. */
export const notesOf = (
  { notes }: Pick<TicketAnswer, 'notes'> | Answer<typeof GetTicketNotes>,
  ticketId: number,
): readonly NoteFacts[] =>
  notes.map((note) => {
    const id = note.noteid ?? ('id' in note ? note.id : null) ?? null;
    return {
      id,
      at: note.date ?? null,
      body: note.message ?? null,
      adminName: note.admin ?? null,
      attachments: attachmentFacts(note, { ticketId, type: 'note', relatedId: id ?? 0 }) ?? [],
      attachmentsRemoved: note.attachments_removed ?? null,
    };
  });

/**
 * Staff's notes, as GetTicketNotes tells them; undefined if one has files of which it tells no more than their names on WHMCS's disk, which
 * are not those that people gave them.
 */
export const listedNotesOf = (
  list: Answer<typeof GetTicketNotes>,
  ticketId: number,
): readonly NoteFacts[] | undefined =>
  list.notes.some(({ attachment, attachments = [] }) => attachment != null && attachments.length === 0)
    ? undefined
    : notesOf(list, ticketId);
