/** What a service is (WHMCS: a client's product), and who may see it. */
import { GetClientsProducts } from '../../whmcs/commands/services.ts';
import { byOwner } from '../by-owner.ts';
import type { Product } from '../catalogue/product.ts';
import type { Client } from '../clients/client.ts';
import type { Graph } from '../context.ts';
import { Entity, andThen, type MaybePromise } from '../entity.ts';
import { found } from '../found.ts';
import { given } from '../input.ts';
import { oldestFirst } from '../merge.ts';
import { Noun } from '../noun.ts';
import type { Order } from '../orders/order.ts';
import { listed, paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { everyRow, pagesOf } from '../upstream.ts';
import {
  serviceRowFacts,
  serviceRowProductFacts,
  type ServiceFacts,
  type ServiceRow,
  type ServiceStatus,
} from './service-facts.ts';

export class Service extends Entity<ServiceFacts> {
  readonly typename = 'Service';
  readonly #graph: Graph;

  constructor(graph: Graph, id: number, owner: number | null) {
    super(id, owner);
    this.#graph = graph;
  }

  get client(): Client | null {
    return this.#graph.clients.of(this.ownerId);
  }

  get product(): MaybePromise<Product | null> {
    return andThen(this.tell('productId'), (id) => this.#graph.products.of(id));
  }

  get order(): MaybePromise<Order | null> {
    return andThen(this.tell('orderId'), (id) =>
      // Before 8.x a row does not know the order's number, and empty is no number either.
      this.#graph.orders.shown(id, this.ownerId, { number: this.known('orderNumber') ?? undefined }),
    );
  }

  protected override async ask(): Promise<void> {
    if (!this.known('whole')) await this.#graph.services.byId(this.whmcsId, this.ownerId);
  }
}

export interface ServicesArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly productId?: number | null | undefined;
  readonly domainName?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly status?: ServiceStatus | null | undefined;
}

type Filters = Pick<ServicesArgs, 'productId' | 'domainName' | 'username' | 'status'>;

export class Services extends Noun<ServiceFacts, Service> {
  readonly #find = byOwner<Service>(
    (owner) => this.#listOf(owner, {}),
    (id) => this.#alone(id),
  );

  protected override create(id: number, owner: number | null): Service {
    return new Service(this.graph, id, owner);
  }

  /**
   * GetClientsProducts by number; null where there is no such service, or none for this viewer.
   *
   * @param hint the client to whom it is said to belong
   */
  byId(id: number, hint: number | null = null): Promise<Service | null> {
    return this.#find(id, this.graph.viewer.sees(hint) ? hint : null);
  }

  /** GetClientsProducts */
  page({ clientId = null, productId, domainName, username, status, ...args }: ServicesArgs): Promise<Page<Service>> {
    const source = (client: number | null) => this.#listOf(client, { productId, domainName, username, status });
    return paginate(args, this.sourceFor(clientId, source, oldestFirst));
  }

  /** A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  async #alone(id: number): Promise<Service | null> {
    const answer = await found(this.graph.session.read(GetClientsProducts, { serviceid: id }));
    const row = answer?.products.find((each) => each.id === id);
    return row ? this.#row(row) : null;
  }

  #listOf(client: number | null, { productId, domainName, username, status }: Filters): Source<Service> {
    const filters = given({ clientid: client, pid: productId, domain: domainName, username2: username });
    const all = pagesOf(
      this.graph.session,
      GetClientsProducts,
      (page) => ({ ...filters, ...page }),
      ({ products, ...counts }) => ({ ...counts, rows: products }),
      (row) => (client === null || row.clientid === client ? this.#row(row) : null),
    );
    return status ? inStatus(status, all) : all;
  }

  #row(row: ServiceRow): Service | null {
    this.graph.products.of(row.pid, serviceRowProductFacts(row));
    return this.shown(row.id, row.clientid, serviceRowFacts(row));
  }
}

/** WHMCS cannot filter by status, so that all of the list is read, and counted here. */
function inStatus(status: ServiceStatus, source: Source<Service>): Source<Service> {
  let all: Promise<Service[]> | undefined;
  return async (offset, limit) => {
    all ??= everyRow(source, ({ whmcsId }) => whmcsId);
    const wanted = (await all).filter((service) => service.known('status') === status);
    return listed(wanted)(offset, limit);
  };
}
