/** The sort orders of invoices: WHMCS's parameter for each, and the same order for invoices in memory. */
import { compareBy } from '../../read/order-by.ts';
import type { Invoice } from './invoice.ts';

const columns = {
  ID: { orderby: 'id', value: (invoice: Invoice) => invoice.whmcsId },
  NUMBER: { orderby: 'invoicenumber', value: (invoice: Invoice) => invoice.known('number') },
  DATE: { orderby: 'date', value: (invoice: Invoice) => invoice.known('issuedOn') },
  DUE_DATE: { orderby: 'duedate', value: (invoice: Invoice) => invoice.known('dueOn') },
  // Only compared, never shown: a float is exact enough to find the larger one.
  TOTAL: { orderby: 'total', value: (invoice: Invoice) => Number(invoice.known('total')) },
  STATUS: { orderby: 'status', value: (invoice: Invoice) => invoice.known('status') },
} as const;

export interface InvoiceOrder {
  readonly field: keyof typeof columns;
  readonly direction: 'ASC' | 'DESC';
}

export const byInvoiceOrder = {
  /** For GetInvoices. */
  params: ({ field, direction }: InvoiceOrder) =>
    ({ orderby: columns[field].orderby, order: direction === 'ASC' ? 'asc' : 'desc' }) as const,
  /** For the merged lists of several clients. */
  compare: ({ field, direction }: InvoiceOrder) => compareBy<Invoice>(columns[field].value, direction),
};
