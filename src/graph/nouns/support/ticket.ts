/** Tickets, and which of them a viewer may see. */
import { GetTicket, GetTicketNotes, GetTickets } from '../../../whmcs/commands/tickets.ts';
import { type Domain, Domains } from '../domains/domain.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import type { ResolverContext } from '../../read/scope.ts';
import type { Door } from '../../entity/findable.ts';
import { factSource } from '../../entity/noun.ts';
import { compareBy } from '../../read/order-by.ts';
import { OwnedEntity } from '../owned-entity.ts';
import type { Page, PageArgs, Source } from '../../read/paging.ts';
import { type Service, Services } from '../services/service.ts';
import { RecordNoun } from '../../entity/record-noun.ts';
import { pagesOf } from '../../read/list-source.ts';
import { type Department, Departments } from './department.ts';
import { listedNotesOf } from './ticket-message-facts.ts';
import {
  rowFacts,
  ticketRecordFacts,
  ticketRowClientFacts,
  ticketRowFacts,
  type TicketFacts,
  type TicketRecord,
  type TicketRow,
} from './ticket-facts.ts';
import { Clients } from '../clients/client.ts';

export class Ticket extends OwnedEntity<TicketFacts> {
  static readonly typename = 'Ticket';
  readonly typename = Ticket.typename;

  static doorIn(graph: ResolverContext): Door<Ticket> {
    return graph.noun(Tickets);
  }

  get department(): MaybePromise<Department | null> {
    return andThen(this.tell('departmentId'), (id) => {
      if (id === null) return null;
      return this.graph.noun(Departments).of(id, { name: this.known('departmentName') ?? undefined });
    });
  }

  /** The service of its client that the ticket is about. */
  get service(): MaybePromise<Service | null> {
    return this.#concern('service', (id, owner) => this.graph.noun(Services).shown(id, owner));
  }

  /** The domain of its client that the ticket is about. */
  get domain(): MaybePromise<Domain | null> {
    return this.#concern('domain', (id, owner) => this.graph.noun(Domains).shown(id, owner));
  }

  #concern<T>(type: 'service' | 'domain', show: (id: number, owner: number) => T | null): MaybePromise<T | null> {
    return andThen(this.tell('concern'), (concern) =>
      concern?.type === type && this.ownerId !== null ? show(concern.id, this.ownerId) : null,
    );
  }

  protected override recall(): void {
    this.graph.noun(Tickets).recall(this.whmcsId);
  }

  protected override ask(fact: keyof TicketFacts): MaybePromise<unknown> {
    // Only rows have it, and no command finds the row of a ticket by its number.
    return fact === 'ownerName' ? null : this.graph.noun(Tickets).want(this, fact);
  }
}

export interface TicketsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly departmentId?: number | null | undefined;
  readonly status?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A filter of WHMCS that is not a status of any ticket: it lists the tickets that the administrator of our credential follows. */
const flaggedToUs = /^\s*my flagged tickets\s*$/i;

/** Newest reply first, as in WHMCS's list. */
const lastReplyFirst = compareBy<Ticket>((ticket) => ticket.known('lastReplyAt'), 'DESC');

export class Tickets extends RecordNoun<TicketFacts, Ticket> {
  protected override readonly kind = 'ticket';
  protected override readonly commands = { record: GetTicket, list: GetTickets };
  protected override readonly rowFacts = rowFacts;
  protected override factSources() {
    return [
      factSource(GetTickets, ({ tickets }, id, askedOn) => {
        const row = tickets.find((each) => (each.id ?? each.ticketid) === id);
        return row ? this.#row(row, askedOn) : null;
      }),
      factSource(GetTicket, (record, id, askedOn) => this.#record(record, id, askedOn)),
      // The answer names neither the ticket nor its owner.
      factSource(
        GetTicketNotes,
        (list, id, askedOn) => this.supplement(id, { notes: listedNotesOf(list, id) }, askedOn),
        {
          proves: false,
        },
      ),
    ];
  }

  protected override create(id: number, owner: number | null): Ticket {
    return new Ticket(this.graph, id, owner);
  }

  /** GetTicket; null if the ticket does not exist or this viewer may not see it. */
  override record(id: number, facts?: ReadonlySet<keyof TicketFacts>): MaybePromise<Ticket | null> {
    if (facts?.size === 1 && facts.has('notes')) return this.#notes(id);
    return this.lookUp(GetTicket, { ticketid: id }, (record, askedOn) => this.#record(record, id, askedOn));
  }

  /** The current record, not from the cache; `again` as for `lookUpFresh`. */
  now(id: number, again: boolean): Promise<Ticket | null> {
    return this.lookUpFresh(GetTicket, { ticketid: id }, again, (record, askedOn) => this.#record(record, id, askedOn));
  }

  /** GetTicketNotes, for a known ticket that needs only its notes; the record if the list does not report all of them. */
  #notes(id: number): MaybePromise<Ticket | null> {
    const { session } = this.graph;
    return andThen(session.read(GetTicketNotes, { ticketid: id }), (list) => {
      const notes = listedNotesOf(list, id);
      return notes ? this.supplement(id, { notes }, session.askedOn(list)) : this.record(id);
    });
  }

  /** GetTicket by the number that people see. */
  byNumber(number: string): MaybePromise<Ticket | null> {
    return this.lookUp(GetTicket, { ticketnum: number }, (record, askedOn) =>
      record.tid?.toLowerCase() === number.toLowerCase() ? this.#record(record, record.ticketid, askedOn) : null,
    );
  }

  /** GetTickets */
  page({ clientId = null, departmentId, status, subject, email, ...args }: TicketsArgs): MaybePromise<Page<Ticket>> {
    // Only staff may see who follows a ticket, so others must not filter by it. For them it is a status that no ticket has: WHMCS takes
    // the same word in quotes as such a status.
    const isHidden = status != null && flaggedToUs.test(status) && this.graph.viewer.role !== 'STAFF';
    const filters = {
      ...(departmentId ? { deptid: departmentId } : {}),
      ...(status ? { status: isHidden ? JSON.stringify(status) : status } : {}),
      ...(subject ? { subject } : {}),
      ...(email ? { email } : {}),
    };
    return this.paged(args, clientId, filters, {
      command: GetTickets,
      sourceOf: (client) => this.#listOf(client, filters),
      order: lastReplyFirst,
      mayBeGuess: subject != null || email != null,
    });
  }

  protected override rowsOf(client: number | null): Source<Ticket> {
    return this.#listOf(client, {});
  }

  #listOf(client: number | null, filters: object): Source<Ticket> {
    return pagesOf(
      this.graph.session,
      GetTickets,
      (page) => ({
        ...filters,
        ...(client === null ? {} : { clientid: client }),
        ignore_dept_assignments: true,
        ...page,
      }),
      ({ tickets: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, askedOn) => (client === null || row.userid === client ? this.#row(row, askedOn) : null),
    );
  }

  #row(row: TicketRow, askedOn: number): Ticket | null {
    this.graph.noun(Clients).of(row.userid)?.learn(ticketRowClientFacts(row), askedOn);
    return this.shown(row.id ?? row.ticketid, row.userid, ticketRowFacts(row), askedOn);
  }

  #record(record: TicketRecord, id: number | null | undefined, askedOn: number): Ticket | null {
    return record.ticketid === id ? this.shown(id, record.userid, ticketRecordFacts(record), askedOn) : null;
  }
}
