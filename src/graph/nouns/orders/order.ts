/** Orders, and which of them a viewer may see. */
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { type Invoice, Invoices } from '../billing/invoice.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { withoutNullish } from '../../write/input.ts';
import { newestFirst } from '../../read/merge.ts';
import type { ResolverContext } from '../../read/scope.ts';
import type { Door } from '../../entity/findable.ts';
import { factSource } from '../../entity/noun.ts';
import { OwnedEntity } from '../owned-entity.ts';
import type { Page, PageArgs, Source } from '../../read/paging.ts';
import { RowNoun } from '../../entity/row-noun.ts';
import { pagesOf } from '../../read/list-source.ts';
import {
  orderInvoiceFacts,
  orderRowClientFacts,
  orderRowFacts,
  type OrderFacts,
  type OrderRow,
} from './order-facts.ts';
import { OrderItem, OrderRenewals } from './order-item.ts';
import { Clients } from '../clients/client.ts';

export class Order extends OwnedEntity<OrderFacts> {
  static readonly typename = 'Order';
  readonly typename = Order.typename;

  static doorIn(graph: ResolverContext): Door<Order> {
    return graph.noun(Orders);
  }

  /** Its invoice; the order has the invoice's status. */
  get invoice(): MaybePromise<Invoice | null> {
    return andThen(this.tell('invoiceId'), (id) => {
      const facts = orderInvoiceFacts({ paymentStatus: this.known('paymentStatus') });
      return this.graph.noun(Invoices).shown(id, this.ownerId, facts, this.askedOn('paymentStatus'));
    });
  }

  get items(): MaybePromise<OrderItem[] | null> {
    return andThen(this.tell('items'), (items) => items?.map((item) => new OrderItem(this, item)) ?? null);
  }

  get renewalsByType(): MaybePromise<OrderRenewals | null> {
    return andThen(this.tell('renewalsByType'), (renewals) => renewals && new OrderRenewals(this.ownerId, renewals));
  }

  protected override recall(): void {
    this.graph.noun(Orders).recall(this.whmcsId);
  }

  protected override ask(): MaybePromise<unknown> {
    return this.known('whole') ? null : this.graph.noun(Orders).byId(this.whmcsId, this.ownerId);
  }
}

export interface OrdersArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly status?: string | null | undefined;
}

export class Orders extends RowNoun<OrderFacts, Order, OrderRow> {
  protected override readonly kind = 'order';
  protected override readonly command = GetOrders;
  protected override factSources() {
    return [factSource(GetOrders, ({ orders }, id, askedOn) => this.among(orders, id, askedOn))];
  }

  protected override create(id: number, owner: number | null): Order {
    return new Order(this.graph, id, owner);
  }

  /** The current order, not from the cache; `again` as for `lookUpFresh`. */
  now(id: number, again: boolean): Promise<Order | null> {
    return this.lookUpFresh(GetOrders, { id }, again, ({ orders }, askedOn) => this.among(orders, id, askedOn));
  }

  /** GetOrders */
  page({ clientId = null, status, ...args }: OrdersArgs): MaybePromise<Page<Order>> {
    return this.paged(
      args,
      clientId,
      { status },
      {
        command: GetOrders,
        sourceOf: (client) => this.listOf(client, status),
        order: newestFirst,
      },
    );
  }

  protected override alone(id: number): MaybePromise<Order | null> {
    return this.lookUp(GetOrders, { id }, ({ orders }, askedOn) => this.among(orders, id, askedOn));
  }

  protected override listOf(client: number | null, status?: OrdersArgs['status']): Source<Order> {
    const filters = withoutNullish({ userid: client, status });
    return pagesOf(
      this.graph.session,
      GetOrders,
      (page) => ({ ...filters, ...page }),
      ({ orders: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, askedOn) => (client === null || row.userid === client ? this.ofRow(row, askedOn) : null),
    );
  }

  protected override ofRow(row: OrderRow, askedOn: number): Order | null {
    this.graph.noun(Clients).of(row.userid)?.learn(orderRowClientFacts(row), askedOn);
    return this.shown(row.id, row.userid, orderRowFacts(row), askedOn);
  }
}
