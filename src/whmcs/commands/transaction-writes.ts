/** Transactions that staff record or correct: AddTransaction, UpdateTransaction. */
import { z } from 'zod';
import { write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { created } from '../reconcile/created.ts';
import { amountOf } from '../reconcile/hashed.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { updated, type Values } from '../reconcile/updated.ts';
import { collated } from '../wire/collation.ts';
import { dateParam, decimalParam, idParam, localDateParam, optional, optionParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetTransactions, type TransactionRow } from './transactions.ts';

const ofClient = async (clientid: number, look: FreshRead): Promise<readonly TransactionRow[]> =>
  clientid > 0 ? (await look(GetTransactions, { clientid })).transactions : [];

const newTransaction = z.strictObject({
  paymentmethod: z.string().min(1),
  ...optional(idParam, 'userid', 'invoiceid', 'currencyid'),
  ...optional(z.string(), 'transid', 'description'),
  date: localDateParam.optional(),
  ...optional(decimalParam, 'amountin', 'fees', 'amountout', 'rate'),
  ...optional(optionParam, 'credit', 'allowduplicatetransid'),
});

type NewTransaction = z.input<typeof newTransaction>;

const traits = (amounts: { readonly in?: string | null | undefined; readonly out?: string | null | undefined }) =>
  [amountOf(amounts.in ?? '0'), amountOf(amounts.out ?? '0')] as const;

export const AddTransaction = write('AddTransaction', {
  params: newTransaction,
  answer: z.object({}),
  purpose: 'billing',
  repeat: 'money',
  refusals: [
    'Client ID Not Found',
    'Invoice ID Not Found',
    'User ID does not own the given Invoice ID',
    'Currency ID Not Found',
    'Currency ID does not match Client currency',
    'A Currency ID is required for non-customer related transactions',
    'Payment Method is required',
    'Transaction ID must be Unique',
  ],
  // WHMCS lists transactions by client, invoice or reference: of one without a client, nothing is proved.
  reconcile: created<NewTransaction>({
    named: 'transactionid',
    scope: ({ userid = 0 }) => userid,
    key: ({ transid, invoiceid = 0 }) => [collated(transid), invoiceid],
    like: ({ paymentmethod, amountin, amountout }) => [
      collated(paymentmethod),
      ...traits({ in: amountin, out: amountout }),
    ],
    async list(clientid, look) {
      const rows = await ofClient(clientid, look);
      return {
        total: rows.length,
        isWhole: clientid > 0,
        found: rows.map(({ id: transactionid, transid, invoiceid, gateway, amountin, amountout }) => ({
          id: transactionid,
          key: [collated(transid), invoiceid ?? 0],
          like: [collated(gateway), ...traits({ in: amountin, out: amountout })],
          ids: { transactionid: transactionid ?? 0 },
        })),
      };
    },
  }),
  changes: { transactions: true, invoices: 'invoiceid', credit: true },
});

/** The parameters that a row of GetTransactions reports, with the name that the row has for each. */
const columns = {
  refundid: 'refundid',
  userid: 'userid',
  invoiceid: 'invoiceid',
  transid: 'transid',
  date: 'date',
  gateway: 'gateway',
  currency: 'currency',
  description: 'description',
  amountin: 'amountin',
  fees: 'fees',
  amountout: 'amountout',
  rate: 'rate',
} as const satisfies Readonly<Record<string, keyof TransactionRow>>;

type Column = keyof typeof columns;

const isAmount = (column: Column): boolean => ['amountin', 'fees', 'amountout'].includes(column);

/** The form in which both sides are compared: rates have as many places as an installation keeps, and of times only the day counts. */
function written(column: Column, value: string | number | null | undefined): string {
  if (isAmount(column)) return amountOf(String(value ?? '0'));
  if (column === 'rate') return String(Number(value ?? '0'));
  if (column === 'date') return String(value ?? '').slice(0, 10);
  return collated(String(value ?? ''));
}

const isColumn = (name: string): name is Column => name in columns;
const names = Object.keys(columns).filter(isColumn);

const changedTransaction = z.strictObject({
  transactionid: idParam,
  ...optional(idParam, 'refundid', 'userid', 'invoiceid', 'currency'),
  ...optional(z.string(), 'transid', 'gateway', 'description'),
  date: dateParam.optional(),
  ...optional(decimalParam, 'amountin', 'fees', 'amountout', 'rate'),
  credit: optionParam.optional(),
});

export const UpdateTransaction = write('UpdateTransaction', {
  params: changedTransaction,
  answer: z.object({ transactionid: id }),
  purpose: 'billing',
  repeat: 'money',
  // None is documented.
  refusals: ['Transaction ID Not Found'],
  once: ({ transactionid }) => transactionid,
  reconcile: updated<z.input<typeof changedTransaction>, TransactionRow>({
    named: 'transactionid',
    id: ({ transactionid }) => transactionid,
    // WHMCS finds a transaction in the list of its client alone, and after the update perhaps in that of another.
    scope: ({ userid }, owner) => userid ?? owner,
    async read(transactionid, look, clientid) {
      const row = (await ofClient(clientid ?? 0, look)).find((each) => each.id === transactionid);
      if (!row) throw new MissingError('GetTransactions', 'Transaction ID Not Found');
      return row;
    },
    valuesOf: (row): Values => Object.fromEntries(names.map((name) => [name, written(name, row[columns[name]])])),
    wanted: (asked) =>
      Object.fromEntries(
        names.flatMap((name) => (asked[name] === undefined ? [] : [[name, written(name, asked[name])]])),
      ),
  }),
  changes: { transactions: 'transactionid', invoices: 'invoiceid', credit: true },
  crosses: 'userid',
});
