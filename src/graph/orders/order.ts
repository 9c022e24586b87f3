/** What an order is, and who may see it. */
import { GetOrders } from '../../whmcs/commands/orders.ts';
import { invoiceStatus } from '../billing/invoice-facts.ts';
import type { Invoice } from '../billing/invoice.ts';
import type { Client } from '../clients/client.ts';
import type { Graph } from '../context.ts';
import { byOwner } from '../by-owner.ts';
import { Entity, andThen, type MaybePromise } from '../entity.ts';
import { found } from '../found.ts';
import { given } from '../input.ts';
import { newestFirst } from '../merge.ts';
import { Noun } from '../noun.ts';
import { paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { pagesOf } from '../upstream.ts';
import { orderRowClientFacts, orderRowFacts, type OrderFacts, type OrderRow } from './order-facts.ts';
import { OrderItem, OrderRenewals } from './order-item.ts';

export class Order extends Entity<OrderFacts> {
  readonly typename = 'Order';
  readonly #graph: Graph;

  constructor(graph: Graph, id: number, owner: number | null) {
    super(id, owner);
    this.#graph = graph;
  }

  get client(): Client | null {
    return this.#graph.clients.of(this.ownerId);
  }

  /** Its invoice, of which the order tells the status. */
  get invoice(): MaybePromise<Invoice | null> {
    return andThen(this.tell('invoiceId'), (id) => {
      const status = invoiceStatus.read(this.known('paymentStatus')) ?? undefined;
      return this.#graph.invoices.shown(id, this.ownerId, { status });
    });
  }

  get items(): MaybePromise<OrderItem[] | null> {
    return andThen(this.tell('items'), (items) => items?.map((item) => new OrderItem(this.#graph, this, item)) ?? null);
  }

  get renewalsByType(): MaybePromise<OrderRenewals | null> {
    return andThen(
      this.tell('renewalsByType'),
      (renewals) => renewals && new OrderRenewals(this.#graph, this.ownerId, renewals),
    );
  }

  protected override async ask(): Promise<void> {
    if (!this.known('whole')) await this.#graph.orders.byId(this.whmcsId, this.ownerId);
  }
}

export interface OrdersArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly status?: string | null | undefined;
}

export class Orders extends Noun<OrderFacts, Order> {
  readonly #find = byOwner<Order>(
    (owner) => this.#listOf(owner, null),
    (id) => this.#alone(id),
  );

  protected override create(id: number, owner: number | null): Order {
    return new Order(this.graph, id, owner);
  }

  /**
   * GetOrders by number; null where there is no such order, or none for this viewer.
   *
   * @param hint the client to whom it is said to belong
   */
  byId(id: number, hint: number | null = null): Promise<Order | null> {
    return this.#find(id, this.graph.viewer.sees(hint) ? hint : null);
  }

  /** GetOrders */
  page({ clientId = null, status, ...args }: OrdersArgs): Promise<Page<Order>> {
    const source = (client: number | null) => this.#listOf(client, status);
    return paginate(args, this.sourceFor(clientId, source, newestFirst));
  }

  /** A filter that WHMCS does not know is ignored without a word, and then the rows are anybody's. */
  async #alone(id: number): Promise<Order | null> {
    const answer = await found(this.graph.session.read(GetOrders, { id }));
    const row = answer?.orders.find((each) => each.id === id);
    return row ? this.#row(row) : null;
  }

  #listOf(client: number | null, status: OrdersArgs['status']): Source<Order> {
    const filters = given({ userid: client, status });
    return pagesOf(
      this.graph.session,
      GetOrders,
      (page) => ({ ...filters, ...page }),
      ({ orders, ...counts }) => ({ ...counts, rows: orders }),
      (row) => (client === null || row.userid === client ? this.#row(row) : null),
    );
  }

  #row(row: OrderRow): Order | null {
    this.graph.clients.of(row.userid)?.learn(orderRowClientFacts(row));
    return this.shown(row.id, row.userid, orderRowFacts(row));
  }
}
