/** The door of mutations to an order. */
import type { Graph } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Order } from './order.ts';

/**
 * The order that an input names by `orderId`.
 *
 * @throws NotFoundError where there is none for this viewer
 */
export async function ownOrder(graph: Graph, id: string): Promise<Order> {
  const order = await graph.orders.byId(idIn('Order', id, 'orderId'));
  if (!order) throw new NotFoundError('There is no such order.');
  return order;
}
