/** What a service is (WHMCS: a client's product), and who may see it. */
import { questionOf } from '../../../whmcs/cache/question.ts';
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import { type Product, Products } from '../catalogue/product.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { withoutNullish } from '../../write/input.ts';
import { oldestFirst } from '../../read/merge.ts';
import { itemServiceFacts, itemOf } from '../orders/order-facts.ts';
import { type Order, Orders } from '../orders/order.ts';
import { OwnedEntity } from '../owned-entity.ts';
import type { Page, PageArgs, Source } from '../../read/paging.ts';
import type { ResolverContext } from '../../read/scope.ts';
import type { Door } from '../../entity/findable.ts';
import { factSource } from '../../entity/noun.ts';
import { RowNoun } from '../../entity/row-noun.ts';
import { pagesOf, USUAL_PAGES } from '../../read/list-source.ts';
import {
  serviceRowFacts,
  serviceRowProductFacts,
  type ServiceFacts,
  type ServiceRow,
  type ServiceStatus,
} from './service-facts.ts';

export class Service extends OwnedEntity<ServiceFacts> {
  static readonly typename = 'Service';
  readonly typename = Service.typename;

  static doorIn(graph: ResolverContext): Door<Service> {
    return graph.noun(Services);
  }

  get product(): MaybePromise<Product | null> {
    return andThen(this.tell('productId'), (id) => this.graph.noun(Products).of(id));
  }

  get order(): MaybePromise<Order | null> {
    return andThen(this.tell('orderId'), (id) =>
      // Before 8.x a row does not know the order's number, and empty is no number either.
      this.graph
        .noun(Orders)
        .shown(id, this.ownerId, { number: this.known('orderNumber') ?? undefined }, this.askedOn('orderNumber')),
    );
  }

  protected override recall(): void {
    this.graph.noun(Services).recall(this.whmcsId);
  }

  protected override ask(): MaybePromise<unknown> {
    return this.known('whole') ? null : this.graph.noun(Services).byId(this.whmcsId, this.ownerId);
  }
}

export interface ServicesArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly productId?: number | null | undefined;
  readonly domainName?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly status?: ServiceStatus | null | undefined;
}

type Filters = Pick<ServicesArgs, 'productId' | 'domainName' | 'username'>;

export class Services extends RowNoun<ServiceFacts, Service, ServiceRow> {
  protected override readonly kind = 'service';
  protected override readonly command = GetClientsProducts;
  protected override factSources() {
    return [
      factSource(GetClientsProducts, ({ products }, id, askedOn) => this.among(products, id, askedOn)),
      factSource(
        GetOrders,
        ({ orders }, id, askedOn) => {
          const told = itemOf(orders, 'service', id);
          return told ? this.supplement(id, itemServiceFacts(told.item), askedOn, told.owner) : null;
        },
        { proves: false },
      ),
    ];
  }

  protected override create(id: number, owner: number | null): Service {
    return new Service(this.graph, id, owner);
  }

  /** The service as it is at this moment; `again` as for `soughtNow`. */
  now(id: number, again: boolean): Promise<Service | null> {
    return this.lookUpFresh(GetClientsProducts, { serviceid: id }, again, ({ products }, askedOn) =>
      this.among(products, id, askedOn),
    );
  }

  /** GetClientsProducts */
  page(args: ServicesArgs): MaybePromise<Page<Service>> {
    const { clientId = null, productId, domainName, username, status } = args;
    const filters = { productId, domainName, username };
    return this.paged(
      args,
      clientId,
      { ...filters, status },
      {
        command: GetClientsProducts,
        sourceOf: (client) => this.listOf(client, filters),
        order: oldestFirst,
        mayBeGuess: domainName != null || username != null,
        // WHMCS cannot filter by it.
        keep: status ? (service) => service.known('status') === status : undefined,
      },
    );
  }

  /** Whether memory has the whole list of a client. */
  areAllAtHand(client: number): boolean {
    return USUAL_PAGES.some((limitnum) => {
      const list = this.graph.session.peek(
        questionOf(GetClientsProducts, { clientid: client, limitstart: 0, limitnum }),
      );
      return list !== undefined && list.totalresults === list.products.length;
    });
  }

  protected override alone(id: number): MaybePromise<Service | null> {
    return this.lookUp(GetClientsProducts, { serviceid: id }, ({ products }, askedOn) =>
      this.among(products, id, askedOn),
    );
  }

  protected override listOf(client: number | null, { productId, domainName, username }: Filters = {}): Source<Service> {
    const filters = withoutNullish({ clientid: client, pid: productId, domain: domainName, username2: username });
    return pagesOf(
      this.graph.session,
      GetClientsProducts,
      (page) => ({ ...filters, ...page }),
      ({ products: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, askedOn) => (client === null || row.clientid === client ? this.ofRow(row, askedOn) : null),
    );
  }

  protected override ofRow(row: ServiceRow, askedOn: number): Service | null {
    this.graph.noun(Products).of(row.pid, serviceRowProductFacts(row), askedOn);
    return this.shown(row.id, row.clientid, serviceRowFacts(row), askedOn);
  }
}
