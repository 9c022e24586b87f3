/** What makes two acceptances one where the caller gives no key: the order. */
import { withoutNullish } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';

interface Input {
  readonly orderId: number;
  readonly ifStatus: readonly string[] | undefined;
}

/** In whatever order and letters they are named. */
const statusesIn = ({ ifStatus }: Input) =>
  ifStatus && [...new Set(ifStatus.map((status) => status.toLowerCase()))].toSorted();

export const acceptanceKey: DerivedKey<Input> = {
  field: 'orderId',
  clash:
    'this order was asked to be accepted before, with another input; give an idempotencyKey if it is meant to be done once more',
  of: ({ orderId }) => String(orderId),
  meaning: (input) => withoutNullish({ ...input, ifStatus: statusesIn(input) }),
};
