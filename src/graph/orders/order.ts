/** What an order is, and who may see it. */
import { GetOrders } from '../../whmcs/commands/orders.ts';
import { invoiceStatus } from '../billing/invoice-facts.ts';
import type { Invoice } from '../billing/invoice.ts';
import { andThen, type MaybePromise } from '../entity.ts';
import { given } from '../input.ts';
import { newestFirst } from '../merge.ts';
import { OwnedEntity } from '../owned-entity.ts';
import { paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { RowNoun } from '../row-noun.ts';
import { pagesOf } from '../upstream.ts';
import { orderRowClientFacts, orderRowFacts, type OrderFacts, type OrderRow } from './order-facts.ts';
import { OrderItem, OrderRenewals } from './order-item.ts';

export class Order extends OwnedEntity<OrderFacts> {
  readonly typename = 'Order';

  /** Its invoice, of which the order tells the status. */
  get invoice(): MaybePromise<Invoice | null> {
    return andThen(this.tell('invoiceId'), (id) => {
      const status = invoiceStatus.read(this.known('paymentStatus')) ?? undefined;
      return this.graph.invoices.shown(id, this.ownerId, { status });
    });
  }

  get items(): MaybePromise<OrderItem[] | null> {
    return andThen(this.tell('items'), (items) => items?.map((item) => new OrderItem(this.graph, this, item)) ?? null);
  }

  get renewalsByType(): MaybePromise<OrderRenewals | null> {
    return andThen(
      this.tell('renewalsByType'),
      (renewals) => renewals && new OrderRenewals(this.graph, this.ownerId, renewals),
    );
  }

  protected override async ask(): Promise<void> {
    if (!this.known('whole')) await this.graph.orders.byId(this.whmcsId, this.ownerId);
  }
}

export interface OrdersArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly status?: string | null | undefined;
}

export class Orders extends RowNoun<OrderFacts, Order, OrderRow> {
  protected override create(id: number, owner: number | null): Order {
    return new Order(this.graph, id, owner);
  }

  /** GetOrders */
  page({ clientId = null, status, ...args }: OrdersArgs): Promise<Page<Order>> {
    const source = (client: number | null) => this.listOf(client, status);
    return paginate(args, this.sourceFor(clientId, source, newestFirst));
  }

  protected override async rowsFor(id: number): Promise<readonly OrderRow[]> {
    return (await this.graph.session.read(GetOrders, { id })).orders;
  }

  protected override listOf(client: number | null, status?: OrdersArgs['status']): Source<Order> {
    const filters = given({ userid: client, status });
    return pagesOf(
      this.graph.session,
      GetOrders,
      (page) => ({ ...filters, ...page }),
      ({ orders, ...counts }) => ({ ...counts, rows: orders }),
      (row) => (client === null || row.userid === client ? this.ofRow(row) : null),
    );
  }

  protected override ofRow(row: OrderRow): Order | null {
    this.graph.clients.of(row.userid)?.learn(orderRowClientFacts(row));
    return this.shown(row.id, row.userid, orderRowFacts(row));
  }
}
