import type { MaybePromise } from '../../../maybe-promise.ts';
import { moneyOf, type Money } from '../../entity/money.ts';
import { billingCycle } from '../services/billing-cycle.ts';
import type { OrderItemFacts, OrderRenewalFacts } from './order-facts.ts';
import type { Order } from './order.ts';

export class OrderItem {
  readonly facts: OrderItemFacts;
  readonly order: Order;

  constructor(order: Order, facts: OrderItemFacts) {
    this.order = order;
    this.facts = facts;
  }

  get billingCycle() {
    return billingCycle.read(this.facts.billingPeriod);
  }

  get amount(): MaybePromise<Money | null> {
    return moneyOf(this.facts.amount, this.order.client);
  }

  /** The number of the service or domain, if the line is for one. */
  relatedId(kind: 'service' | 'domain'): number | null {
    return this.facts.kind === kind ? this.facts.relatedId : null;
  }
}

export class OrderRenewals {
  readonly facts: OrderRenewalFacts;
  readonly ownerId: number | null;

  constructor(ownerId: number | null, facts: OrderRenewalFacts) {
    this.ownerId = ownerId;
    this.facts = facts;
  }
}
