import type { Answer, Json } from '../http/json.ts';
import { centsOf, decimal, rateText } from '../money.ts';
import { own } from '../own.ts';
import type { Wire } from '../wire.ts';
import { afterPayment, applyPayment, balanceOf } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import type { Invoice, InvoiceLine } from '../world/model.ts';
import { currencyById } from '../world/products.ts';
import { Refusal, write, type Call } from './command.ts';
import { byText, same } from './page.ts';
import { amounts, columns, texts } from './row.ts';
import { get, list, named } from './table-command.ts';
import { transactionRow } from './transactions.ts';

type Compare = (left: Invoice, right: Invoice) => number;

const byId: Compare = (left, right) => left.id - right.id;

const orders: Readonly<Record<string, Compare>> = {
  id: byId,
  invoicenumber: (left, right) => byText(left.invoicenum, right.invoicenum),
  date: (left, right) => byText(left.date, right.date),
  duedate: (left, right) => byText(left.duedate, right.duedate),
  total: (left, right) => left.total - right.total,
  status: (left, right) => byText(left.status, right.status),
};

/** Rows have the client's name and the currency; only GetInvoice has lines and balance. */
export const GetInvoices = list({
  from: ({ invoices }) => invoices,
  rows: 'invoices.invoice',
  where: { userid: 'userid', status: hasStatus },
  order: inOrder,
  row: (invoice, { world, wire }) => {
    const { id } = invoice;
    const client = world.clients.get(invoice.userid);
    const currency = currencyById(client?.currency ?? 1);
    return {
      id,
      ...shared(invoice, wire),
      ...texts(wire, client ?? noClient, 'firstname', 'lastname', 'companyname'),
      last_capture_attempt: wire.moment(invoice.lastCaptureAttempt, id, 'capture'),
      date_refunded: wire.moment(invoice.dateRefunded, id, 'refunded'),
      date_cancelled: wire.moment(invoice.dateCancelled, id, 'cancelled'),
      paymethodid: wire.untidy ? wire.nothing(id, 'paymethodid') : null,
      created_at: wire.moment(invoice.createdAt, id, 'created'),
      updated_at: wire.moment(invoice.updatedAt, id, 'updated'),
      currencycode: currency.code,
      currencyprefix: currency.prefix,
      currencysuffix: currency.suffix,
      ...wire.extra(id, 'invoices'),
    };
  },
});

const noClient = { firstname: '', lastname: '', companyname: '' };

/** Callers may ask for "Overdue", which is never stored. */
function hasStatus(invoice: Invoice, status: string, { world }: Call): boolean {
  if (same(status, 'Overdue')) return invoice.status === 'Unpaid' && invoice.duedate < world.clock.today();
  return same(invoice.status, status);
}

function inOrder(invoices: readonly Invoice[], { params }: Call): readonly Invoice[] {
  const compare = own(orders, (params.text('orderby') ?? '').toLowerCase()) ?? byId;
  const sorted = invoices.toSorted((left, right) => compare(left, right) || byId(left, right));
  return same(params.text('order') ?? '', 'desc') ? sorted.toReversed() : sorted;
}

/** The fields that rows and records have in common. */
function shared(invoice: Invoice, wire: Wire): Answer {
  const { id } = invoice;
  return {
    userid: wire.wavering(invoice.userid, id, 'userid'),
    ...columns(invoice, 'invoicenum', 'date', 'status', 'paymentmethod'),
    duedate: wire.day(invoice.duedate, id, 'duedate'),
    datepaid: wire.moment(invoice.datepaid, id, 'datepaid'),
    ...amounts(invoice, 'subtotal', 'credit', 'tax', 'tax2', 'total'),
    taxrate: rateText(invoice.taxrate),
    taxrate2: rateText(invoice.taxrate2),
    notes: wire.text(invoice.notes),
  };
}

const invoiceOf = named(({ invoices }) => invoices, 'invoiceid', 'Invoice ID Not Found');

/** The record: lines, balance and payments, but neither the client's name nor the currency. */
export const GetInvoice = get(invoiceOf, (invoice, { world, wire }) => ({
  invoiceid: invoice.id,
  ...shared(invoice, wire),
  lastcaptureattempt: wire.moment(invoice.lastCaptureAttempt, invoice.id, 'capture'),
  balance: decimal(balanceOf(world, invoice)),
  ccgateway: invoice.paymentmethod === 'stripe',
  ...wire.list(
    'items',
    'item',
    invoice.lines.map((line) => lineOf(line, wire)),
    'list',
  ),
  ...wire.list(
    'transactions',
    'transaction',
    world.payments(invoice.id).map((payment) => transactionRow(payment, wire)),
    'text',
  ),
}));

function lineOf(line: InvoiceLine, wire: Wire): Json {
  return {
    ...columns(line, 'id', 'type', 'relid'),
    description: wire.text(line.description),
    amount: decimal(line.amount),
    taxed: wire.flag(line.taxed, line.id, 'taxed', [
      [1, 0],
      ['1', '0'],
      ['1', 0],
      [true, false],
    ]),
  };
}

/** Nothing compares `transid`: the same payment posted twice is money twice, the second time as credit. */
export const AddInvoicePayment = write((call) => {
  const { params, world } = call;
  const invoice = invoiceOf(call);
  if (invoice.status === 'Cancelled')
    throw new Refusal('It is not possible to add a payment to an invoice that is Cancelled');
  const wasPaid = invoice.status === 'Paid';
  const amount = centsOf(params.text('amount') ?? '') || Math.max(balanceOf(world, invoice), 0);
  const date = params.text('date') ?? '';
  const at = date === '' ? world.clock.now() : date.length === 10 ? `${date} 00:00:00` : date;
  // Without an amount a paid invoice has nothing to pay, and WHMCS leaves no trace of the call.
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
  if (!params.flag('noemail')) confirmPayment(call, invoice);
  return {};
});

export function confirmPayment({ world }: Call, { id, userid }: Invoice): void {
  const to = world.clients.get(userid)?.email ?? '';
  sendMail(world, { to, template: 'Invoice Payment Confirmation', clientid: userid, relatedId: id });
}
