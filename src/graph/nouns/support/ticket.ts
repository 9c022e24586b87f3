/** What a ticket is, and who may see it. */
import { GetTicket, GetTicketNotes, GetTickets } from '../../../whmcs/commands/tickets.ts';
import { type Domain, Domains } from '../domains/domain.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
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

  /** The service that it is about, of its client's. */
  get service(): MaybePromise<Service | null> {
    return this.#concern('service', (id, owner) => this.graph.noun(Services).shown(id, owner));
  }

  /** The domain that it is about, of its client's. */
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
    // Only rows know it, and nothing finds a ticket's row by its number.
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

/** A word of WHMCS's that no ticket has: it asks for those which the administrator behind our credential follows. */
const flaggedToUs = /^\s*my flagged tickets\s*$/i;

/** Newest reply first, as WHMCS's own list. */
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
      // It names no ticket and no owner.
      factSource(GetTicketNotes, (list, id, askedOn) => this.supplement(id, { notes: listedNotesOf(list) }, askedOn), {
        proves: false,
      }),
    ];
  }

  protected override create(id: number, owner: number | null): Ticket {
    return new Ticket(this.graph, id, owner);
  }

  /** GetTicket; null where there is no such ticket, or none for this viewer. */
  override record(id: number, facts?: ReadonlySet<keyof TicketFacts>): MaybePromise<Ticket | null> {
    if (facts?.size === 1 && facts.has('notes')) return this.#notes(id);
    return this.lookUp(GetTicket, { ticketid: id }, (record, askedOn) => this.#record(record, id, askedOn));
  }

  /** The record as it is at this moment; `again` as for `lookUpFresh`. */
  now(id: number, again: boolean): Promise<Ticket | null> {
    return this.lookUpFresh(GetTicket, { ticketid: id }, again, (record, askedOn) => this.#record(record, id, askedOn));
  }

  /** GetTicketNotes, for a ticket that is known already and of which nothing else is wanted; the record where that does not tell all. */
  #notes(id: number): MaybePromise<Ticket | null> {
    const { session } = this.graph;
    return andThen(session.read(GetTicketNotes, { ticketid: id }), (list) => {
      const notes = listedNotesOf(list);
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
    // Whom staff have follow a ticket is a staff field, hence not to be found out by filtering either: for others it is a status that
    // no ticket has, as the same word in quotes is for WHMCS.
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
