/** UpdateInvoice: the fields and lines that GetInvoice reports, before and after. */
import type { FreshRead, BoundReconcileRule } from './rule.ts';
import { collated } from '../wire/collation.ts';
import { amountOf, hashed } from './hashed.ts';
import { updated, type Values } from './updated.ts';

interface Line {
  readonly id?: number | null | undefined;
  readonly description?: string | null | undefined;
  readonly amount?: string | null | undefined;
  readonly taxed?: boolean | null | undefined;
}

interface Invoice extends Readonly<Partial<Record<(typeof texts)[number], string | null | undefined>>> {
  readonly items: readonly Line[];
}

/** Fields of the record with the same name as the parameter. */
const texts = [
  'status',
  'paymentmethod',
  'credit',
  'date',
  'duedate',
  'datepaid',
  'notes',
  'taxrate',
  'taxrate2',
] as const;

export type InvoiceChanges = Readonly<Partial<Record<(typeof texts)[number], string | undefined>>> & {
  readonly invoiceid: number;
  readonly itemdescription?: Readonly<Record<string, string>> | undefined;
  readonly itemamount?: Readonly<Record<string, string>> | undefined;
  readonly itemtaxed?: Readonly<Record<string, boolean>> | undefined;
  readonly newitemdescription?: readonly (string | undefined)[] | undefined;
  readonly newitemamount?: readonly (string | undefined)[] | undefined;
  readonly deletelineids?: readonly number[] | undefined;
  readonly publish?: boolean | undefined;
  readonly publishandsendemail?: boolean | undefined;
};

/** The form in which both sides are compared: rates have two or three places, and of times only the day counts. */
function written(name: (typeof texts)[number], value: string): string {
  if (name === 'taxrate' || name === 'taxrate2') return Number(value).toFixed(2);
  if (name === 'credit') return amountOf(value);
  if (name === 'datepaid') return value.slice(0, 10);
  return name === 'status' || name === 'paymentmethod' ? collated(value) : value;
}

/** A new line has no id yet, so lines of the same content are counted. */
const content = (description: string | null | undefined, amount: string | null | undefined): string =>
  `lines of ${hashed(description ?? '', amountOf(amount ?? ''))}`;

function valuesOf(invoice: Invoice): Values {
  const values: Record<string, string> = {};
  for (const name of texts) values[name] = written(name, invoice[name] ?? '');
  for (const { id, description, amount, taxed } of invoice.items) {
    if (id) {
      values[`description ${id}`] = description ?? '';
      values[`amount ${id}`] = amountOf(amount ?? '');
      values[`taxed ${id}`] = String(taxed === true);
    }
    const kind = content(description, amount);
    values[kind] = String(Number(values[kind] ?? 0) + 1);
  }
  return values;
}

function wanted(asked: InvoiceChanges, invoice: Invoice): Values {
  const values: Record<string, string> = {};
  const before = valuesOf(invoice);
  for (const name of texts) {
    const value = asked[name];
    if (value !== undefined) values[name] = written(name, value);
  }
  if (asked.publish || asked.publishandsendemail) values['status'] ??= 'unpaid';
  for (const [id, description] of Object.entries(asked.itemdescription ?? {}))
    values[`description ${id}`] = description;
  for (const [id, amount] of Object.entries(asked.itemamount ?? {})) values[`amount ${id}`] = amountOf(amount);
  for (const [id, taxed] of Object.entries(asked.itemtaxed ?? {})) values[`taxed ${id}`] = String(taxed);
  for (const id of asked.deletelineids ?? []) values[`amount ${id}`] = '';
  for (const [index, description] of (asked.newitemdescription ?? []).entries()) {
    const kind = content(description, asked.newitemamount?.[index]);
    values[kind] = String(Number(values[kind] ?? before[kind] ?? 0) + 1);
  }
  return values;
}

export const invoiceChanged = (
  read: (invoiceid: number, look: FreshRead) => Promise<Invoice>,
): BoundReconcileRule<InvoiceChanges> =>
  updated<InvoiceChanges, Invoice>({
    named: 'invoiceid',
    id: ({ invoiceid }) => invoiceid,
    read,
    valuesOf,
    wanted,
  });
