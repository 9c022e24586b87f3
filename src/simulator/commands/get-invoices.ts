import type { Answer } from '../http/json.ts';
import { decimal, rateText } from '../money.ts';
import { own } from '../own.ts';
import type { Wire } from '../wire.ts';
import type { Invoice } from '../world/model.ts';
import { currencyById } from '../world/products.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { byText, pageOf, same } from './page.ts';

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

/** Rows know the client's name and the currency; lines and balance are only in GetInvoice. */
export function getInvoices({ params, world, wire }: Call): Answer {
  const userid = params.int('userid');
  const status = params.text('status') ?? '';
  const today = world.clock.today();
  const candidates = userid > 0 ? world.invoices.of(userid) : world.invoices.all();
  const matching = candidates.filter((invoice) => hasStatus(invoice, status, today));
  const compare = own(orders, (params.text('orderby') ?? '').toLowerCase()) ?? byId;
  const sorted = matching.toSorted((left, right) => compare(left, right) || byId(left, right));
  const { rows, total, start } = pageOf(
    same(params.text('order') ?? '', 'desc') ? sorted.toReversed() : sorted,
    params,
  );
  return {
    totalresults: total,
    startnumber: start,
    numreturned: rows.length,
    ...wire.list(
      'invoices',
      'invoice',
      rows.map((invoice) => rowOf(invoice, world, wire)),
      'list',
    ),
  };
}

/** "Overdue" is asked for, but never stored. */
function hasStatus(invoice: Invoice, status: string, today: string): boolean {
  if (status === '') return true;
  if (same(status, 'Overdue')) return invoice.status === 'Unpaid' && invoice.duedate < today;
  return same(invoice.status, status);
}

function rowOf(invoice: Invoice, world: World, wire: Wire): Answer {
  const { id } = invoice;
  const client = world.clients.get(invoice.userid);
  const currency = currencyById(client?.currency ?? 1);
  return {
    id,
    userid: wire.wavering(invoice.userid, id, 'userid'),
    firstname: wire.text(client?.firstname ?? ''),
    lastname: wire.text(client?.lastname ?? ''),
    companyname: wire.text(client?.companyname ?? ''),
    invoicenum: invoice.invoicenum,
    date: invoice.date,
    duedate: wire.day(invoice.duedate, id, 'duedate'),
    datepaid: wire.moment(invoice.datepaid, id, 'datepaid'),
    last_capture_attempt: wire.moment(invoice.lastCaptureAttempt, id, 'capture'),
    date_refunded: wire.moment(invoice.dateRefunded, id, 'refunded'),
    date_cancelled: wire.moment(invoice.dateCancelled, id, 'cancelled'),
    subtotal: decimal(invoice.subtotal),
    credit: decimal(invoice.credit),
    tax: decimal(invoice.tax),
    tax2: decimal(invoice.tax2),
    total: decimal(invoice.total),
    taxrate: rateText(invoice.taxrate),
    taxrate2: rateText(invoice.taxrate2),
    status: invoice.status,
    paymentmethod: invoice.paymentmethod,
    paymethodid: wire.untidy ? wire.nothing(id, 'paymethodid') : null,
    notes: wire.text(invoice.notes),
    created_at: wire.moment(invoice.createdAt, id, 'created'),
    updated_at: wire.moment(invoice.updatedAt, id, 'updated'),
    currencycode: currency.code,
    currencyprefix: currency.prefix,
    currencysuffix: currency.suffix,
    ...wire.extra(id, 'invoices'),
  };
}
