import type { Answer } from '../http/json.ts';
import type { Ticket } from '../world/model.ts';
import { admin, departments } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import { existing, type Call } from './command.ts';
import { byText, pageOf, same } from './page.ts';
import type { Params } from './params.ts';
import { noteRow, replyRow, requestor, ticketRow } from './ticket-rows.ts';

/** Without `ignore_dept_assignments` an API administrator sees only the departments he is assigned to. */
export function getTickets({ params, world, wire }: Call): Answer {
  const wanted = matching(params, world).toSorted(
    (left, right) => byText(right.lastreply, left.lastreply) || right.id - left.id,
  );
  const { rows, total, start } = pageOf(wanted, params);
  return {
    totalresults: wire.numeral(total),
    startnumber: start,
    numreturned: rows.length,
    ...wire.list(
      'tickets',
      'ticket',
      rows.map((ticket) => ticketRow(ticket, world, wire)),
      'missing',
    ),
  };
}

function matching(params: Params, world: World): Ticket[] {
  const clientid = params.int('clientid');
  const deptid = params.int('deptid');
  const email = params.text('email') ?? '';
  const status = params.text('status') ?? '';
  const subject = (params.text('subject') ?? '').toLowerCase();
  const candidates = clientid > 0 ? world.tickets.of(clientid) : world.tickets.all();
  return candidates.filter(
    (ticket) =>
      (params.flag('ignore_dept_assignments') || isAssigned(ticket.deptid)) &&
      (deptid === 0 || ticket.deptid === deptid) &&
      (email === '' || (ticket.userid === 0 && same(ticket.opening.by.email, email))) &&
      hasStatus(ticket, status) &&
      (subject === '' || ticket.subject.toLowerCase().includes(subject)),
  );
}

function isAssigned(deptid: number): boolean {
  return departments.some((department) => department.id === deptid && department.assigned);
}

function hasStatus(ticket: Ticket, status: string): boolean {
  if (status === '') return true;
  if (same(status, 'Awaiting Reply')) return ticket.status === 'Open' || ticket.status === 'Customer-Reply';
  if (same(status, 'All Active Tickets')) return ticket.status !== 'Closed';
  if (same(status, 'My Flagged Tickets')) return ticket.flag === admin.id && ticket.status !== 'Closed';
  return same(ticket.status, status);
}

/** By the internal number or the public one; mixing them up finds nothing. */
export function getTicket({ params, world, wire }: Call): Answer {
  const number = params.text('ticketnum') ?? '';
  const found =
    params.int('ticketid') > 0
      ? world.tickets.get(params.int('ticketid'))
      : world.tickets.find((ticket) => number !== '' && ticket.tid === number);
  const ticket = existing(found, 'Ticket ID Not Found');
  const { id, opening } = ticket;
  const owner = world.clients.get(ticket.userid);
  const replies = [opening, ...ticket.replies];
  const sorted = same(params.text('repliessort') ?? '', 'desc') ? replies.toReversed() : replies;
  return {
    ticketid: wire.numeral(id),
    tid: ticket.tid,
    c: ticket.c,
    deptid: wire.numeral(ticket.deptid),
    deptname: wire.text(departments.find((department) => department.id === ticket.deptid)?.name ?? ''),
    userid: wire.numeral(ticket.userid),
    contactid: wire.numeral(opening.by.contactid),
    name: wire.text(owner ? `${owner.firstname} ${owner.lastname}` : opening.by.name),
    email: owner?.email ?? opening.by.email,
    ...requestor(opening.by, id, wire),
    cc: ticket.cc,
    date: opening.date,
    subject: wire.text(ticket.subject),
    status: ticket.status,
    priority: ticket.priority,
    admin: ticket.admin,
    lastreply: ticket.lastreply,
    flag: wire.numeral(ticket.flag),
    service: ticket.service,
    replies: { reply: sorted.map((reply) => replyRow(reply, wire)) },
    ...wire.list(
      'notes',
      'note',
      ticket.notes.map((note) => noteRow(note, wire)),
      'text',
    ),
  };
}

export function getSupportDepartments({ params, world, wire }: Call): Answer {
  const shown = world.departments.filter((department) => department.assigned || params.flag('ignore_dept_assignments'));
  const count = (deptid: number, status: string): number => {
    return world.tickets.all().filter((ticket) => ticket.deptid === deptid && hasStatus(ticket, status)).length;
  };
  return {
    totalresults: shown.length,
    ...wire.list(
      'departments',
      'department',
      shown.map(({ id, name }) => ({
        id: wire.numeral(id),
        name: wire.text(name),
        awaitingreply: wire.numeral(count(id, 'Awaiting Reply')),
        opentickets: wire.numeral(count(id, 'All Active Tickets')),
      })),
      'list',
    ),
  };
}
