/** invoiceUpdate: UpdateInvoice. */
import { UpdateInvoice } from '../../../whmcs/commands/invoices.ts';
import { sentUnlessDone } from '../../write/already-done.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { compare } from '../../base/decimal.ts';
import { ownInvoice } from '../input-refs.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { amountIn, withoutNullish, idIn } from '../../write/input.ts';
import { queued } from '../../write/lock.ts';
import { invoiceStatus, type InvoiceFacts } from './invoice-facts.ts';
import { checkLines } from './invoice-lines.ts';
import type { InvoiceUpdateInput } from './invoice-update.type.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { Invoices } from './invoice.ts';

type Input = typeof InvoiceUpdateInput.$inferInput;

export interface Updated {
  readonly invoiceId: number;
  readonly alreadyDone: boolean;
}

/** What a publication that comes too late is told; whoever issued the invoice before, or cancelled it, is not said. */
const noDraft = /\bmust be in draft status\b/i;

/** Sends what is given, one change of the invoice or payment of it at a time. */
export async function updateInvoice(input: Input, graph: WriteScope): Promise<Updated> {
  if (input.publish && input.publishAndSendEmail) {
    throw new InvalidInputError('publish and publishAndSendEmail exclude each other', ['publishAndSendEmail']);
  }
  const { named, ...lines } = linesOf(input);
  const changes = { ...headOf(input), ...lines };
  const invoice = await ownInvoice(graph, input.invoiceId);
  const { whmcsId: invoiceid, ownerId } = invoice;
  await Promise.all([
    graph.noun(PaymentMethods).check(input.paymentMethod, 'paymentMethod'),
    checkLines(graph, invoice, named),
  ]);
  const send = () => graph.session.write(UpdateInvoice, { invoiceid, ...changes }, ownerId);
  // What else was to be changed has not been, and a mail has not been sent.
  const wasAll = Object.keys(changes).every((name) => name === 'publish');
  return queued(graph.locks, `invoice:${invoiceid}`, async (turn) => {
    await turn.come(graph.session.signal);
    const alreadyDone = await sentUnlessDone(send, noDraft, async () => {
      const now = await graph.noun(Invoices).now(invoiceid, true);
      if (!now) throw new NotFoundError('There is no such invoice.');
      return isIssued(now.known('status') ?? null, wasAll);
    });
    return { invoiceId: invoiceid, alreadyDone };
  });
}

/** @throws ConflictError where it cannot be published any more, or more than that was to be done */
function isIssued(status: InvoiceFacts['status'], wasAll: boolean): boolean {
  if (status === 'DRAFT' || status === null) return false;
  if (wasAll && status !== 'CANCELLED') return true;
  throw new ConflictError(`the invoice is ${status}, not DRAFT: nothing was changed`, {
    subject: 'status',
    expected: ['DRAFT'],
    actual: status,
  });
}

function headOf(input: Input) {
  return {
    ...withoutNullish({
      status: input.status ? invoiceStatus.write(input.status) : undefined,
      paymentmethod: input.paymentMethod,
      date: input.issuedOn,
      duedate: input.dueOn,
      datepaid: input.paidOn,
      taxrate: nonZero(input.taxRate),
      taxrate2: nonZero(input.taxRate2),
      credit: amountIn(input.credit, 'credit'),
      publish: input.publish,
      publishandsendemail: input.publishAndSendEmail,
    }),
    ...(input.notes === undefined ? {} : { notes: input.notes ?? '' }),
  };
}

function linesOf(input: Input) {
  const lines = (input.updateItems ?? []).map((line, index) => ({
    ...line,
    id: String(idIn('InvoiceItem', line.id, 'updateItems', String(index), 'id')),
    amount: amountIn(line.amount, 'updateItems', String(index), 'amount'),
  }));
  const added = (input.addItems ?? []).map((line, index) => ({
    ...line,
    amount: amountIn(line.amount, 'addItems', String(index), 'amount'),
  }));
  const removed = (input.removeItemIds ?? []).map((id, index) =>
    idIn('InvoiceItem', id, 'removeItemIds', String(index)),
  );
  const byLine = <T>(value: (line: (typeof lines)[number]) => T) =>
    Object.fromEntries(lines.map((line) => [line.id, value(line)]));
  return {
    named: [...lines.map(({ id }) => Number(id)), ...removed],
    ...(removed.length > 0 && { deletelineids: removed }),
    ...(lines.length > 0 && {
      itemdescription: byLine((line) => line.description),
      itemamount: byLine((line) => line.amount),
      itemtaxed: byLine((line) => line.taxed),
    }),
    ...(added.length > 0 && {
      newitemdescription: added.map((line) => line.description),
      newitemamount: added.map((line) => line.amount),
      newitemtaxed: added.map((line) => line.taxed ?? false),
    }),
  };
}

/** WHMCS takes a rate of 0 as "not given", and rounds the smallest that it understands to zero. */
const nonZero = (rate: string | null | undefined): string | null | undefined =>
  rate != null && compare(rate, '0') === 0 ? '0.000001' : rate;
