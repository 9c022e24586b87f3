/** What a client is, and who may see it. */
import { GetClients, GetClientsDetails } from '../../whmcs/commands/clients.ts';
import { Entity } from '../entity.ts';
import { found } from '../found.ts';
import { globalId } from '../global-id.ts';
import type { Graph } from '../context.ts';
import { Noun } from '../noun.ts';
import { listed, paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { pagesOf } from '../upstream.ts';
import { byClientOrder, type ClientOrder } from './client-order.ts';
import { clientRecordFacts, clientRowFacts, clientStatus, type ClientFacts } from './client-facts.ts';

export class Client extends Entity<ClientFacts> {
  readonly typename = 'Client';

  constructor(graph: Graph, id: number) {
    super(graph, id, id);
  }

  /** A client is its own owner; the hint would say nothing. */
  override get globalId(): string {
    return globalId(this.typename, this.whmcsId);
  }

  protected override async ask(fact: keyof ClientFacts): Promise<void> {
    const { clients, currencies } = this.graph;
    if (fact === 'stats') await clients.record(this.whmcsId, { stats: true });
    else if (fact === 'registeredOn') await clients.row(this);
    else if (fact === 'currencyPrefix' || fact === 'currencySuffix') await currencies.teach(this);
    else await clients.record(this.whmcsId);
  }
}

export interface ClientsArgs extends PageArgs {
  readonly search?: string | null | undefined;
  readonly status?: (typeof clientStatus.names)[number] | null | undefined;
  readonly orderBy?: ClientOrder | null | undefined;
}

export class Clients extends Noun<ClientFacts, Client> {
  protected override create(id: number): Client {
    return new Client(this.graph, id);
  }

  /** A client of whom another thing's row tells: its number is known to be the owner's. */
  of(owner: number | null): Client | null {
    return this.shown(owner, owner, {});
  }

  /** GetClientsDetails, whole; null where there is no such client, or none for this viewer. */
  async record(id: number, options: { readonly stats?: true } = {}): Promise<Client | null> {
    if (!this.graph.viewer.sees(id)) return null;
    const answer = await found(this.graph.session.read(GetClientsDetails, { clientid: id, ...options }));
    return answer?.client.id === id ? this.shown(id, id, clientRecordFacts(answer)) : null;
  }

  /** GetClientsDetails by the exact address, without case. */
  async byEmail(email: string): Promise<Client | null> {
    const answer = await found(this.graph.session.read(GetClientsDetails, { email }));
    if (answer?.client.email?.toLowerCase() !== email.toLowerCase()) return null;
    return this.shown(answer.client.id, answer.client.id, clientRecordFacts(answer));
  }

  /** Learns what only a row of GetClients tells: one search by e-mail, whose rows are then compared by number. */
  async row(client: Client): Promise<void> {
    const email = await client.tell('email');
    if (email === null) return;
    const { clients } = await this.graph.session.read(GetClients, { search: email, limitstart: 0, limitnum: 100 });
    const row = clients.find(({ id }) => id === client.whmcsId);
    if (row) client.learn(clientRowFacts(row));
  }

  /** GetClients for staff; a restricted viewer's clients are few and read one by one. */
  page(args: ClientsArgs): Promise<Page<Client>> {
    const { viewer } = this.graph;
    return paginate(args, viewer.clients === null ? this.#all(args) : this.#listed(viewer.clients, args));
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
      ({ clients, ...counts }) => ({ ...counts, rows: clients }),
      (row) => this.shown(row.id, row.id, clientRowFacts(row)),
    );
  }

  #listed(ids: readonly number[], { search, status, orderBy }: ClientsArgs): Source<Client> {
    return async (offset, limit) => {
      const records = await Promise.all(ids.map((id) => this.record(id)));
      const wanted = records.filter((client) => client !== null && matches(client, search, status));
      const clients = wanted.filter((client) => client !== null);
      return listed(orderBy ? clients.toSorted(byClientOrder.compare(orderBy)) : clients)(offset, limit);
    };
  }
}

/** As GetClients does: the start of the address or of a name, without case. */
function matches(client: Client, search: ClientsArgs['search'], status: ClientsArgs['status']): boolean {
  if (status && client.known('status') !== status) return false;
  if (!search) return true;
  const start = search.toLowerCase();
  return (['email', 'firstName', 'lastName', 'fullName', 'companyName'] as const).some((fact) =>
    client.known(fact)?.toLowerCase().startsWith(start),
  );
}
