import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
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

  /** Made of the ticket's number and the reply's: the opening message of each is WHMCS's reply 0. */
  get globalId(): string {
    return globalId('TicketMessage', this.#ticket.whmcsId, String(this.facts.number));
  }
}

/** The messages of a ticket, oldest first; null where WHMCS does not tell them. */
export const messagesIn = (ticket: Ticket): MaybePromise<TicketMessage[] | null> =>
  andThen(ticket.tell('messages'), (all) => all?.map((facts) => new TicketMessage(ticket, facts)) ?? null);
