/** What makes two payments one where the caller gives no key: the invoice, the gateway and the transaction id. */
import { collated } from '../../../whmcs/wire/collation.ts';
import { plain } from '../../base/decimal.ts';
import { withoutNullish, idIn } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';
import type { InvoicePaymentAddInput } from './invoice-payment-add.type.ts';

type Input = typeof InvoicePaymentAddInput.$inferInput;

const invoiceIn = ({ invoiceId }: Input): number => idIn('Invoice', invoiceId, 'invoiceId');

const plainIn = (amount: string | null | undefined) => (amount == null ? null : plain(amount));

export const paymentKey: DerivedKey<Input> = {
  field: 'transactionId',
  // No word of another key: it would be the way to pay twice.
  clash:
    'the payment of this invoice with this transactionId was asked for before, with another amount, fees, at, allowOverpayment or sendEmail: nothing was sent, for a transaction is recorded once; look at the invoice for what it has of it',
  of: (input) => JSON.stringify([invoiceIn(input), input.gateway, collated(input.transactionId)]),
  meaning: (input) =>
    withoutNullish({
      ...input,
      invoiceId: invoiceIn(input),
      transactionId: collated(input.transactionId),
      amount: plainIn(input.amount),
      fees: plainIn(input.fees),
      allowOverpayment: input.allowOverpayment === true,
      sendEmail: input.sendEmail !== false,
    }),
};
