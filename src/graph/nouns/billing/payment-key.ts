/** The idempotency key of a payment without one: the invoice, the gateway and the transaction id. */
import { collated } from '../../../whmcs/wire/collation.ts';
import { plain } from '../../base/decimal.ts';
import { withoutNullish } from '../../write/input.ts';
import type { DerivedKey } from '../../write/key.ts';

interface Input {
  readonly invoiceId: number;
  readonly gateway: string;
  readonly transactionId: string;
  readonly amount: string | undefined;
  readonly fees: string | undefined;
}

const plainIn = (amount: string | undefined) => (amount === undefined ? undefined : plain(amount));

export const paymentKey: DerivedKey<Input> = {
  field: 'transactionId',
  // The message does not suggest another key: with one, the caller would pay twice.
  clash:
    'the payment of this invoice with this transactionId was asked for before, with another amount, fees, at, allowOverpayment or sendEmail: nothing was sent, because a transaction is recorded only once; read the invoice to see its payments',
  of: ({ invoiceId, gateway, transactionId }) => JSON.stringify([invoiceId, gateway, collated(transactionId)]),
  meaning: (input) =>
    withoutNullish({
      ...input,
      transactionId: collated(input.transactionId),
      amount: plainIn(input.amount),
      fees: plainIn(input.fees),
    }),
};
