/** The idempotency key of an acceptance without one: the order. */
import { withoutNullish } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';

interface Input {
  readonly orderId: number;
  readonly ifStatus: readonly string[] | undefined;
}

/** The statuses without their order and letter case. */
const statusesIn = ({ ifStatus }: Input) =>
  ifStatus && [...new Set(ifStatus.map((status) => status.toLowerCase()))].toSorted();

export const acceptanceKey: DerivedKey<Input> = {
  field: 'orderId',
  clash:
    'the acceptance of this order was requested before, with another input; to accept it again, give an idempotencyKey',
  of: ({ orderId }) => String(orderId),
  meaning: (input) => withoutNullish({ ...input, ifStatus: statusesIn(input) }),
};
