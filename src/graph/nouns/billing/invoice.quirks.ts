/** Peculiarities of invoice updates: how WHMCS takes lines and rates, and how it refuses to publish an invoice twice. */
import { compare } from '../../base/decimal.ts';
import { ConflictError, InvalidInputError } from '../../base/errors.ts';
import { withoutNullish } from '../../write/input.ts';
import { invoiceStatus, type InvoiceFacts } from './invoice-facts.ts';

/** WHMCS's refusal to publish an invoice that is not a draft. It does not say whether the invoice was issued or cancelled. */
export const saysNoDraft = /\bmust be in draft status\b/i;

/**
 * Whether the refused publication is already done. The other requested changes were not made, and no mail was sent.
 *
 * @throws ConflictError if the invoice is cancelled, or more than the publication was requested
 */
export function isIssued(status: InvoiceFacts['status'], changes: object): boolean {
  if (status === 'DRAFT' || status === null) return false;
  const isPublicationOnly = Object.keys(changes).every((name) => name === 'publish');
  if (isPublicationOnly && status !== 'CANCELLED') return true;
  throw new ConflictError(`the invoice is ${status}, not DRAFT: nothing was changed`, {
    subject: 'status',
    expected: ['DRAFT'],
    actual: status,
  });
}

interface Line {
  readonly description: string;
  readonly amount: string;
  readonly taxed: boolean;
}

interface Input {
  readonly status: (typeof invoiceStatus.names)[number] | undefined;
  readonly paymentMethod: string | undefined;
  readonly issuedOn: string | undefined;
  readonly dueOn: string | undefined;
  readonly paidOn: string | undefined;
  readonly taxRate: string | undefined;
  readonly taxRate2: string | undefined;
  readonly notes: string | null | undefined;
  readonly credit: string | undefined;
  readonly updateItems: readonly (Line & { readonly id: number })[] | undefined;
  readonly addItems: readonly Line[] | undefined;
  readonly removeItemIds: readonly number[] | undefined;
  readonly publish: boolean | undefined;
  readonly publishAndSendEmail: boolean | undefined;
}

/** The changes as WHMCS's parameters, and the numbers of the lines that they name. */
export function changesIn(input: Input) {
  if (input.publish && input.publishAndSendEmail) {
    throw new InvalidInputError('publish and publishAndSendEmail exclude each other', ['publishAndSendEmail']);
  }
  const { updateItems = [], removeItemIds = [] } = input;
  return {
    changes: { ...headOf(input), ...linesOf(input) },
    named: [...updateItems.map(({ id }) => id), ...removeItemIds],
  };
}

function headOf(input: Input) {
  return {
    ...withoutNullish({
      status: input.status && invoiceStatus.write(input.status),
      paymentmethod: input.paymentMethod,
      date: input.issuedOn,
      duedate: input.dueOn,
      datepaid: input.paidOn,
      taxrate: nonZero(input.taxRate),
      taxrate2: nonZero(input.taxRate2),
      credit: input.credit,
      publish: input.publish,
      publishandsendemail: input.publishAndSendEmail,
    }),
    ...(input.notes === undefined ? {} : { notes: input.notes ?? '' }),
  };
}

function linesOf({ updateItems: lines = [], addItems: added = [], removeItemIds: removed = [] }: Input) {
  const byLine = <T>(value: (line: (typeof lines)[number]) => T) =>
    Object.fromEntries(lines.map((line) => [String(line.id), value(line)]));
  return {
    ...(removed.length > 0 && { deletelineids: [...removed] }),
    ...(lines.length > 0 && {
      itemdescription: byLine((line) => line.description),
      itemamount: byLine((line) => line.amount),
      itemtaxed: byLine((line) => line.taxed),
    }),
    ...(added.length > 0 && {
      newitemdescription: added.map((line) => line.description),
      newitemamount: added.map((line) => line.amount),
      newitemtaxed: added.map((line) => line.taxed),
    }),
  };
}

/** WHMCS takes a rate of 0 as "not given", and rounds the smallest rate that it accepts to zero. */
const nonZero = (rate: string | undefined): string | undefined =>
  rate !== undefined && compare(rate, '0') === 0 ? '0.000001' : rate;
