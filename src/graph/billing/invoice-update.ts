/** invoiceUpdate: UpdateInvoice. */
import { UpdateInvoice } from '../../whmcs/commands/invoices.ts';
import type { Graph } from '../context.ts';
import { ownInvoice } from '../door.ts';
import { InvalidInputError } from '../errors.ts';
import { given, idIn } from '../input.ts';
import { invoiceStatus } from './invoice-facts.ts';
import type { InvoiceUpdateInput } from './invoice-update.type.ts';

/** Sends what is given; a zero tax rate goes out as the smallest that WHMCS rounds to zero, because it takes 0 as "not given". */
export async function updateInvoice(
  input: typeof InvoiceUpdateInput.$inferInput,
  graph: Graph,
): Promise<{ invoiceId: number }> {
  const lines = (input.updateItems ?? []).map((line, index) => ({
    ...line,
    id: String(idIn('InvoiceItem', line.id, 'updateItems', String(index), 'id')),
  }));
  const removed = (input.removeItemIds ?? []).map((id, index) =>
    idIn('InvoiceItem', id, 'removeItemIds', String(index)),
  );
  if (input.publish && input.publishAndSendEmail) {
    throw new InvalidInputError('publish and publishAndSendEmail exclude each other', ['publishAndSendEmail']);
  }
  const invoice = await ownInvoice(graph, input.invoiceId);
  const added = input.addItems ?? [];
  const byLine = <T>(value: (line: (typeof lines)[number]) => T) =>
    Object.fromEntries(lines.map((line) => [line.id, value(line)]));
  await graph.session.write(
    UpdateInvoice,
    {
      invoiceid: invoice.whmcsId,
      ...given({
        status: input.status ? invoiceStatus.write(input.status) : undefined,
        paymentmethod: input.paymentMethod,
        date: input.issuedOn,
        duedate: input.dueOn,
        datepaid: input.paidOn,
        taxrate: nonZero(input.taxRate),
        taxrate2: nonZero(input.taxRate2),
        credit: input.credit,
        publish: input.publish,
        publishandsendemail: input.publishAndSendEmail,
        deletelineids: removed.length > 0 ? removed : undefined,
      }),
      ...(input.notes === undefined ? {} : { notes: input.notes ?? '' }),
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
    },
    invoice.ownerId,
  );
  return { invoiceId: invoice.whmcsId };
}

const nonZero = (rate: string | null | undefined): string | null | undefined =>
  rate != null && Number(rate) === 0 ? '0.000001' : rate;
