/** What staff record of a transaction, and how one is named. */
import { parseGlobalId } from '../../base/global-id.ts';
import { InvalidInputError } from '../../base/errors.ts';
import {
  clearable,
  count,
  day,
  decimal,
  filledText,
  flag,
  idOf,
  idText,
  inputObject,
  optional,
  text,
} from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';

const amounts = {
  amountIn: optional(decimal('The amount that came in.', { min: '0' })),
  fees: optional(decimal('The fees that the payment gateway kept. They may be negative.')),
  amountOut: optional(decimal('The amount that went out, as in a refund.', { min: '0' })),
  rate: optional(decimal('The rate of its currency against the default currency.', { above: '0', isRate: true })),
};

export const TransactionAddInput = inputObject(
  'TransactionAddInput',
  'Money that moved outside of WHMCS. It leaves the status of an invoice as it is: see invoicePaymentAdd.',
  {
    clientId: optional(idOf('Client', 'The client.')),
    invoiceId: optional(idOf('Invoice', 'The invoice that was paid or refunded.')),
    gateway: filledText('System name of the payment gateway: `module` of a PaymentMethod.', { example: 'stripe' }),
    transactionId: optional(filledText("The payment gateway's own reference.")),
    on: optional(day('The day on which the money moved; today if absent.')),
    currencyId: optional(
      idOf('Currency', 'The currency: required where no client is concerned, else that of the client.'),
    ),
    description: optional(text('The purpose.')),
    ...amounts,
    addToCredit: flag('Whether what came in becomes credit of the client. It excludes an invoice.', { default: false }),
    allowDuplicate: flag('Whether another transaction may have the same transactionId.', { default: false }),
    allowOverpayment: flag('Whether more may come in than the balance of the invoice.', { default: false }),
    idempotencyKey: optional(text('Repeating the request with the same key records nothing twice.')),
  },
);

export const TransactionUpdateInput = inputObject(
  'TransactionUpdateInput',
  'Changes to a transaction. An absent field is unchanged. They leave the status of its invoice as it is.',
  {
    transactionId: idText('The transaction by its global id: WHMCS finds none by number.'),
    clientId: optional(idOf('Client', 'The client who is to have it.')),
    invoiceId: optional(idOf('Invoice', 'The invoice that it is to belong to.')),
    refundId: optional(count("WHMCS's number of the transaction that it refunds.")),
    reference: clearable(text("The payment gateway's own reference; null clears it.")),
    on: optional(day('The day on which the money moved.')),
    gateway: optional(filledText('System name of the payment gateway: `module` of a PaymentMethod.')),
    currencyId: optional(idOf('Currency', 'The currency.')),
    description: clearable(text('The purpose; null clears it.')),
    ...amounts,
    addToCredit: flag('Whether what came in becomes credit of the client. It excludes an invoice.', { default: false }),
    idempotencyKey: optional(text('Repeating the request with the same key credits nothing twice.')),
  },
);

export type AddInput = ValueOf<typeof TransactionAddInput>;
export type UpdateInput = ValueOf<typeof TransactionUpdateInput>;

/** The number of a transaction, and the list that its global id names. @throws InvalidInputError */
export function transactionNamed(given: string): { readonly id: number; readonly hint: string | null } {
  const parsed = parseGlobalId(given);
  if (parsed?.type === 'Transaction') return { id: parsed.id, hint: parsed.hint };
  throw new InvalidInputError('a transaction is named by its global id: WHMCS finds none by number', ['transactionId']);
}
