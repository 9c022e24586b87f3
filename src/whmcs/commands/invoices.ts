/** Invoices: GetInvoices, GetInvoice, UpdateInvoice, AddInvoicePayment. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import {
  dateParam,
  dateTimeParam,
  decimalParam,
  idParam,
  optionParam,
  parallelParam,
  settingParam,
} from '../wire/params.ts';
import { collated } from '../wire/collation.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { created, type Listed } from '../reconcile/created.ts';
import { invoiceChanged } from '../reconcile/invoice.ts';
import { date, dateTime, flag, id, listOf, money, owner, rate, text } from '../wire/values.ts';
import { GetTransactions, transactionRow } from './transactions.ts';
import { page, pageParams } from '../wire/page.ts';

const invoice = z.object({
  userid: owner,
  invoicenum: text,
  date,
  duedate: date,
  datepaid: dateTime,
  subtotal: money,
  credit: money,
  tax: money,
  tax2: money,
  total: money,
  taxrate: rate,
  taxrate2: rate,
  status: text,
  paymentmethod: text,
  notes: text,
});

const row = invoice.extend({
  id,
  firstname: text,
  lastname: text,
  companyname: text,
  last_capture_attempt: dateTime,
  date_refunded: dateTime,
  date_cancelled: dateTime,
  paymethodid: id,
  created_at: dateTime,
  updated_at: dateTime,
  currencycode: text,
  currencyprefix: text,
  currencysuffix: text,
});

const line = z.object({ id, type: text, relid: id, description: text, amount: money, taxed: flag });

export const GetInvoices = read('GetInvoices', {
  params: z.strictObject({
    ...pageParams,
    userid: idParam.optional(),
    status: z.string().optional(),
    orderby: z.enum(['id', 'invoicenumber', 'date', 'duedate', 'total', 'status']).optional(),
    order: z.enum(['asc', 'desc']).optional(),
  }),
  answer: page({ invoices: listOf('invoice', row).default([]) }),
  keep: 'list',
  topics: ['invoices'],
  owner: 'invoices[].userid',
  filters: { userid: 'invoices[].userid' },
  // Rows name their clients.
  mentions: { invoice: 'invoices[].id', client: 'invoices[].userid' },
  money: true,
  probe: { limitnum: 1 },
});

export const GetInvoice = read('GetInvoice', {
  params: z.strictObject({ invoiceid: idParam }),
  answer: invoice.extend({
    invoiceid: id,
    lastcaptureattempt: dateTime,
    balance: money,
    ccgateway: flag,
    items: listOf('item', line).default([]),
    transactions: listOf('transaction', transactionRow).default([]),
  }),
  keep: 'record',
  topics: ['invoices', 'transactions'],
  owner: 'userid',
  filters: { invoiceid: 'invoiceid' },
  mentions: { invoice: 'invoiceid', transaction: 'transactions[].id' },
  money: true,
  probe: { invoiceid: 1 },
});

/** A payment is a transaction of the invoice. */
const payments = (invoiceid: number, rows: readonly z.output<typeof transactionRow>[]): Listed => ({
  total: rows.length,
  found: rows.map(({ id: transactionid, transid, gateway, amountin }) => ({
    id: transactionid,
    key: [transid],
    like: [collated(gateway), amountOf(amountin ?? '')],
    ids: { invoiceid, ...(transactionid && { transactionid }) },
  })),
});

const paid = created<{ invoiceid: number; transid: string; gateway: string; amount?: string | undefined }>({
  scope: ({ invoiceid }) => invoiceid,
  key: ({ transid }) => [transid],
  // Without an amount it is of all that was open; where nobody says how much that was, no amount is like it.
  like: ({ gateway, amount }, { balance }) => [collated(gateway), amountOf(amount ?? balance ?? 'all')],
  async list(invoiceid, look) {
    const { transactions, balance } = await look(GetInvoice, { invoiceid });
    return { ...payments(invoiceid, transactions), balance };
  },
  secondList: async (invoiceid, look) => payments(invoiceid, (await look(GetTransactions, { invoiceid })).transactions),
  named: 'transactionid',
  proves: true,
});

/**
 * A payment has a tail: before WHMCS answers, its automation provisions or unsuspends services, registers and renews domains and accepts
 * orders. An overpayment becomes credit.
 */
const paymentTail = { credit: true, services: true, domains: true, orders: true } as const;

export const UpdateInvoice = write('UpdateInvoice', {
  params: z.strictObject({
    invoiceid: idParam,
    status: z.string().optional(),
    paymentmethod: z.string().optional(),
    taxrate: decimalParam.optional(),
    taxrate2: decimalParam.optional(),
    credit: decimalParam.optional(),
    date: dateParam.optional(),
    duedate: dateParam.optional(),
    datepaid: dateParam.optional(),
    notes: z.string().optional(),
    // WHMCS wants description, amount and taxed of a line together, so an untaxed line has to say 0.
    itemdescription: z.record(z.string(), z.string()).optional(),
    itemamount: z.record(z.string(), decimalParam).optional(),
    itemtaxed: z.record(z.string(), settingParam).optional(),
    newitemdescription: parallelParam(z.string()).optional(),
    newitemamount: parallelParam(decimalParam).optional(),
    newitemtaxed: parallelParam(settingParam).optional(),
    deletelineids: z.array(idParam).optional(),
    publish: optionParam.optional(),
    publishandsendemail: optionParam.optional(),
  }),
  answer: z.object({ invoiceid: id }),
  purpose: 'billing',
  repeat: 'duplicate',
  refusals: [
    'Invoice ID Not Found',
    'Invoice must be in Draft status to be published',
    'Missing Variables: …',
    'Invalid status …',
    // From 9.0.
    'This is a… Invoice. You cannot modify …',
  ],
  reconcile: invoiceChanged((invoiceid, look) => look(GetInvoice, { invoiceid })),
  // Nobody tells whether a status set to Paid has that tail too. It makes no transaction.
  changes: { invoices: 'invoiceid', ...paymentTail },
});

export const AddInvoicePayment = write('AddInvoicePayment', {
  params: z.strictObject({
    invoiceid: idParam,
    transid: z.string().min(1),
    gateway: z.string().min(1),
    date: dateTimeParam,
    amount: decimalParam.optional(),
    fees: decimalParam.optional(),
    noemail: optionParam.optional(),
  }),
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'money',
  refusals: ['Invoice ID Not Found', 'It is not possible to add a payment to an invoice that is Cancelled'],
  once: ({ invoiceid }) => invoiceid,
  reconcile: paid,
  changes: { invoices: 'invoiceid', transactions: true, ...paymentTail },
});
