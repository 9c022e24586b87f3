import type { Answer } from '../http/json.ts';
import { ticketStatuses } from '../world/reference.ts';
import type { Ticket } from '../world/model.ts';
import { existing, read, Refusal, type Call } from './command.ts';
import { list } from './table-command.ts';
import { hasStatus } from './tickets.ts';

const colours = ['#779500', '#000000', '#ff6600', '#224488', '#cc0000', '#888888'];

export const GetSupportStatuses = list({
  from: () => ticketStatuses,
  rows: 'statuses.status',
  unpaged: true,
  row: (title, { params, world }) => {
    const deptid = params.int('deptid');
    const tickets = world.tickets.all().filter((ticket) => deptid === 0 || ticket.deptid === deptid);
    return {
      title,
      count: tickets.filter(({ status }) => status === title).length,
      color: colours[ticketStatuses.indexOf(title)] ?? '',
    };
  },
});

/** Since 9.0 only the departments of the administrator are counted unless `ignoreDepartmentAssignments` is sent. */
export const GetTicketCounts = read((call) => {
  const { params, world } = call;
  const departments = counted(call);
  const tickets = world.tickets.all().filter(({ deptid }) => departments.includes(deptid));
  const count = (status: string): number => tickets.filter((ticket) => hasStatus(ticket, status)).length;
  return {
    filteredDepartments: departments,
    allActive: count('All Active Tickets'),
    awaitingReply: count('Awaiting Reply'),
    flaggedTickets: count('My Flagged Tickets'),
    ...(params.flag('includeCountsByStatus') ? { status: byStatus(tickets) } : {}),
  };
});

function counted({ params, version, world }: Call): number[] {
  const all = params.flag('ignoreDepartmentAssignments') || parseInt(version, 10) < 9;
  return world.departments.filter(({ assigned }) => all || assigned).map(({ id }) => id);
}

/** Keyed by the squeezed name. */
function byStatus(tickets: readonly Ticket[]): Answer {
  return Object.fromEntries(
    ticketStatuses.map((title) => [
      title.toLowerCase().replaceAll(/\W/g, ''),
      { title, count: tickets.filter(({ status }) => status === title).length },
    ]),
  );
}

const kinds: ReadonlySet<string> = new Set(['ticket', 'reply', 'note']);

export const GetTicketAttachment = read(({ params, world }) => {
  const id = params.int('relatedid');
  const type = params.text('type') ?? '';
  if (id === 0) throw new Refusal('Related ID Required');
  if (!kinds.has(type)) throw new Refusal('Invalid Type. Must be one of ticket, reply, note');
  const tickets = world.tickets.all();
  const message =
    type === 'ticket'
      ? world.tickets.get(id)?.opening
      : tickets.flatMap(({ replies, notes }) => (type === 'reply' ? replies : notes)).find((each) => each.id === id);
  const { attachments } = existing(message, 'Related ID Not Found');
  if (!params.has('index')) throw new Refusal('Attachment Index Required');
  if (attachments.length === 0) throw new Refusal('No Attachments Found');
  const file = existing(attachments[params.int('index')], 'Invalid Attachment Index');
  if (file.removed) throw new Refusal('Attachments Deleted');
  return { filename: file.name, data: file.data };
});
