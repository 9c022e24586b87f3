import type { Ticket } from '../world/model.ts';
import { admin } from '../world/reference.ts';
import { existing, type Call } from './command.ts';
import { byText, same } from './page.ts';
import { columns, numerals } from './row.ts';
import { get, list } from './table-command.ts';
import { noteRow, replyRow, requestor, ticketRow } from './ticket-rows.ts';

export const GetTickets = list({
  from: ({ tickets }) => tickets,
  rows: 'tickets.ticket',
  where: {
    clientid: 'userid',
    deptid: 'deptid',
    // Finds the tickets of guests only.
    email: ({ userid, opening }, sent) => userid === 0 && same(opening.by.email, sent),
    status: hasStatus,
    subject: ({ subject }, sent) => subject.toLowerCase().includes(sent.toLowerCase()),
  },
  order: (tickets, call) =>
    visible(tickets, call).toSorted((left, right) => byText(right.lastreply, left.lastreply) || right.id - left.id),
  empty: 'missing',
  counts: { totalresults: 'text' },
  row: (ticket, { world, wire }) => ticketRow(ticket, world, wire),
});

/** Without `ignore_dept_assignments` an API administrator sees only the departments with an assignment. */
function visible(tickets: readonly Ticket[], { params, world }: Call): readonly Ticket[] {
  if (params.flag('ignore_dept_assignments')) return tickets;
  const assigned = new Set(world.departments.filter((department) => department.assigned).map(({ id }) => id));
  return tickets.filter(({ deptid }) => assigned.has(deptid));
}

export function hasStatus(ticket: Ticket, status: string): boolean {
  if (same(status, 'Awaiting Reply')) return ticket.status === 'Open' || ticket.status === 'Customer-Reply';
  if (same(status, 'All Active Tickets')) return ticket.status !== 'Closed';
  if (same(status, 'My Flagged Tickets')) return ticket.flag === admin.id && ticket.status !== 'Closed';
  return same(ticket.status, status);
}

function ticketOf({ params, world }: Call): Ticket {
  const number = params.text('ticketnum') ?? '';
  const found =
    params.int('ticketid') > 0
      ? world.tickets.get(params.int('ticketid'))
      : world.tickets.find((ticket) => number !== '' && ticket.tid === number);
  return existing(found, 'Ticket ID Not Found');
}

/** By the internal number or the public one, each in its own parameter. */
export const GetTicket = get(ticketOf, (ticket, { params, world, wire }) => {
  const { id, opening } = ticket;
  const owner = world.clients.get(ticket.userid);
  const replies = [opening, ...ticket.replies];
  const sorted = same(params.text('repliessort') ?? '', 'desc') ? replies.toReversed() : replies;
  return {
    ticketid: wire.numeral(id),
    ...columns(ticket, 'tid', 'c', 'cc', 'status', 'priority', 'admin', 'lastreply', 'service'),
    ...numerals(wire, ticket, 'deptid', 'userid', 'flag'),
    deptname: wire.text(world.departments.find((department) => department.id === ticket.deptid)?.name ?? ''),
    contactid: wire.numeral(opening.by.contactid),
    name: wire.text(owner ? `${owner.firstname} ${owner.lastname}` : opening.by.name),
    email: owner?.email ?? opening.by.email,
    ...requestor(opening.by, id, wire),
    date: opening.date,
    subject: wire.text(ticket.subject),
    replies: { reply: sorted.map((reply) => replyRow(reply, wire)) },
    ...wire.list(
      'notes',
      'note',
      ticket.notes.map((note) => noteRow(note, wire)),
      'text',
    ),
  };
});
