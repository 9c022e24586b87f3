import { dayFromEpoch } from '../clock.ts';
import { addInvoice, applyPayment, recalculate, type NewLine } from './billing.ts';
import type { Client, Invoice, Service } from './model.ts';
import { productById } from './products.ts';
import type { World } from './world.ts';

/** The line that bills a service; its text holds dates in the install's own format. */
export function serviceLine(service: Service, age: number): NewLine {
  const [year, month, day] = dayFromEpoch(-age).split('-');
  const name = productById(service.pid)?.name ?? 'Service';
  const site = service.domain === '' ? '' : ` - ${service.domain}`;
  return {
    type: 'Hosting',
    relid: service.id,
    description: `${name}${site} (from ${day}/${month}/${year})\nRenewal & care`,
    amount: service.recurringamount || service.firstpaymentamount,
    taxed: true,
  };
}

export type SeededStatus = 'Paid' | 'Unpaid' | 'Overdue' | 'Cancelled' | 'Draft' | 'Refunded' | 'Credited';

/** An invoice in a plausible state, with the payments that explain it. */
export function seedInvoice(
  world: World,
  client: Client,
  lines: readonly NewLine[],
  status: SeededStatus,
  age: number,
): Invoice {
  const at = `${dayFromEpoch(-age)} 06:15:00`;
  const duedate = dayFromEpoch(status === 'Unpaid' || status === 'Draft' ? 14 : -age + 7);
  const invoice = addInvoice(world, {
    client,
    at,
    duedate,
    status: status === 'Draft' || status === 'Cancelled' ? status : 'Unpaid',
    paymentmethod: 'stripe',
    lines,
  });
  invoice.invoicenum = invoice.id % 3 === 0 ? `INV-${invoice.id}` : '';
  invoice.notes = invoice.id % 10 === 0 ? 'Thank you for "your" business & patience' : '';
  if (age > 1500) invoice.createdAt = invoice.updatedAt = '';
  if (status === 'Cancelled') invoice.dateCancelled = `${dayFromEpoch(-age + 3)} 09:00:00`;
  if (status === 'Overdue') invoice.lastCaptureAttempt = `${dayFromEpoch(-age + 8)} 03:00:00`;
  if (status === 'Credited') {
    // A fully credited invoice has a total of zero, and the sum is in `credit`.
    invoice.credit = invoice.total;
    recalculate(invoice);
    Object.assign(invoice, { status: 'Paid', datepaid: at });
  }
  if (status === 'Paid' || status === 'Refunded') pay(world, invoice, age - 2);
  if (status === 'Refunded') refund(world, invoice, age - 5);
  return invoice;
}

function pay(world: World, invoice: Invoice, age: number): void {
  const at = `${dayFromEpoch(-age)} 11:20:30`;
  const fees = Math.round(invoice.total * 0.029);
  applyPayment(world, {
    invoice,
    amount: invoice.total,
    fees,
    gateway: 'stripe',
    transid: `pi_${invoice.id}_${invoice.userid}`,
    at,
  });
}

function refund(world: World, invoice: Invoice, age: number): void {
  const at = `${dayFromEpoch(-age)} 16:45:00`;
  const paid = world.payments(invoice.id)[0];
  world.addTransaction({
    id: world.transactions.nextId(),
    userid: invoice.userid,
    invoiceid: invoice.id,
    gateway: 'stripe',
    date: at,
    description: 'Refund of Transaction ID',
    amountin: 0,
    fees: 0,
    amountout: invoice.total,
    transid: `re_${invoice.id}`,
    refundid: paid?.id ?? 0,
  });
  invoice.status = 'Refunded';
  invoice.dateRefunded = at;
}
