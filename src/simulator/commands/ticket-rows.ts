import type { Answer, Json } from '../http/json.ts';
import type { Wire } from '../wire.ts';
import type { Attachment, Ticket, TicketMessage, Writer } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** A row of GetTickets. Its number is called `id`, in GetTicket `ticketid`. */
export function ticketRow(ticket: Ticket, world: World, wire: Wire): Answer {
  const { id, opening } = ticket;
  const owner = world.clients.get(ticket.userid);
  const ownerName = owner ? `${owner.firstname} ${owner.lastname}` : '';
  return {
    id: wire.numeral(id),
    ...(wire.variant(id, 'ticketid', 3) === 1 ? { ticketid: id } : {}),
    tid: ticket.tid,
    deptid: wire.numeral(ticket.deptid),
    userid: wire.numeral(ticket.userid),
    name: wire.text(ownerName || opening.by.name),
    owner_name: wire.text(ownerName),
    email: owner?.email ?? opening.by.email,
    ...requestor(opening.by, id, wire),
    cc: ticket.cc,
    c: ticket.c,
    date: opening.date,
    subject: wire.text(ticket.subject),
    status: ticket.status,
    priority: wire.variant(id, 'priority', 12) === 1 ? null : ticket.priority,
    admin: ticket.admin,
    ...attachmentsOf(opening.attachments, id, wire),
    lastreply: ticket.lastreply,
    flag: wire.numeral(ticket.flag),
    service: ticket.service,
    ...wire.extra(id, 'tickets'),
  };
}

/** The opening message is a reply with the id 0 and without a rating. */
export function replyRow(reply: TicketMessage, wire: Wire): Answer {
  const { by } = reply;
  const guest = by.userid === 0 && by.admin === '';
  return {
    replyid: wire.untidy && wire.variant(reply.id, 'replyid', 2) === 0 ? String(reply.id) : reply.id,
    userid: wire.numeral(by.userid),
    contactid: wire.numeral(by.contactid),
    name: reply.id === 0 || guest ? wire.text(by.name) : '',
    email: reply.id === 0 || guest ? by.email : '',
    ...requestor(by, reply.id, wire),
    date: reply.date,
    message: wire.text(reply.message),
    ...attachmentsOf(reply.attachments, reply.id, wire),
    admin: by.admin,
    ...(reply.id === 0 ? {} : { rating: wire.numeral(0) }),
  };
}

export function noteRow(note: TicketMessage, wire: Wire): Answer {
  return {
    noteid: wire.numeral(note.id),
    date: note.date,
    message: wire.text(note.message),
    ...attachmentsOf(note.attachments, note.id, wire),
    admin: note.by.admin,
  };
}

/** Tickets from before 8.0 have explicit nulls instead of a requestor. */
export function requestor(by: Writer, row: number, wire: Wire): Answer {
  if (wire.variant(row, 'requestor', 9) === 1)
    return { requestor_name: null, requestor_email: by.email, requestor_type: by.type };
  return { requestor_name: wire.text(by.name), requestor_email: by.email, requestor_type: by.type };
}

/** A deprecated pipe list, and a list. Without attachments the list holds one empty list. */
export function attachmentsOf(attachments: readonly Attachment[], row: number, wire: Wire): Answer {
  const removed = attachments.some((attachment) => attachment.removed);
  const listed: Json[] = attachments.map(({ name }, index) => ({ filename: name, index }));
  return {
    attachment: attachments
      .map(({ name }, index) => `${String(100_000 + row * 7 + index)}_${name.replace(/[^\w.]/g, '_')}`)
      .join('|'),
    attachments: listed.length === 0 && wire.untidy ? [[]] : listed,
    attachments_removed: wire.flag(removed, row, 'removed', [
      [true, false],
      [1, 0],
    ]),
  };
}
