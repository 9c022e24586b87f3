/** invoicePaymentAdd: AddInvoicePayment. */
import { AddInvoicePayment } from '../../whmcs/commands/invoices.ts';
import type { Graph } from '../context.ts';
import { ownInvoice } from '../door.ts';
import { InvalidInputError } from '../errors.ts';
import { given, notEmpty } from '../input.ts';
import type { InvoicePaymentAddInput } from './invoice-payment-add.type.ts';

type Input = typeof InvoicePaymentAddInput.$inferInput;

/** Records a payment. WHMCS documents the time as required since 8. */
export async function addInvoicePayment(input: Input, graph: Graph): Promise<{ invoiceId: number }> {
  const payment = {
    transid: notEmpty(input.transactionId, 'transactionId'),
    gateway: notEmpty(input.gateway, 'gateway'),
    date: graph.clock.told(input.at ?? new Date()),
    noemail: input.sendEmail === false,
    ...given({ amount: amountIn(input), fees: feesIn(input) }),
  };
  const invoice = await ownInvoice(graph, input.invoiceId);
  await graph.session.write(AddInvoicePayment, { invoiceid: invoice.whmcsId, ...payment }, invoice.ownerId);
  return { invoiceId: invoice.whmcsId };
}

/** PHP takes 0 for "not given", and WHMCS then books the whole balance: nobody means that by 0. */
function amountIn({ amount }: Input): string | null | undefined {
  if (amount != null && !(Number(amount) > 0)) {
    throw new InvalidInputError(`amount must be more than 0, got ${amount}; leave it out to pay the whole balance`, [
      'amount',
    ]);
  }
  return amount;
}

function feesIn({ fees }: Input): string | null | undefined {
  if (fees != null && Number(fees) < 0) throw new InvalidInputError(`fees must not be negative, got ${fees}`, ['fees']);
  return fees;
}
