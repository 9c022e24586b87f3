/** Replies and notes that an input names beside their ticket: WHMCS takes their numbers, and does not check whose they are. */
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { hintedNumber, parseGlobalId } from '../../base/global-id.ts';
import type { Ticket } from './ticket.ts';

const missing = (what: 'message' | 'note'): NotFoundError => new NotFoundError(`There is no such ticket ${what}.`);

/**
 * The number of a reply, from the global id of the message or as WHMCS's number.
 *
 * @throws InvalidInputError for the opening message, which is no reply, and for anything that is no message
 * @throws NotFoundError for a message of another ticket
 */
export function replyIn(given: string, ticketId: number): number {
  const message = /^\d+$/.test(given) ? null : parseGlobalId(given);
  if (message && message.type === 'TicketMessage' && message.id !== ticketId) throw missing('message');
  const isNumber = /^\d{1,15}$/.test(given);
  if (!isNumber && message?.type !== 'TicketMessage')
    throw new InvalidInputError("expected the id of a TicketMessage (its global id, or WHMCS's number as text)", [
      'replyId',
    ]);
  const number = isNumber ? Number(given) : hintedNumber(message?.hint ?? null);
  if (number) return number;
  throw new InvalidInputError('replyId names the opening message: ticketUpdate changes that', ['replyId']);
}

/** @throws NotFoundError unless the ticket has this reply */
export function hasReply(ticket: Ticket, reply: number): void {
  if (!ticket.known('messages')?.some(({ number }) => number === reply)) throw missing('message');
}

/** @throws NotFoundError unless the ticket has this note */
export function hasNote(ticket: Ticket, note: number): void {
  if (!ticket.known('notes')?.some(({ id }) => id === note)) throw missing('note');
}
