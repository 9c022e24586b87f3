/** Converts WHMCS's answers about an invoice to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetInvoice, GetInvoices } from '../../../whmcs/commands/invoices.ts';
import { fullNameOf, type ClientFacts } from '../clients/client-facts.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { enumWords } from '../../base/enum-words.ts';

export const invoiceStatus = enumWords({
  DRAFT: 'Draft',
  UNPAID: 'Unpaid',
  PAID: 'Paid',
  CANCELLED: 'Cancelled',
  REFUNDED: 'Refunded',
  COLLECTIONS: 'Collections',
  PAYMENT_PENDING: 'Payment Pending',
});

/** WHMCS also filters by "Overdue", which it never stores. */
export const invoiceStatusFilter = enumWords({ OVERDUE: 'Overdue', ...invoiceStatus.table });

export type InvoiceRow = Answer<typeof GetInvoices>['invoices'][number];
export type InvoiceRecord = Answer<typeof GetInvoice>;

export interface InvoiceItemFacts {
  readonly id: number | null;
  readonly type: string | null;
  readonly relatedId: number | null;
  readonly description: string | null;
  readonly amount: string | null;
  readonly taxed: boolean | null;
}

export interface InvoiceFacts {
  number: string | null;
  status: (typeof invoiceStatus.names)[number] | 'OTHER' | null;
  issuedOn: string | null;
  dueOn: string | null;
  paidAt: string | null;
  subtotal: string | null;
  credit: string | null;
  tax: string | null;
  tax2: string | null;
  taxRate: string | null;
  taxRate2: string | null;
  total: string | null;
  paymentMethod: string | null;
  notes: string | null;
  lastCaptureAttemptAt: string | null;
  balance: string | null;
  takesCards: boolean | null;
  items: readonly InvoiceItemFacts[];
  /** The transactions as GetInvoice repeats them. */
  transactions: InvoiceRecord['transactions'];
  refundedAt: string | null;
  cancelledAt: string | null;
  payMethodId: number | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/** The facts that both answers have. `invoicenum` is empty without a custom number: people then see WHMCS's own. */
const commonFacts = (answer: InvoiceRow | InvoiceRecord, id: number | null | undefined): Account<InvoiceFacts> => ({
  number: answer.invoicenum === null ? String(id) : answer.invoicenum,
  status: invoiceStatus.read(answer.status),
  issuedOn: answer.date,
  dueOn: answer.duedate,
  paidAt: answer.datepaid,
  subtotal: answer.subtotal,
  credit: answer.credit,
  tax: answer.tax,
  tax2: answer.tax2,
  taxRate: answer.taxrate,
  taxRate2: answer.taxrate2,
  total: answer.total,
  paymentMethod: answer.paymentmethod,
  notes: answer.notes,
});

/** GetInvoices: has the client's name and currency, but neither lines nor balance. */
export const invoiceRowFacts = accounts((row: InvoiceRow): Account<InvoiceFacts> => ({
  ...commonFacts(row, row.id),
  lastCaptureAttemptAt: row.last_capture_attempt,
  refundedAt: row.date_refunded,
  cancelledAt: row.date_cancelled,
  payMethodId: row.paymethodid,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
}));

/** The facts that rows have as well as records. */
export const rowFacts: ReadonlySet<keyof InvoiceFacts> = new Set([
  'number',
  'status',
  'issuedOn',
  'dueOn',
  'paidAt',
  'subtotal',
  'credit',
  'tax',
  'tax2',
  'taxRate',
  'taxRate2',
  'total',
  'paymentMethod',
  'notes',
  'lastCaptureAttemptAt',
]);

/** The facts that only rows have. */
export const rowOnly: ReadonlySet<keyof InvoiceFacts> = new Set([
  'refundedAt',
  'cancelledAt',
  'payMethodId',
  'createdAt',
  'updatedAt',
]);

/** The facts about the client in a row of its invoice. */
export const invoiceRowClientFacts = accounts((row: InvoiceRow): Account<ClientFacts> => ({
  firstName: row.firstname,
  lastName: row.lastname,
  fullName: fullNameOf(row.firstname, row.lastname),
  companyName: row.companyname,
  currencyCode: row.currencycode,
  currencyPrefix: row.currencyprefix,
  currencySuffix: row.currencysuffix,
}));

/** GetInvoice. */
export const invoiceRecordFacts = accounts((record: InvoiceRecord): Account<InvoiceFacts> => ({
  ...commonFacts(record, record.invoiceid),
  lastCaptureAttemptAt: record.lastcaptureattempt,
  balance: record.balance,
  takesCards: record.ccgateway,
  items: record.items.map((line) => ({
    id: line.id ?? null,
    type: line.type ?? null,
    relatedId: line.relid ?? null,
    description: line.description ?? null,
    amount: line.amount ?? null,
    taxed: line.taxed ?? null,
  })),
  transactions: record.transactions,
}));

/** GetTransactions for one invoice: the same transactions as in its record. */
export const invoiceTransactionsFacts = accounts(
  (transactions: InvoiceRecord['transactions']): Account<InvoiceFacts> => ({ transactions }),
);
