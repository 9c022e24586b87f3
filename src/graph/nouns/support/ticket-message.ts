import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { globalId } from '../../base/global-id.ts';
import type { MessageFacts } from './ticket-message-facts.ts';
import type { Ticket } from './ticket.ts';

export class TicketMessage {
  readonly facts: MessageFacts;
  readonly #ticket: Ticket;

  constructor(ticket: Ticket, facts: MessageFacts) {
    this.#ticket = ticket;
    this.facts = facts;
  }

  /** The ticket's number and the reply's: the opening message of every ticket is reply 0. */
  get globalId(): string {
    return globalId('TicketMessage', this.#ticket.whmcsId, String(this.facts.number));
  }
}

/** The messages of a ticket, oldest first; null if WHMCS does not report them. */
export const messagesIn = (ticket: Ticket): MaybePromise<TicketMessage[] | null> =>
  andThen(ticket.tell('messages'), (all) => all?.map((facts) => new TicketMessage(ticket, facts)) ?? null);
