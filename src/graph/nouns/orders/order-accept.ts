/** orderAccept: AcceptOrder. */
import { AcceptOrder } from '../../../whmcs/commands/orders.ts';
import { missingOrElsewhere, sentUnlessDone } from '../../write/already-done.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { ownOrder } from '../input-refs.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { withoutNullish, optionalIdIn } from '../../write/input.ts';
import { queued } from '../../write/lock.ts';
import type { OrderAcceptInput } from './order-accept.type.ts';
import { type Order, Orders } from './order.ts';

type Input = typeof OrderAcceptInput.$inferInput;

export interface Accepted {
  readonly orderId: number;
  readonly alreadyDone: boolean;
}

const settingsOf = (input: Input) =>
  withoutNullish({
    serverid: optionalIdIn('Server', input.serverId, 'serverId'),
    serviceusername: input.serviceUsername,
    servicepassword: input.servicePassword,
    registrar: input.registrar,
    sendregistrar: input.sendToRegistrar,
    autosetup: input.autoSetup,
    sendemail: input.sendEmail,
  });

/** Accepts a pending order. What is left out is as the products and the installation say. */
export async function acceptOrder(input: Input, graph: WriteScope): Promise<Accepted> {
  const { ifStatus, evenIfDone } = input;
  if (ifStatus?.length === 0) throw new InvalidInputError('ifStatus must name at least one status', ['ifStatus']);
  const settings = settingsOf(input);
  const { whmcsId: orderid, ownerId } = await ownOrder(graph, input.orderId);
  const send = () => graph.session.write(AcceptOrder, { orderid, ...settings }, ownerId);
  const isActive = async () => {
    const order = await orderNow(graph, orderid, true);
    if (!isIn(order, ['Active', 'Pending'])) throw conflict(order, ['Pending']);
    return isDone(order, input);
  };
  return queued(graph.locks, `client:${ownerId}`, async (turn) => {
    const hadToWait = await turn.come(graph.session.signal);
    const order = await orderNow(graph, orderid, hadToWait);
    if (graph.session.planner.believes) {
      if (ifStatus && !isIn(order, ifStatus)) throw conflict(order, ifStatus);
      if (!evenIfDone && isDone(order, input)) return { orderId: orderid, alreadyDone: true };
    }
    graph.noun(Orders).readBackByList(order);
    return { orderId: orderid, alreadyDone: await sentUnlessDone(send, missingOrElsewhere, isActive) };
  });
}

async function orderNow(graph: WriteScope, id: number, again: boolean): Promise<Order> {
  const order = await graph.noun(Orders).now(id, again);
  if (!order) throw new NotFoundError('There is no such order.');
  return order;
}

const isIn = (order: Order, statuses: readonly string[]): boolean =>
  statuses.some((status) => status.toLowerCase() === order.known('status')?.toLowerCase());

/** Whether it is accepted, with what was asked for: the same again would change nothing. */
const isDone = (order: Order, input: Input): boolean => isIn(order, ['Active']) && !waits(order, input);

/** Whether something waits still that the caller has asked for in so many words: AcceptOrder does not do it any more. */
const waits = (order: Order, { autoSetup, sendToRegistrar }: Input): boolean =>
  (order.known('items') ?? []).some(
    ({ kind, status }) =>
      status?.toLowerCase() === 'pending' &&
      ((kind === 'service' && autoSetup) || (kind === 'domain' && sendToRegistrar)),
  );

const conflict = (order: Order, expected: readonly string[]): ConflictError => {
  const actual = order.known('status') ?? null;
  return new ConflictError(`the order is ${actual ?? 'in no status that WHMCS tells'}, not ${expected.join(' or ')}`, {
    subject: 'status',
    expected,
    actual,
  });
};
