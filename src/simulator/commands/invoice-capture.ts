import { afterPayment, applyPayment, balanceOf } from '../world/billing.ts';
import { existing, Refusal, remote, write } from './command.ts';

/** Charges a card now. A paid invoice and an unknown one are refused with the same message; every 13th card is declined. */
export const CapturePayment = remote(
  write(({ params, world }) => {
    const invoice = existing(world.invoices.get(params.int('invoiceid')), 'Invoice Not Found or Not Unpaid');
    if (invoice.status !== 'Unpaid') throw new Refusal('Invoice Not Found or Not Unpaid');
    const now = world.clock.now();
    invoice.lastCaptureAttempt = now;
    if (invoice.id % 13 === 0) throw new Refusal('Payment Attempt Failed');
    const amount = balanceOf(world, invoice);
    const transid = `pi_${invoice.id}_${world.transactions.freeId}`;
    applyPayment(world, { invoice, amount, fees: 0, gateway: 'stripe', transid, at: now });
    afterPayment(world, invoice);
    return {};
  }),
);
