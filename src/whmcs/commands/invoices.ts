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
} from '../params.ts';
import { listTags, owned, stale } from '../tags.ts';
import { date, dateTime, flag, id, listOf, money, owner, rate, text } from '../values.ts';
import { transactionRow } from './transactions.ts';
import { page, pageParams } from './page.ts';

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
  tags: ({ userid }, { invoices }) =>
    listTags(
      'invoices',
      userid,
      invoices.map((each) => each.userid),
    ),
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
  tags: (_, { userid }) => [owned('invoices', userid), owned('transactions', userid)],
  probe: { invoiceid: 1 },
});

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
  repeat: 'duplicate',
  // A status set to Paid or Cancelled shows in the order's payment status, and credit moves to or from the client.
  invalidates: (client) => stale(client, 'invoices', 'transactions', 'orders', 'clients'),
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
  repeat: 'money',
  // Paying has a tail: automation provisions services, registers domains, accepts orders; what is paid too much becomes credit.
  invalidates: (client) => stale(client, 'invoices', 'transactions', 'clients', 'services', 'domains', 'orders'),
});
