/** invoicePaymentAdd: AddInvoicePayment. */
import { AddInvoicePayment } from '../../whmcs/commands/invoices.ts';
import type { Graph } from '../context.ts';
import { InvalidInputError } from '../errors.ts';
import { given } from '../input.ts';
import type { InvoicePaymentAddInput } from './invoice-payment-add.type.ts';
import { ownInvoice } from './own-invoice.ts';

/** Records a payment. WHMCS documents the time as required since 8. */
export async function addInvoicePayment(
  input: typeof InvoicePaymentAddInput.$inferInput,
  graph: Graph,
): Promise<{ invoiceId: number }> {
  if (input.transactionId.trim() === '')
    throw new InvalidInputError('transactionId must not be empty', ['transactionId']);
  if (input.gateway.trim() === '') throw new InvalidInputError('gateway must not be empty', ['gateway']);
  const invoice = await ownInvoice(graph, input.invoiceId);
  await graph.session.write(
    AddInvoicePayment,
    {
      invoiceid: invoice.whmcsId,
      transid: input.transactionId,
      gateway: input.gateway,
      date: graph.clock.told(input.at ?? new Date()),
      noemail: input.sendEmail === false,
      ...given({ amount: input.amount, fees: input.fees }),
    },
    invoice.ownerId,
  );
  return { invoiceId: invoice.whmcsId };
}
