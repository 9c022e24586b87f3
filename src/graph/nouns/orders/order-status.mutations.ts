/** What becomes of an order after it was placed. */
import {
  CancelOrder,
  DeleteOrder,
  FraudOrder,
  OrderFraudCheck,
  PendingOrder,
} from '../../../whmcs/commands/order-status.ts';
import { missingOrElsewhere } from '../../write/already-done.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { confirmed, inStatus, isIn } from '../../write/guards.ts';
import { flag, ifStatus, optional, ref, staffOnly, text } from '../../write/input-fields.ts';
import { gone } from '../../write/outcome.ts';
import { checkUnpaid, invoiceLockOf } from './order.quirks.ts';
import { Order } from './order.ts';

const order = ref(Order, "The order: its global id or WHMCS's number.");

/** As `ifStatus` of other mutations; the statuses of orders are words of the host. */
const statuses = ifStatus(
  text('A status.'),
  'Only if the status of the order, read just before, is one of these; otherwise ConflictError, and nothing is sent.',
);

mutation('orderReopen', {
  description:
    'Sets an order back to Pending. Its services, domains and addons follow, and can be accepted again. WHMCS: PendingOrder.',
  command: PendingOrder,
  offered: 'NOBODY',
  inputDescription: 'An order to reopen.',
  input: { order, ifStatus: statuses },
  alreadyDone: {
    description: 'Whether the order was pending already, so that nothing was sent.',
    before: ({ order: asked }) => isIn(asked, ['Pending']),
  },
  params: ({ orderId }) => ({ orderid: orderId }),
  returns: 'order',
});

mutation('orderCancel', {
  description:
    'Cancels a pending order with its unpaid invoice. Partners and clients can cancel an order only while it has an invoice that is unpaid. WHMCS: CancelOrder.',
  command: CancelOrder,
  offered: 'ALLOWED',
  inputDescription: 'A pending order to cancel.',
  input: {
    order,
    ifStatus: statuses,
    cancelSubscription: staffOnly(
      optional(flag('Whether the payment gateway is asked to end the subscription that pays for it. Staff only.')),
    ),
    sendEmail: flag('Whether WHMCS mails the client.', { default: true }),
  },
  repeated: 'cancels nothing twice',
  // A payment of the invoice waits for it, or is seen by it.
  lockBehind: ({ order: asked }) => invoiceLockOf(asked),
  alreadyDone: {
    description: 'Whether the order was cancelled already, so that this request has changed nothing.',
    before: ({ order: asked }) => isIn(asked, ['Cancelled']),
    refusals: missingOrElsewhere,
    after({ order: asked }) {
      if (isIn(asked, ['Cancelled'])) return true;
      inStatus(asked, 'Pending');
      return false;
    },
  },
  guard: ({ order: asked }, { viewer }) => {
    inStatus(asked, 'Pending');
    if (viewer.role !== 'STAFF') checkUnpaid(asked);
  },
  params: ({ orderId, cancelSubscription, sendEmail }) => ({
    orderid: orderId,
    cancelsub: cancelSubscription,
    noemail: !sendEmail,
  }),
  returns: 'order',
});

mutation('orderMarkFraud', {
  description:
    'Marks an order as fraud. Its services, domains and addons follow, and its unpaid invoice is cancelled. WHMCS: FraudOrder.',
  command: FraudOrder,
  offered: 'NOBODY',
  inputDescription: 'An order to mark as fraud.',
  input: {
    order,
    ifStatus: statuses,
    cancelSubscription: optional(
      flag(
        'Whether the payment gateway is asked to end the subscription that pays for it, also if the order is fraud already.',
      ),
    ),
  },
  alreadyDone: {
    description: 'Whether the order was marked already, so that nothing was sent.',
    before: ({ order: asked, cancelSubscription }) => cancelSubscription !== true && isIn(asked, ['Fraud']),
  },
  params: ({ orderId, cancelSubscription }) => ({ orderid: orderId, cancelsub: cancelSubscription }),
  returns: 'order',
});

mutation('orderDelete', {
  description:
    'Deletes a cancelled or fraudulent order, with the services, domains and addons that were ordered. It cannot be undone. WHMCS: DeleteOrder.',
  command: DeleteOrder,
  offered: 'NOBODY',
  inputDescription: 'An order to delete.',
  input: {
    order,
    confirm: text('The number of the order that is shown to people: `number` of Order.'),
  },
  repeated: 'answers as the first time',
  guard: ({ order: asked, confirm }) => {
    confirmed(confirm, asked.known('number'));
    inStatus(asked, 'Cancelled', 'Fraud');
  },
  params: ({ orderId }) => ({ orderid: orderId }),
  returns: { deletedOrderId: gone('order') },
});

mutation('orderFraudCheck', {
  description:
    'Checks an order with the active fraud module, which may charge for it, and replaces the result of the last check: see fraudOutput of the order. WHMCS: OrderFraudCheck.',
  command: OrderFraudCheck,
  offered: 'NOBODY',
  inputDescription: 'An order to check.',
  input: {
    order,
    ipAddress: optional(text('The IP address to check; that of the order if absent.')),
  },
  repeated: 'checks nothing twice',
  params: ({ orderId, ipAddress }) => ({ orderid: orderId, ipaddress: ipAddress }),
  returns: 'order',
});
