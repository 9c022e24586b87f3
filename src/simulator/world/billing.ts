import { share, type Cents } from '../money.ts';
import { addCredit } from './credits.ts';
import type { Client, Invoice, InvoiceLine } from './model.ts';
import { applyUpgrade } from './upgrades.ts';
import type { World } from './world.ts';

/** Domestic rates of the countries this company charges tax in, in thousandths of a percent. */
const taxRates: Readonly<Record<string, number>> = { DE: 19_000, AT: 20_000, FR: 20_000, GB: 20_000, IE: 23_000 };

export function taxRateOf(client: Client): number {
  return client.taxexempt ? 0 : (taxRates[client.country] ?? 0);
}

/** Sums lines, tax and credit again; WHMCS does so after every change of a line, a rate or the credit. */
export function recalculate(invoice: Invoice): void {
  const taxable = sum(invoice.lines.filter((line) => line.taxed));
  invoice.subtotal = sum(invoice.lines);
  invoice.tax = share(taxable, invoice.taxrate);
  invoice.tax2 = share(taxable, invoice.taxrate2);
  invoice.total = invoice.subtotal + invoice.tax + invoice.tax2 - invoice.credit;
}

function sum(lines: readonly InvoiceLine[]): Cents {
  return lines.reduce((total, line) => total + line.amount, 0);
}

/** The amount that is left to pay. */
export function balanceOf(world: World, invoice: Invoice): Cents {
  return world.payments(invoice.id).reduce((left, paid) => left - paid.amountin + paid.amountout, invoice.total);
}

export type NewLine = Omit<InvoiceLine, 'id'>;

export interface NewInvoice {
  readonly client: Client;
  readonly at: string;
  readonly duedate: string;
  readonly status: string;
  readonly paymentmethod: string;
  readonly lines: readonly NewLine[];
}

export function addInvoice(world: World, { client, at, duedate, status, paymentmethod, lines }: NewInvoice): Invoice {
  const invoice: Invoice = {
    id: world.invoices.nextId(),
    userid: client.id,
    invoicenum: '',
    date: at.slice(0, 10),
    duedate,
    datepaid: '',
    lastCaptureAttempt: '',
    dateRefunded: '',
    dateCancelled: '',
    subtotal: 0,
    credit: 0,
    tax: 0,
    tax2: 0,
    total: 0,
    taxrate: taxRateOf(client),
    taxrate2: 0,
    status,
    paymentmethod,
    notes: '',
    createdAt: at,
    updatedAt: at,
    lines: lines.map((line) => ({ id: world.nextLineId(), ...line })),
  };
  recalculate(invoice);
  return world.invoices.add(invoice);
}

export interface Payment {
  readonly invoice: Invoice;
  readonly amount: Cents;
  readonly fees: Cents;
  readonly gateway: string;
  readonly transid: string;
  readonly at: string;
}

/** Books a payment, marks the invoice paid when it is covered, and turns an overpayment into credit. */
export function applyPayment(world: World, { invoice, amount, fees, gateway, transid, at }: Payment): void {
  const open = invoice.status === 'Paid' || invoice.status === 'Refunded' ? 0 : Math.max(balanceOf(world, invoice), 0);
  world.addTransaction({
    id: world.transactions.nextId(),
    userid: invoice.userid,
    invoiceid: invoice.id,
    gateway,
    date: at,
    description: 'Invoice Payment',
    amountin: amount,
    fees,
    amountout: 0,
    transid,
    refundid: 0,
  });
  invoice.updatedAt = at;
  const client = world.clients.get(invoice.userid);
  if (client && amount > open)
    addCredit(world, client, amount - open, `Invoice #${invoice.id} Overpayment`, invoice.id, at.slice(0, 10));
  if (amount < open || invoice.status === 'Paid' || invoice.status === 'Refunded') return;
  invoice.status = 'Paid';
  invoice.datepaid = at;
}

/** Automation that runs before the paying call answers: services suspended for debt are unsuspended. */
export function afterPayment(world: World, invoice: Invoice): void {
  for (const line of invoice.lines) {
    const upgrade = line.type === 'Upgrade' ? world.upgrades.get(line.relid) : undefined;
    if (upgrade) applyUpgrade(world, upgrade);
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
