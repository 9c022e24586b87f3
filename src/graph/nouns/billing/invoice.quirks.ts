/** What is peculiar to changing invoices: how WHMCS takes lines and rates, and what it says of a draft that is none any more. */
import { compare } from '../../base/decimal.ts';
import { ConflictError, InvalidInputError } from '../../base/errors.ts';
import { withoutNullish } from '../../write/input.ts';
import { invoiceStatus, type InvoiceFacts } from './invoice-facts.ts';

/** What a publication that comes too late is told; whoever issued the invoice before, or cancelled it, is not said. */
export const saysNoDraft = /\bmust be in draft status\b/i;

/**
 * Whether what was to be published has been. What else was to be changed has not been, and a mail has not been sent.
 *
 * @throws ConflictError where it cannot be published any more, or more than that was to be done
 */
export function isIssued(status: InvoiceFacts['status'], changes: object): boolean {
  if (status === 'DRAFT' || status === null) return false;
  const wasAll = Object.keys(changes).every((name) => name === 'publish');
  if (wasAll && status !== 'CANCELLED') return true;
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

/** What is to be changed, in WHMCS's words, and the numbers of the lines that it names. */
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

/** WHMCS takes a rate of 0 as "not given", and rounds the smallest that it understands to zero. */
const nonZero = (rate: string | undefined): string | undefined =>
  rate !== undefined && compare(rate, '0') === 0 ? '0.000001' : rate;
