/** invoicePaymentAdd: AddInvoicePayment. */
import { AddInvoicePayment } from '../../../whmcs/commands/invoices.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { compare } from '../../base/decimal.ts';
import { ownInvoice } from '../input-refs.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { amountIn, withoutNullish, idIn, notEmpty } from '../../write/input.ts';
import { queued, type LockTurn } from '../../write/lock.ts';
import type { InvoicePaymentAddInput } from './invoice-payment-add.type.ts';
import { type Invoice, Invoices } from './invoice.ts';
import { checkOpen, isRecorded } from './payment-guard.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';

type Input = typeof InvoicePaymentAddInput.$inferInput;

export interface Paid {
  readonly invoiceId: number;
  readonly alreadyDone: boolean;
}

/**
 * Records a payment, once: one that WHMCS has already is not sent. Of several for one invoice, or with one transaction id, each is
 * checked after the one before has been recorded. WHMCS documents the time as required since 8.
 */
export function addInvoicePayment(input: Input, graph: WriteScope): Promise<Paid> {
  const transactionId = notEmpty(input.transactionId, 'transactionId');
  const gateway = notEmpty(input.gateway, 'gateway');
  const [amount, fees] = [paidIn(input), feesIn(input)];
  const invoiceId = idIn('Invoice', input.invoiceId, 'invoiceId');
  const turns = [`invoice:${invoiceId}`, `transaction:${collated(transactionId)}`];
  return queued(graph.locks, turns, async (turn) => {
    const invoice = await openInvoice(graph, input.invoiceId, turn);
    const method = await graph.noun(PaymentMethods).named(gateway, 'gateway');
    const payment = { transactionId, method, amount, mayOverpay: input.allowOverpayment === true };
    if (await isRecorded(graph, invoice, payment)) return { invoiceId, alreadyDone: true };
    if (graph.session.planner.believes) checkOpen(invoice, payment);
    await graph.session.write(
      AddInvoicePayment,
      {
        invoiceid: invoiceId,
        transid: transactionId,
        gateway,
        date: graph.clock.told(input.at ?? new Date()),
        noemail: input.sendEmail === false,
        ...withoutNullish({ amount, fees }),
      },
      invoice.ownerId,
    );
    return { invoiceId, alreadyDone: false };
  });
}

/** The door comes before the turns: whoever may not see the invoice does not wait for those who may. */
async function openInvoice(graph: WriteScope, id: string, turn: LockTurn): Promise<Invoice> {
  const { whmcsId } = await ownInvoice(graph, id);
  const hadToWait = await turn.come(graph.session.signal);
  const invoice = await graph.noun(Invoices).now(whmcsId, hadToWait);
  if (!invoice) throw new NotFoundError('There is no such invoice.');
  return invoice;
}

/** PHP takes 0 for "not given", and WHMCS then books the whole balance: nobody means that by 0. */
function paidIn({ amount }: Input): string | null | undefined {
  if (amount != null && compare(amount, '0') <= 0) {
    throw new InvalidInputError(`amount must be more than 0, got ${amount}; leave it out to pay the whole balance`, [
      'amount',
    ]);
  }
  return amountIn(amount, 'amount');
}

function feesIn({ fees }: Input): string | null | undefined {
  if (fees != null && compare(fees, '0') < 0) {
    throw new InvalidInputError(`fees must not be negative, got ${fees}`, ['fees']);
  }
  return amountIn(fees, 'fees');
}
