/** Charging the card or account of a client: CapturePayment. */
import { z } from 'zod';
import { write } from '../command.ts';
import { captured } from '../reconcile/captured.ts';
import { idParam } from '../wire/params.ts';
import { GetInvoice } from './invoices.ts';

export const CapturePayment = write('CapturePayment', {
  params: z.strictObject({ invoiceid: idParam, cvv: z.string().optional() }),
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'money',
  remote: 'gateway',
  secretParams: ['cvv'],
  // The gateway has declined: nothing was charged.
  refusals: ['Invoice Not Found or Not Unpaid', 'Payment Attempt Failed'],
  once: ({ invoiceid }) => invoiceid,
  reconcile: captured((invoiceid, look) => look(GetInvoice, { invoiceid })),
  // A payment has a tail: automation provisions, unsuspends, registers and renews before WHMCS answers. A failed attempt is dated too.
  changes: { invoices: 'invoiceid', transactions: true, credit: true, services: true, domains: true, orders: true },
});
