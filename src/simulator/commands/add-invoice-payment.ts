import type { Answer } from '../http/json.ts';
import { centsOf } from '../money.ts';
import { applyPayment, balanceOf } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import type { Invoice } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, type Call } from './command.ts';

/** Nothing looks at `transid`: the same payment posted twice is money twice, the second time as credit. */
export function addInvoicePayment({ params, world }: Call): Answer {
  const invoice = existing(world.invoices.get(params.int('invoiceid')), 'Invoice ID Not Found');
  if (invoice.status === 'Cancelled')
    throw new Refusal('It is not possible to add a payment to an invoice that is Cancelled');
  const wasPaid = invoice.status === 'Paid';
  const amount = centsOf(params.text('amount') ?? '') || Math.max(balanceOf(world, invoice), 0);
  const date = params.text('date') ?? '';
  const at = date === '' ? world.clock.now() : date.length === 10 ? `${date} 00:00:00` : date;
  // Without an amount, a paid invoice has nothing to pay, and WHMCS leaves no trace of having been asked.
  if (amount === 0 && wasPaid) return {};
  applyPayment(world, {
    invoice,
    amount,
    fees: centsOf(params.text('fees') ?? ''),
    gateway: params.text('gateway') || invoice.paymentmethod,
    transid: params.text('transid') ?? '',
    at,
  });
  if (!wasPaid && invoice.status === 'Paid') afterPayment(world, invoice);
  if (!params.flag('noemail')) {
    const to = world.clients.get(invoice.userid)?.email ?? '';
    sendMail(world, { to, template: 'Invoice Payment Confirmation', clientid: invoice.userid, relatedId: invoice.id });
  }
  return {};
}

/** The automation that runs before the paying call answers: what was cut off for debt comes back. */
export function afterPayment(world: World, invoice: Invoice): void {
  for (const line of invoice.lines) {
    const service = line.type === 'Hosting' ? world.services.get(line.relid) : undefined;
    if (service?.status !== 'Suspended' || service.suspensionreason !== 'Overdue on Payment') continue;
    service.status = 'Active';
    service.suspensionreason = '';
    world.moduleRuns.add({
      id: world.moduleRuns.nextId(),
      action: 'unsuspend',
      serviceid: service.id,
      at: world.clock.now(),
    });
  }
}
