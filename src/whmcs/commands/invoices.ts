/** Invoices: GetInvoices, GetInvoice, UpdateInvoice, AddInvoicePayment, ApplyCredit. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import {
  dateParam,
  dateTimeParam,
  decimalParam,
  idParam,
  optional,
  optionParam,
  parallelParam,
  settingParam,
} from '../wire/params.ts';
import { collated } from '../wire/collation.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { created, type Listed } from '../reconcile/created.ts';
import { invoiceChanged } from '../reconcile/invoice.ts';
import { updated } from '../reconcile/updated.ts';
import { readable, sumOf } from '../wire/amount.ts';
import { date, dateTime, flag, id, money, owner, rate, text } from '../wire/values.ts';
import { GetTransactions, transactionRow } from './transactions.ts';
import { page, pageParams, rows } from '../wire/page.ts';

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
  answer: page({ invoices: rows('invoice', row) }),
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
    items: rows('item', line),
    transactions: rows('transaction', transactionRow),
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
const payments = (invoiceid: number, transactions: readonly z.output<typeof transactionRow>[]): Listed => ({
  total: transactions.length,
  found: transactions.map(({ id: transactionid, transid, gateway, amountin }) => ({
    id: transactionid,
    key: [transid],
    like: [collated(gateway), amountOf(amountin ?? '')],
    ids: { invoiceid, ...(transactionid && { transactionid }) },
  })),
});

const paid = created<{ invoiceid: number; transid: string; gateway: string; amount?: string | undefined }>({
  scope: ({ invoiceid }) => invoiceid,
  key: ({ transid }) => [transid],
  // Without an amount the whole balance is paid; where the balance is not known, no amount matches.
  like: ({ gateway, amount }, { balance }) => [collated(gateway), amountOf(amount ?? balance ?? 'all')],
  async list(invoiceid, look) {
    const { transactions, balance } = await look(GetInvoice, { invoiceid });
    return { ...payments(invoiceid, transactions), balance };
  },
  secondList: async (invoiceid, look) => payments(invoiceid, (await look(GetTransactions, { invoiceid })).transactions),
  named: 'transactionid',
  proves: true,
});

/** Credit that was applied to the invoice: as much more than before. */
const creditApplied = updated<
  { readonly invoiceid: number; readonly amount: string },
  { credit?: string | null | undefined }
>({
  named: 'invoiceid',
  id: ({ invoiceid }) => invoiceid,
  read: (invoiceid, look) => look(GetInvoice, { invoiceid }),
  valuesOf: ({ credit }) => ({ credit: amountOf(credit ?? '') }),
  // Where WHMCS does not report the credit before, nothing can be compared.
  wanted: ({ amount }, { credit }) => (credit == null ? {} : { credit: amountOf(sumOf(readable(credit), amount)) }),
});

/**
 * A payment has a tail: before WHMCS answers, its automation provisions or unsuspends services, registers and renews domains and accepts
 * orders. An overpayment becomes credit.
 */
const paymentTail = { credit: true, services: true, domains: true, orders: true } as const;

export const UpdateInvoice = write('UpdateInvoice', {
  params: z.strictObject({
    invoiceid: idParam,
    ...optional(z.string(), 'status', 'paymentmethod', 'notes'),
    ...optional(decimalParam, 'taxrate', 'taxrate2', 'credit'),
    ...optional(dateParam, 'date', 'duedate', 'datepaid'),
    // WHMCS needs description, amount and taxed of a line together, so 0 is sent for an untaxed line.
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
  // It is not documented whether setting the status to Paid has that tail too. It creates no transaction.
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

export const ApplyCredit = write('ApplyCredit', {
  params: z.strictObject({
    invoiceid: idParam,
    // Without an amount WHMCS applies all credit. After a lost answer that could not be distinguished from another payment.
    amount: decimalParam,
    noemail: optionParam.optional(),
  }),
  answer: z.object({ invoiceid: id, amount: money, invoicepaid: flag }),
  purpose: 'billing',
  repeat: 'money',
  refusals: [
    'Invoice ID Not Found',
    'Invoice Not in Unpaid Status',
    'Amount exceeds customer credit balance',
    'Amount Exceeds Invoice Balance',
    'Credit Amount to apply must be greater than zero',
  ],
  once: ({ invoiceid }) => invoiceid,
  reconcile: creditApplied,
  changes: { invoices: 'invoiceid', ...paymentTail },
});
