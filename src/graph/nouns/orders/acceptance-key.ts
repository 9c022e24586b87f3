/** What makes two acceptances one where the caller gives no key: the order. */
import { withoutNullish, idIn, optionalIdIn } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';
import type { OrderAcceptInput } from './order-accept.type.ts';

type Input = typeof OrderAcceptInput.$inferInput;

const orderIn = ({ orderId }: Input): number => idIn('Order', orderId, 'orderId');

/** In whatever order and letters they are named. */
const statusesIn = ({ ifStatus }: Input) =>
  ifStatus && [...new Set(ifStatus.map((status) => status.toLowerCase()))].toSorted();

export const acceptanceKey: DerivedKey<Input> = {
  field: 'orderId',
  clash:
    'this order was asked to be accepted before, with another input; give an idempotencyKey if it is meant to be done once more',
  of: (input) => String(orderIn(input)),
  meaning: (input) =>
    withoutNullish({
      ...input,
      orderId: orderIn(input),
      serverId: optionalIdIn('Server', input.serverId, 'serverId'),
      ifStatus: statusesIn(input),
    }),
};
