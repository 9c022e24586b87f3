import type { Order, Renewals } from './model.ts';
import type { World } from './world.ts';

const noRenewals: Renewals = { domains: {}, services: [], addons: [] };

/** Ten digits, scattered but never the same twice: 7 and a prime step keep it beyond 32 bits. */
export function orderNumber(id: number): number {
  return 7_000_000_000 + ((id * 48_271) % 999_999_937);
}

/** Adds an order with the values that most orders have; the caller passes those that differ. */
export function addOrder(
  world: World,
  order: Partial<Order> & Pick<Order, 'id' | 'userid' | 'date' | 'paymentmethod'>,
): Order {
  return world.orders.add({
    ordernum: orderNumber(order.id),
    contactid: 0,
    requestorId: world.clients.get(order.userid)?.ownerUserId ?? 0,
    nameservers: '',
    eppCodes: {},
    promocode: '',
    promotype: '',
    promovalue: '',
    amount: 0,
    invoiceid: 0,
    status: 'Pending',
    ipaddress: `203.0.113.${order.userid % 250}`,
    fraudChecked: false,
    notes: '',
    renewals: noRenewals,
    lines: [],
    ...order,
  });
}
