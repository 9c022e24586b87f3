/** Peculiarities of accepting orders: an active order may still have pending items that the caller wants set up. */
import { isIn } from '../../write/guards.ts';
import type { Order } from './order.ts';

interface Accepting {
  readonly order: Order;
  readonly autoSetup: boolean | undefined;
  readonly sendToRegistrar: boolean | undefined;
}

/** Whether the order is accepted as requested, so that AcceptOrder would change nothing. */
export const isAccepted = (accepting: Accepting): boolean =>
  isIn(accepting.order, ['Active']) && !hasPending(accepting);

/** Whether a requested item is still pending. AcceptOrder cannot set it up any longer, because it refuses an active order. */
const hasPending = ({ order, autoSetup, sendToRegistrar }: Accepting): boolean =>
  (order.known('items') ?? []).some(
    ({ kind, status }) =>
      status?.toLowerCase() === 'pending' &&
      ((kind === 'service' && autoSetup) || (kind === 'domain' && sendToRegistrar)),
  );
