import type { Attachment, Client, Contact, Ticket, TicketMessage, Writer } from './model.ts';
import type { World } from './world.ts';
import { admin } from './reference.ts';

export function asOwner(client: Client): Writer {
  return {
    userid: client.id,
    contactid: 0,
    name: `${client.firstname} ${client.lastname}`,
    email: client.email,
    admin: '',
    type: 'Owner',
  };
}

export function asGuest(name: string, email: string): Writer {
  return { userid: 0, contactid: 0, name, email, admin: '', type: 'Guest' };
}

export function asStaff(name: string = admin.name): Writer {
  return { userid: 0, contactid: 0, name, email: '', admin: name, type: 'Operator' };
}

export function asContact(client: Client, contact: Contact): Writer {
  return {
    userid: client.id,
    contactid: contact.id,
    name: `${contact.firstname} ${contact.lastname}`,
    email: contact.email,
    admin: '',
    type: 'Contact',
  };
}

/** The public number: three letters and six digits, or digits alone, as an earlier mask of the operator made them. */
export function ticketNumber(id: number): string {
  const digits = String(100_000 + ((id * 7919) % 900_000));
  if (id % 2 === 0) return digits;
  const letter = (step: number): string => String.fromCharCode(65 + ((id * step) % 26));
  return `${letter(3)}${letter(7)}${letter(11)}-${digits}`;
}

export interface NewTicket {
  readonly by: Writer;
  readonly userid: number;
  readonly deptid: number;
  readonly subject: string;
  readonly message: string;
  readonly date: string;
  readonly priority?: string;
  readonly service?: string;
  readonly flag?: number;
  readonly cc?: string;
  readonly attachments?: readonly Attachment[];
}

export function addTicket(world: World, ticket: NewTicket): Ticket {
  const id = world.tickets.nextId();
  const { by, userid, deptid, subject, message, date, attachments = [] } = ticket;
  return world.tickets.add({
    id,
    tid: ticketNumber(id),
    c: `SECRET-c-${id}`,
    deptid,
    userid,
    opening: { id: 0, by, date, message, attachments },
    cc: ticket.cc ?? '',
    subject,
    status: 'Open',
    priority: ticket.priority ?? 'Medium',
    admin: by.admin,
    lastreply: date,
    flag: ticket.flag ?? 0,
    service: ticket.service ?? '',
    replies: [],
    notes: [],
    customFields: [],
  });
}

/** A reply moves the ticket: to Answered when staff wrote it, to Customer-Reply when anyone else did. */
export function addReply(world: World, ticket: Ticket, reply: Omit<TicketMessage, 'id'>, status?: string): void {
  ticket.replies.push({ id: world.nextReplyId(), ...reply });
  ticket.lastreply = reply.date;
  if (reply.by.admin !== '') ticket.admin = reply.by.admin;
  ticket.status = status ?? (reply.by.admin === '' ? 'Customer-Reply' : 'Answered');
}

export function addNote(
  world: World,
  ticket: Ticket,
  message: string,
  date: string,
  attachments: readonly Attachment[] = [],
): void {
  ticket.notes.push({ id: world.nextReplyId(), by: asStaff(), date, message, attachments });
}
