import { centsOf, decimal } from '../money.ts';
import { afterPayment, balanceOf, recalculate } from '../world/billing.ts';
import { addCredit } from '../world/credits.ts';
import { admin } from '../world/reference.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import { confirmPayment } from './invoices.ts';
import { amounts, columns, numerals } from './row.ts';
import { list, named } from './table-command.ts';

const clientOf = named(({ clients }) => clients, 'clientid', 'Client ID Not Found');

/** The log of credit. The balance is `credit` in GetClientsDetails. */
export const GetCredits = list({
  from: (world, call) => world.credits.of(clientOf(call).id),
  rows: 'credits.credit',
  unpaged: true,
  counts: { totalresults: 'text' },
  head: ({ params }) => ({ clientid: params.text('clientid') ?? '' }),
  row: (credit, { wire }) => ({
    ...numerals(wire, credit, 'id', 'relid'),
    ...columns(credit, 'date'),
    description: wire.text(credit.description),
    ...amounts(credit, 'amount'),
  }),
});

/** Moves the balance each time: nothing compares a call with an earlier one. */
export const AddCredit = write((call) => {
  const { params, world } = call;
  const type = params.text('type') ?? 'add';
  if (!['add', 'remove'].includes(type)) throw new Refusal('Type can only be add or remove');
  const client = clientOf(call);
  if (params.has('adminid') && params.int('adminid') !== admin.id) throw new Refusal('Admin ID Not Found');
  const amount = params.text('amount') ?? '';
  if (centsOf(amount) === 0) throw new Refusal('No Amount Provided');
  if (!/^\d+(\.\d\d)?$/.test(amount)) throw new Refusal('Amount must be in decimal format: ### or ###.##');
  const date = params.text('date') || world.clock.now().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Refusal('Date Format is not Valid');
  const cents = type === 'add' ? centsOf(amount) : -centsOf(amount);
  addCredit(world, client, cents, params.text('description') ?? '', 0, date);
  return { newbalance: decimal(client.credit) };
});

const invoiceOf = named(({ invoices }) => invoices, 'invoiceid', 'Invoice ID Not Found');

/** Pays an invoice from the client's credit, by default with as much as there is. */
export const ApplyCredit = write((call) => {
  const { params, world, wire } = call;
  const invoice = invoiceOf(call);
  if (invoice.status !== 'Unpaid') throw new Refusal('Invoice Not in Unpaid Status');
  const client = existing(world.clients.get(invoice.userid), 'Amount exceeds customer credit balance');
  const balance = balanceOf(world, invoice);
  const amount = amountToApply(call, Math.min(client.credit, balance));
  if (amount <= 0) throw new Refusal('Credit Amount to apply must be greater than zero');
  if (amount > client.credit) throw new Refusal('Amount exceeds customer credit balance');
  if (amount > balance) throw new Refusal('Amount Exceeds Invoice Balance');
  const now = world.clock.now();
  addCredit(world, client, -amount, `Credit Applied to Invoice #${invoice.id}`, invoice.id);
  invoice.credit += amount;
  recalculate(invoice);
  invoice.updatedAt = now;
  if (amount === balance) {
    Object.assign(invoice, { status: 'Paid', datepaid: now });
    afterPayment(world, invoice);
  }
  if (!params.flag('noemail')) confirmPayment(call, invoice);
  return {
    invoiceid: String(invoice.id),
    // Some installations print a number.
    amount: wire.variant(invoice.id, 'applied', 3) === 1 ? amount / 100 : decimal(amount),
    invoicepaid: String(amount === balance),
  };
});

function amountToApply({ params }: Call, most: number): number {
  const sent = params.text('amount') ?? '';
  return sent === '' || sent === 'full' ? most : centsOf(sent);
}
