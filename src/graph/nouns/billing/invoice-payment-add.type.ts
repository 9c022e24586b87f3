/** invoicePaymentAdd in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { Invoice, Invoices } from './invoice.ts';
import { addInvoicePayment, type Paid } from './invoice-payment-add.ts';
import { paymentKey } from './payment-key.ts';

export const InvoicePaymentAddInput = builder.inputType('InvoicePaymentAddInput', {
  description: 'A payment that was made outside WHMCS.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The invoice that was paid.' }),
    transactionId: t.string({ required: true, description: "The payment gateway's own reference." }),
    gateway: t.string({
      required: true,
      description: 'System name of the payment gateway: `module` of a PaymentMethod.',
    }),
    amount: t.field({ type: 'Decimal', description: 'The whole balance where absent.' }),
    allowOverpayment: t.boolean({
      defaultValue: false,
      description: 'Whether it may be more than the balance; WHMCS makes credit of what is too much.',
    }),
    fees: t.field({ type: 'Decimal', description: 'What the gateway kept.' }),
    at: t.field({ type: 'DateTime', description: 'Now where absent.' }),
    sendEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails a confirmation.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key pays nothing twice.' }),
  }),
});

const InvoicePaymentAddPayload = builder.objectRef<Paid>('InvoicePaymentAddPayload').implement({
  description: 'What invoicePaymentAdd changed.',
  fields: (t) => ({
    invoice: t.field({
      type: Invoice,
      description: 'The invoice, freshly read.',
      resolve: ({ invoiceId }, _, graph) => graph.noun(Invoices).byId(invoiceId),
    }),
    alreadyDone: t.exposeBoolean('alreadyDone', {
      nullable: false,
      description:
        'Whether the invoice had this payment already, with the same transaction id, gateway and amount: nothing was sent.',
    }),
  }),
});

mutation('invoicePaymentAdd', {
  description:
    'Records a payment of an invoice, once for its transaction id, and no more than the balance unless `allowOverpayment` says so. WHMCS: AddInvoicePayment.',
  input: InvoicePaymentAddInput,
  payload: InvoicePaymentAddPayload,
  run: addInvoicePayment,
  derivedKey: paymentKey,
});
