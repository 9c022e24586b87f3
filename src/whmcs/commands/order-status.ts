/** The fate of an order after it was placed: PendingOrder, CancelOrder, FraudOrder, DeleteOrder, OrderFraudCheck. */
import { z } from 'zod';
import { write } from '../command.ts';
import { removed } from '../reconcile/removed.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { reached } from '../reconcile/status.ts';
import { idParam, optionParam } from '../wire/params.ts';
import { text, verbatim } from '../wire/values.ts';
import { GetOrders } from './orders.ts';

const orderOnly = z.strictObject({ orderid: idParam });

/** The status of one order. An older WHMCS ignores the filter and returns any orders. */
async function statusOf(orderid: number, look: FreshRead): Promise<string | null> {
  const { orders } = await look(GetOrders, { id: orderid });
  return orders.find(({ id }) => id === orderid)?.status ?? null;
}

const becomes = (to: 'Pending' | 'Cancelled' | 'Fraud') =>
  reached<{ readonly orderid: number }>({
    named: 'orderid',
    id: ({ orderid }) => orderid,
    read: statusOf,
    to,
    absenceProves: true,
  });

/** The ordered items follow the status of their order, and so does its unpaid invoice. */
const changes = { orders: 'orderid', services: true, addons: true, domains: true, invoices: true } as const;

const settled = { answer: z.object({}), changes } as const;

export const PendingOrder = write('PendingOrder', {
  ...settled,
  params: orderOnly,
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: ['Order ID Not Found'],
  reconcile: becomes('Pending'),
});

export const CancelOrder = write('CancelOrder', {
  ...settled,
  params: z.strictObject({ orderid: idParam, cancelsub: optionParam.optional(), noemail: optionParam.optional() }),
  purpose: 'lifecycle',
  repeat: 'error',
  remote: 'gateway (cancelsub=true)',
  // "Subscription Cancellation Failed" comes after a call to the payment gateway.
  refusals: ['Order ID not found or Status not Pending'],
  reconcile: becomes('Cancelled'),
});

export const FraudOrder = write('FraudOrder', {
  ...settled,
  params: z.strictObject({ orderid: idParam, cancelsub: optionParam.optional() }),
  purpose: 'lifecycle',
  repeat: 'none',
  remote: 'gateway (cancelsub=true)',
  refusals: ['Order ID Not Found'],
  reconcile: becomes('Fraud'),
});

export const DeleteOrder = write('DeleteOrder', {
  ...settled,
  params: orderOnly,
  purpose: 'dangerous',
  repeat: 'error',
  refusals: ['Order ID not found', 'The order status must be in Cancelled or Fraud to be deleted'],
  reconcile: removed<{ readonly orderid: number }>({
    named: 'orderid',
    id: ({ orderid }) => orderid,
    exists: async (orderid, look) => (await look(GetOrders, { id: orderid })).orders.some(({ id }) => id === orderid),
  }),
});

export const OrderFraudCheck = write('OrderFraudCheck', {
  params: z.strictObject({ orderid: idParam, ipaddress: z.string().optional() }),
  answer: z.object({
    status: text,
    module: text,
    /** The report of the fraud service, in its own format. */
    results: verbatim,
  }),
  purpose: 'lifecycle',
  repeat: 'rerun',
  once: ({ orderid }) => orderid,
  remote: 'fraud',
  refusals: ['Order ID Not Found', 'No Active Fraud Module'],
  reconcile: { never: 'an order has the result of its last check, and not the time of it' },
  changes: { orders: 'orderid' },
});
