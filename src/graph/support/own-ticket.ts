/** The door of mutations to a ticket. */
import type { Graph } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Ticket } from './ticket.ts';

/**
 * The ticket that an input names by `ticketId`.
 *
 * @throws NotFoundError where there is none for this viewer
 */
export async function ownTicket(graph: Graph, id: string): Promise<Ticket> {
  const ticket = await graph.tickets.byId(idIn('Ticket', id, 'ticketId'));
  if (!ticket) throw new NotFoundError('There is no such ticket.');
  return ticket;
}
