/** What makes two payments one where the caller gives no key: the invoice, the gateway and the transaction id. */
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
  // No word of another key: it would be the way to pay twice.
  clash:
    'the payment of this invoice with this transactionId was asked for before, with another amount, fees, at, allowOverpayment or sendEmail: nothing was sent, for a transaction is recorded once; look at the invoice for what it has of it',
  of: ({ invoiceId, gateway, transactionId }) => JSON.stringify([invoiceId, gateway, collated(transactionId)]),
  meaning: (input) =>
    withoutNullish({
      ...input,
      transactionId: collated(input.transactionId),
      amount: plainIn(input.amount),
      fees: plainIn(input.fees),
    }),
};
