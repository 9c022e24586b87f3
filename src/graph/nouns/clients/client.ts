/** Clients, and which of them a viewer may see. */
import { monotonic } from '../../../monotonic.ts';
import { questionOf } from '../../../whmcs/cache/question.ts';
import { GetClients, GetClientsDetails } from '../../../whmcs/commands/clients.ts';
import { GetClientsDomains } from '../../../whmcs/commands/domains.ts';
import { GetInvoices } from '../../../whmcs/commands/invoices.ts';
import { GetQuotes } from '../../../whmcs/commands/quotes.ts';
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import { GetTickets } from '../../../whmcs/commands/tickets.ts';
import { isUnencodable, UnexpectedAnswerError } from '../../../whmcs/errors.ts';
import { invoiceRowClientFacts } from '../billing/invoice-facts.ts';
import { domainListClientFacts } from '../domains/domain-facts.ts';
import { Entity, type Account } from '../../base/entity.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { globalId } from '../../base/global-id.ts';
import type { ResolverContext, Scope } from '../../read/scope.ts';
import type { Door } from '../../entity/findable.ts';
import { factSource } from '../../entity/noun.ts';
import { orderRowClientFacts } from '../orders/order-facts.ts';
import { oldestFirst } from '../../read/merge.ts';
import { listed, type Page, type PageArgs, type Rows, type Source } from '../../read/paging.ts';
import { RecordNoun } from '../../entity/record-noun.ts';
import { serviceListClientFacts } from '../services/service-facts.ts';
import { ticketRowClientFacts } from '../support/ticket-facts.ts';
import { pagesOf } from '../../read/list-source.ts';
import { everyRow } from '../../read/walk.ts';
import { byClientOrder, type ClientOrder } from './client-order.ts';
import {
  clientRecordFacts,
  clientRowFacts,
  clientStatus,
  countedFacts,
  rowFacts,
  type ClientFacts,
  type ClientRecord,
} from './client-facts.ts';
import { Currencies } from '../catalogue/currency.ts';

export class Client extends Entity<ClientFacts> {
  static readonly typename = 'Client';
  readonly typename = Client.typename;

  /** Looks up clients by their whole record. */
  static doorIn(graph: ResolverContext): Door<Client> {
    const clients = graph.noun(Clients);
    return { byId: (id) => clients.record(id), now: (id, again) => clients.now(id, again) };
  }

  // Not #private, for the reason that base/entity.ts gives.
  private readonly graph: Scope;

  constructor(graph: Scope, id: number) {
    super(id, id);
    this.graph = graph;
  }

  /** A client is its own owner, so that the id needs no hint. */
  override get globalId(): string {
    return globalId(this.typename, this.whmcsId);
  }

  protected override recall(): void {
    this.graph.noun(Clients).recall(this.whmcsId);
  }

  protected override ask(fact: keyof ClientFacts): MaybePromise<unknown> {
    const clients = this.graph.noun(Clients);
    if (fact === 'registeredOn') return clients.row(this);
    if (fact === 'currencyPrefix' || fact === 'currencySuffix') return this.#learnCurrency();
    return clients.want(this, fact);
  }

  /** Learns the texts of its currency: a client's record reports no more than its number and code. */
  #learnCurrency(): MaybePromise<unknown> {
    const told = this.atHand('currencyCode') === undefined ? this.tell('currencyId') : this.known('currencyId');
    return andThen(told, (id) =>
      andThen(this.graph.noun(Currencies).byName(id || (this.known('currencyCode') ?? '')), (currency) =>
        this.learn(
          {
            currencyPrefix: currency?.known('currencyPrefix') ?? null,
            currencySuffix: currency?.known('currencySuffix') ?? null,
          },
          monotonic(),
        ),
      ),
    );
  }
}

export interface ClientsArgs extends PageArgs {
  readonly search?: string | null | undefined;
  readonly status?: (typeof clientStatus.names)[number] | null | undefined;
  readonly orderBy?: ClientOrder | null | undefined;
}

