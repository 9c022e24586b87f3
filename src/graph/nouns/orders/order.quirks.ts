/** What is peculiar to accepting orders: what the caller has asked for in so many words may still be waiting. */
import { isIn } from '../../write/guards.ts';
import type { Order } from './order.ts';

interface Accepting {
  readonly order: Order;
  readonly autoSetup: boolean | undefined;
  readonly sendToRegistrar: boolean | undefined;
}

/** Whether the order is accepted, with what was asked for: the same again would change nothing. */
export const isAccepted = (accepting: Accepting): boolean => isIn(accepting.order, ['Active']) && !waits(accepting);

/** Whether something still waits that AcceptOrder would do no more. */
const waits = ({ order, autoSetup, sendToRegistrar }: Accepting): boolean =>
  (order.known('items') ?? []).some(
    ({ kind, status }) =>
      status?.toLowerCase() === 'pending' &&
      ((kind === 'service' && autoSetup) || (kind === 'domain' && sendToRegistrar)),
  );
