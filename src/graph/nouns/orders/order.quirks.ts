/** Peculiarities of orders: an active one may still have pending items, and a client may cancel one that is unpaid. */
import { collated } from '../../../whmcs/wire/collation.ts';
import { ConflictError } from '../../base/errors.ts';
import { lockOf } from '../../write/declare-mutation.ts';
import { isIn } from '../../write/guards.ts';
import { Invoice } from '../billing/invoice.ts';
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

/**
 * Checks that the invoice of an order is unpaid, as the order itself reports it.
 *
 * @param order freshly read
 * @throws ConflictError
 */
export function checkUnpaid(order: Order): void {
  const actual = order.known('paymentStatus') ?? null;
  if (collated(actual) === 'unpaid') return;
  throw new ConflictError(
    actual === null ? 'the order has no invoice' : `the invoice of the order is ${actual}, not Unpaid`,
    { subject: 'paymentStatus', expected: ['Unpaid'], actual },
  );
}

/** The lock that payments of the order's invoice take. */
export const invoiceLockOf = (order: Order): readonly string[] => {
  const id = order.known('invoiceId');
  return id == null ? [] : [lockOf(Invoice, id)];
};
