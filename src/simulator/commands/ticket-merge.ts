import { existing, Refusal, write } from './command.ts';
import { toInt } from './params.ts';

/** Moves the messages of other tickets into one and removes the others. */
export const MergeTicket = write(({ params, world }) => {
  if (params.int('ticketid') === 0) throw new Refusal('Ticket ID Required');
  const ticket = existing(world.tickets.get(params.int('ticketid')), 'Ticket ID Invalid');
  const ids = (params.text('mergeticketids') ?? '')
    .split(',')
    .map(toInt)
    .filter((id) => id > 0);
  if (ids.length === 0) throw new Refusal('Merge Ticket IDs Required');
  const invalid = ids.filter((id) => world.tickets.get(id) === undefined);
  if (invalid.length > 0) throw new Refusal(`Invalid Merge Ticket IDs: ${invalid.join(', ')}`);
  for (const other of ids.flatMap((id) => world.tickets.get(id) ?? [])) {
    ticket.replies.push({ ...other.opening, id: world.nextReplyId() }, ...other.replies);
    ticket.notes.push(...other.notes);
    world.tickets.delete(other.id);
  }
  if (params.text('newsubject')) Object.assign(ticket, { subject: params.text('newsubject') });
  return { ticketid: String(ticket.id) };
});

/** Notes the sender, whose mail would be refused from then on; with `delete` the ticket goes. */
export const BlockTicketSender = write(({ params, world }) => {
  if (params.int('ticketid') === 0) throw new Refusal('Ticket ID Required');
  const ticket = existing(world.tickets.get(params.int('ticketid')), 'Ticket ID Not Found');
  world.blockedSenders.add(world.clients.get(ticket.userid)?.email ?? ticket.opening.by.email);
  if (!params.flag('delete')) return {};
  world.tickets.delete(ticket.id);
  return { deleted: 'true' };
});
