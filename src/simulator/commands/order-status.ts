import type { Order } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { Refusal, remote, write } from './command.ts';
import { fraudReport } from './orders.ts';
import { list, named } from './table-command.ts';

const statuses = ['Pending', 'Active', 'Fraud', 'Cancelled'];

export const GetOrderStatuses = list({
  from: () => statuses,
  rows: 'statuses.status',
  unpaged: true,
  row: (title, { world }) => ({ title, count: world.orders.all().filter(({ status }) => status === title).length }),
});

/** The lines of an order follow its status, its unpaid invoice as well. */
function setStatus(world: World, order: Order, status: string): void {
  order.status = status;
  for (const { type, relid } of order.lines) {
    const line = { product: world.services, addon: world.addons, domain: world.domains }[type].get(relid);
    if (line) line.status = status;
  }
  const invoice = world.invoices.get(order.invoiceid);
  if (invoice?.status === 'Unpaid' && status !== 'Pending') {
    invoice.status = 'Cancelled';
    invoice.dateCancelled = world.clock.now();
  }
}

/** A cancelled order and an unknown one are refused with the same message. */
export const CancelOrder = write(({ params, world }) => {
  const order = world.orders.get(params.int('orderid'));
  if (order?.status !== 'Pending') throw new Refusal('Order ID not found or Status not Pending');
  setStatus(world, order, 'Cancelled');
  return {};
});

const orderOf = named(({ orders }) => orders, 'orderid', 'Order ID Not Found');

export const PendingOrder = write((call) => {
  setStatus(call.world, orderOf(call), 'Pending');
  return {};
});

export const FraudOrder = write((call) => {
  setStatus(call.world, orderOf(call), 'Fraud');
  return {};
});

/** Replaces the result of an earlier check. */
export const OrderFraudCheck = remote(
  write((call) => {
    const order = orderOf(call);
    order.fraudChecked = true;
    return { status: 'Pass', module: 'maxmind', results: fraudReport(order) };
  }),
);

export const DeleteOrder = write((call) => {
  const order = named(({ orders }) => orders, 'orderid', 'Order ID not found')(call);
  if (!['Cancelled', 'Fraud'].includes(order.status))
    throw new Refusal('The order status must be in Cancelled or Fraud to be deleted');
  // With the order goes what was ordered.
  const { services, addons, domains } = call.world;
  for (const { type, relid } of order.lines)
    ({ product: services, addon: addons, domain: domains })[type].delete(relid);
  call.world.orders.delete(order.id);
  return {};
});
