/** What a domain is, and who may see it. */
import { GetClientsDomains } from '../../whmcs/commands/domains.ts';
import { byOwner } from '../by-owner.ts';
import type { Client } from '../clients/client.ts';
import type { Graph } from '../context.ts';
import { Entity, andThen, type MaybePromise } from '../entity.ts';
import { found } from '../found.ts';
import { given } from '../input.ts';
import { oldestFirst } from '../merge.ts';
import { Noun } from '../noun.ts';
import type { Order } from '../orders/order.ts';
import { paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { pagesOf } from '../upstream.ts';
import { domainRowFacts, type DomainFacts, type DomainRow } from './domain-facts.ts';

export class Domain extends Entity<DomainFacts> {
  readonly typename = 'Domain';
  readonly #graph: Graph;

  constructor(graph: Graph, id: number, owner: number | null) {
    super(id, owner);
    this.#graph = graph;
  }

  get client(): Client | null {
    return this.#graph.clients.of(this.ownerId);
  }

  get order(): MaybePromise<Order | null> {
    return andThen(this.tell('orderId'), (id) => this.#graph.orders.shown(id, this.ownerId, {}));
  }

  protected override async ask(): Promise<void> {
    if (!this.known('whole')) await this.#graph.domains.byId(this.whmcsId, this.ownerId);
  }
}

export interface DomainsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly name?: string | null | undefined;
}

export class Domains extends Noun<DomainFacts, Domain> {
  readonly #find = byOwner<Domain>(
    (owner) => this.#listOf(owner, null),
    (id) => this.#alone(id),
  );

  protected override create(id: number, owner: number | null): Domain {
    return new Domain(this.graph, id, owner);
  }

  /**
   * GetClientsDomains by number; null where there is no such domain, or none for this viewer.
   *
   * @param hint the client to whom it is said to belong
   */
  byId(id: number, hint: number | null = null): Promise<Domain | null> {
    return this.#find(id, this.graph.viewer.sees(hint) ? hint : null);
  }

  /** GetClientsDomains */
  page({ clientId = null, name, ...args }: DomainsArgs): Promise<Page<Domain>> {
    return paginate(
      args,
      this.sourceFor(clientId, (client) => this.#listOf(client, name), oldestFirst),
    );
  }

  /** A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  async #alone(id: number): Promise<Domain | null> {
    const answer = await found(this.graph.session.read(GetClientsDomains, { domainid: id }));
    const row = answer?.domains.find((each) => each.id === id);
    return row ? this.#row(row) : null;
  }

  #listOf(client: number | null, name: DomainsArgs['name']): Source<Domain> {
    const filters = given({ clientid: client, domain: name });
    return pagesOf(
      this.graph.session,
      GetClientsDomains,
      (page) => ({ ...filters, ...page }),
      ({ domains, ...counts }) => ({ ...counts, rows: domains }),
      (row) => (client === null || row.userid === client ? this.#row(row) : null),
    );
  }

  #row(row: DomainRow): Domain | null {
    return this.shown(row.id, row.userid, domainRowFacts(row));
  }
}