export class Clients extends RecordNoun<ClientFacts, Client> {
  protected override readonly kind = 'client';
  protected override readonly commands = { record: GetClientsDetails, list: GetClients };
  protected override readonly rowFacts = rowFacts;
  /** The clients whose counters have been requested, perhaps without an answer yet. */
  readonly #counted = new Set<number>();
  protected override factSources() {
    return [
      factSource(GetClients, ({ clients }, id, askedOn) => {
        const row = clients.find((each) => each.id === id);
        return row ? this.shown(id, id, clientRowFacts(row), askedOn) : null;
      }),
      factSource(GetClientsDetails, (answer, id, askedOn) => this.#record(answer, id, askedOn)),
      factSource(GetInvoices, ({ invoices }, id, askedOn) => {
        const row = invoices.find(({ userid }) => userid === id);
        return row ? this.#named(id, invoiceRowClientFacts(row), askedOn) : null;
      }),
      factSource(GetOrders, ({ orders }, id, askedOn) => {
        const row = orders.find(({ userid }) => userid === id);
        return row ? this.#named(id, orderRowClientFacts(row), askedOn) : null;
      }),
      factSource(GetTickets, ({ tickets }, id, askedOn) => {
        const row = tickets.find(({ userid }) => userid === id);
        return row ? this.#named(id, ticketRowClientFacts(row), askedOn) : null;
      }),
      factSource(GetQuotes, ({ quotes }, id, askedOn) => {
        const row = quotes.find(({ userid, client }) => userid === id && client?.id === id);
        return row?.client ? this.shown(id, id, clientRowFacts(row.client), askedOn) : null;
      }),
      factSource(
        GetClientsProducts,
        (list, id, askedOn) => this.supplement(id, serviceListClientFacts(list), askedOn),
        {
          proves: false,
        },
      ),
      factSource(GetClientsDomains, (list, id, askedOn) => this.supplement(id, domainListClientFacts(list), askedOn), {
        proves: false,
      }),
    ];
  }

  protected override create(id: number): Client {
    return new Client(this.graph, id);
  }

  /** The client that owns another entity. Its number is proved by the row of that entity. */
  of(owner: number | null): Client | null {
    return this.shown(owner, owner);
  }

  /** GetClientsDetails; null if the client does not exist or this viewer may not see it. */
  override record(id: number, facts?: ReadonlySet<keyof ClientFacts>): MaybePromise<Client | null> {
    const { viewer, session } = this.graph;
    if (!viewer.sees(id)) return null;
    // The answer with counters has all facts of the answer without them.
    const counted = { clientid: id, stats: true as const };
    if (facts && [...facts].some((fact) => countedFacts.has(fact))) this.#counted.add(id);
    const isCounted = this.#counted.has(id) || session.peek(questionOf(GetClientsDetails, counted));
    const question = isCounted ? counted : { clientid: id };
    return this.lookUp(GetClientsDetails, question, (answer, askedOn) => this.#record(answer, id, askedOn), true);
  }

  /** As `record`, but not from the cache; `again` as for `lookUpFresh`. */
  async now(id: number, again = false): Promise<Client | null> {
    if (!this.graph.viewer.sees(id)) return null;
    return this.lookUpFresh(GetClientsDetails, { clientid: id }, again, (answer, askedOn) =>
      this.#record(answer, id, askedOn),
    );
  }

  /** GetClientsDetails by the exact address, ignoring case. */
  byEmail(email: string): MaybePromise<Client | null> {
    return this.lookUp(GetClientsDetails, { email }, (answer, askedOn) =>
      answer.client.email?.toLowerCase() === email.toLowerCase()
        ? this.#record(answer, answer.client.id, askedOn)
        : null,
    );
  }

  /** Learns the facts that only a row of GetClients has: searches by email address, and compares the rows by number. */
  row(client: Client): MaybePromise<unknown> {
    const { session } = this.graph;
    return andThen(client.tell('email'), (email) => {
      if (email === null) return null;
      const source = pagesOf(
        session,
        GetClients,
        (page) => ({ search: email, ...page }),
        ({ clients: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
        (row, askedOn) => {
          if (row.id === client.whmcsId) client.learn(clientRowFacts(row), askedOn);
          return row;
        },
      );
      return everyRow(source, ({ id }) => id);
    });
  }

  /** GetClients for staff. A restricted viewer's clients are read one by one, or from the list of all clients if that takes fewer calls. */
  page({ search, status, orderBy, ...args }: ClientsArgs): MaybePromise<Page<Client>> {
    const isStaff = this.graph.viewer.clients === null;
    return this.paged(
      args,
      null,
      { search, status, orderBy },
      {
        command: GetClients,
        sourceOf: (client) =>
          client === null ? this.#all(isStaff ? { search, status, orderBy } : {}) : this.#alone(client),
        order: orderBy ? byClientOrder.compare(orderBy) : oldestFirst,
        keep: isStaff || !(search || status) ? undefined : (client) => matches(client, search, status),
      },
    );
  }

  override forget(): void {
    super.forget();
    this.#counted.clear();
  }

  protected override rowsOf(client: number | null): Source<Client> {
    return client === null ? this.#all({}) : listed([]);
  }

  #record(answer: ClientRecord, id: number, askedOn: number): Client | null {
    return answer.client.id === id ? this.shown(id, id, clientRecordFacts(answer), askedOn) : null;
  }

  /** A row without a name belongs to a deleted client. */
  #named(id: number, account: Account<ClientFacts>, askedOn: number): Client | null {
    return account.fullName == null ? null : this.shown(id, id, account, askedOn);
  }

  #all({ search, status, orderBy }: ClientsArgs): Source<Client> {
    const filters = {
      ...(search ? { search } : {}),
      ...(status ? { status: clientStatus.table[status] } : {}),
      ...(orderBy ? byClientOrder.params(orderBy) : {}),
    };
    return pagesOf(
      this.graph.session,
      GetClients,
      (page) => ({ ...filters, ...page }),
      ({ clients: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, askedOn) => this.shown(row.id, row.id, clientRowFacts(row), askedOn),
    );
  }

  /** A list of one client, or of none if it is deleted. */
  #alone(id: number): Source<Client> {
    const shown = (client: Client | null): Rows<Client> => listed(client === null ? [] : [client])(0, 1);
    return (offset, limit) => {
      const client = this.record(id);
      const result =
        client instanceof Promise ? client.then(shown, (error: unknown) => this.#missing(id, error)) : shown(client);
      return andThen(result, ({ rows, ...list }) => ({ ...list, rows: rows.slice(offset, offset + limit) }));
    };
  }

  /** A flaw for a client that WHMCS cannot report, at its position among the viewer's clients. */
  #missing(id: number, error: unknown): Rows<Client> {
    if (!(error instanceof UnexpectedAnswerError) || !isUnencodable(error)) throw error;
    this.graph.session.warn(error.command, error.message);
    const position = this.graph.viewer.clients?.indexOf(id) ?? 0;
    return { rows: [null], total: 1, flaws: [{ position, rows: 1, why: error.message }] };
  }
}

/** Matches as GetClients does: by the start of the address or of a name, ignoring case. */
function matches(client: Client, search: ClientsArgs['search'], status: ClientsArgs['status']): boolean {
  if (status && client.known('status') !== status) return false;
  if (!search) return true;
  const start = search.toLowerCase();
  return (['email', 'firstName', 'lastName', 'fullName', 'companyName'] as const).some((fact) =>
    client.known(fact)?.toLowerCase().startsWith(start),
  );
}
