/** What an order is made of: its lines, and what it renews. */
import type { Graph } from '../../graph.ts';
import type { MaybePromise } from '../../base/entity.ts';
import type { Domain } from '../domains/domain.ts';
import { moneyOf, type Money } from '../../entity/money.ts';
import { billingCycle } from '../services/billing-cycle.ts';
import type { Service } from '../services/service.ts';
import { itemDomainFacts, itemServiceFacts, type OrderItemFacts, type OrderRenewalFacts } from './order-facts.ts';
import type { Order } from './order.ts';

export class OrderItem {
  readonly facts: OrderItemFacts;
  readonly #order: Order;
  readonly #graph: Graph;

  constructor(graph: Graph, order: Order, facts: OrderItemFacts) {
    this.#graph = graph;
    this.#order = order;
    this.facts = facts;
  }

  get billingCycle() {
    return billingCycle.read(this.facts.billingPeriod);
  }

  get amount(): MaybePromise<Money | null> {
    return moneyOf(this.facts.amount, this.#order.client);
  }

  /** The service that was ordered, as far as the line tells of it. */
  get service(): Service | null {
    const { kind, relatedId } = this.facts;
    if (kind !== 'service') return null;
    const { ownerId } = this.#order;
    return this.#graph.services.shown(relatedId, ownerId, itemServiceFacts(this.facts), this.#order.toldOn('items'));
  }

  /** The domain that was ordered, as far as the line tells of it. */
  get domain(): Domain | null {
    const { kind, relatedId } = this.facts;
    if (kind !== 'domain') return null;
    const { ownerId } = this.#order;
    return this.#graph.domains.shown(relatedId, ownerId, itemDomainFacts(this.facts), this.#order.toldOn('items'));
  }
}

export class OrderRenewals {
  readonly facts: OrderRenewalFacts;
  readonly #owner: number | null;
  readonly #graph: Graph;

  constructor(graph: Graph, owner: number | null, facts: OrderRenewalFacts) {
    this.#graph = graph;
    this.#owner = owner;
    this.facts = facts;
  }

  get services(): Service[] {
    return this.facts.serviceIds.flatMap((id) => this.#graph.services.shown(id, this.#owner) ?? []);
  }

  get domains(): Domain[] {
    return this.facts.domainIds.flatMap((id) => this.#graph.domains.shown(id, this.#owner) ?? []);
  }
}
