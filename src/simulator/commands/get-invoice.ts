import type { Answer, Json } from '../http/json.ts';
import { decimal, rateText } from '../money.ts';
import type { Wire } from '../wire.ts';
import { balanceOf } from '../world/billing.ts';
import type { InvoiceLine } from '../world/model.ts';
import { existing, type Call } from './command.ts';
import { transactionRow } from './get-transactions.ts';

/** The record: lines, balance and payments, but neither the client's name nor the currency. */
export function getInvoice({ params, world, wire }: Call): Answer {
  const invoice = existing(world.invoices.get(params.int('invoiceid')), 'Invoice ID Not Found');
  const { id } = invoice;
  return {
    invoiceid: id,
    invoicenum: invoice.invoicenum,
    userid: wire.wavering(invoice.userid, id, 'userid'),
    date: invoice.date,
    duedate: wire.day(invoice.duedate, id, 'duedate'),
    datepaid: wire.moment(invoice.datepaid, id, 'datepaid'),
    lastcaptureattempt: wire.moment(invoice.lastCaptureAttempt, id, 'capture'),
    subtotal: decimal(invoice.subtotal),
    credit: decimal(invoice.credit),
    tax: decimal(invoice.tax),
    tax2: decimal(invoice.tax2),
    total: decimal(invoice.total),
    balance: decimal(balanceOf(world, invoice)),
    taxrate: rateText(invoice.taxrate),
    taxrate2: rateText(invoice.taxrate2),
    status: invoice.status,
    paymentmethod: invoice.paymentmethod,
    notes: wire.text(invoice.notes),
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
      world.payments(id).map((payment) => transactionRow(payment, wire)),
      'text',
    ),
  };
}

function lineOf(line: InvoiceLine, wire: Wire): Json {
  return {
    id: line.id,
    type: line.type,
    relid: line.relid,
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
