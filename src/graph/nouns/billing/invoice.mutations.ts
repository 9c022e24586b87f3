/** The mutations of invoices. */
import { AddInvoicePayment, ApplyCredit, UpdateInvoice } from '../../../whmcs/commands/invoices.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import { lockOf, mutation } from '../../write/declare-mutation.ts';
import {
  clearable,
  day,
  decimal,
  enumOf,
  filledText,
  flag,
  idOf,
  inputObject,
  instant,
  list,
  optional,
  ref,
  staffOnly,
  text,
} from '../../write/input-fields.ts';
import { checkCredit, creditKey } from './credit-guard.ts';
import { Invoice } from './invoice.ts';
import { InvoiceItemAddInput } from './invoice-item-input.ts';
import { checkLines } from './invoice-lines.ts';
import { changesIn, isIssued, saysNoDraft } from './invoice.quirks.ts';
import { InvoiceStatusInput } from './invoice.type.ts';
import { checkOpen, isRecorded } from './payment-guard.ts';
import { paymentKey } from './payment-key.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';

export const invoicePaymentAdd = mutation('invoicePaymentAdd', {
  description:
    'Records a payment of an invoice, only once for each transaction id. It may exceed the balance only with `allowOverpayment`. WHMCS: AddInvoicePayment.',
  command: AddInvoicePayment,
  offered: 'ALLOWED',
  inputDescription: 'A payment that was made outside WHMCS.',
  input: {
    invoice: ref(Invoice, 'The invoice that was paid.'),
    transactionId: filledText("The payment gateway's own reference.", { example: 'pi_#' }),
    gateway: filledText('System name of the payment gateway: `module` of a PaymentMethod.', { example: 'stripe' }),
    amount: optional(
      decimal('The amount; the whole balance if absent.', {
        above: '0',
        hint: '; leave it out to pay the whole balance',
      }),
    ),
    allowOverpayment: flag('Whether it may exceed the balance; WHMCS turns the excess into credit.', {
      default: false,
    }),
    fees: optional(decimal('The fees that the payment gateway kept.', { min: '0' })),
    at: optional(instant('The time of the payment; now if absent.')),
    sendEmail: flag('Whether WHMCS mails a confirmation.', { default: true }),
  },
  repeated: 'pays nothing twice',
  derivedKey: paymentKey,
  // Payments of one invoice, or with one transaction id, are checked one after the other: each check sees the payments before it.
  lock: ({ invoiceId, transactionId }) => [lockOf(Invoice, invoiceId), `transaction:${collated(transactionId)}`],
  alreadyDone: {
    description:
      'Whether the invoice already had this payment, with the same transaction id, gateway and amount, so that nothing was sent.',
    before: async ({ invoice, transactionId, gateway, amount, allowOverpayment: mayOverpay }, graph) => {
      const known = await graph.noun(PaymentMethods).named(gateway, 'gateway');
      const method = { module: gateway, displayName: known.known('displayName') ?? gateway };
      return isRecorded(graph, invoice, { transactionId, method, amount, mayOverpay });
    },
  },
  guard: ({ invoice, amount, allowOverpayment: mayOverpay }) => checkOpen(invoice, { amount, mayOverpay }),
  params: ({ invoiceId, transactionId, gateway, amount, fees, at, sendEmail }, { clock }) => ({
    invoiceid: invoiceId,
    transid: transactionId,
    gateway,
    amount,
    fees,
    // WHMCS documents the time as required since 8.
    date: clock.told(at ?? new Date()),
    noemail: !sendEmail,
  }),
  returns: 'invoice',
});

mutation('invoiceCreditApply', {
  description: "Pays an invoice from the client's credit. WHMCS: ApplyCredit.",
  command: ApplyCredit,
  offered: 'ALLOWED',
  inputDescription: 'Credit to apply to an invoice.',
  input: {
    invoice: ref(Invoice, 'The invoice.'),
    amount: decimal('How much: at most the balance of the invoice, and the credit of its client.', { above: '0' }),
    sendEmail: flag('Whether WHMCS mails a confirmation.', { default: true }),
  },
  repeated: 'applies nothing twice',
  derivedKey: creditKey,
  // Payments of the invoice wait for it, and so does other credit of the client: each is checked after the one before.
  lock: ({ invoiceId }) => [lockOf(Invoice, invoiceId)],
  locksOwner: true,
  guard: ({ invoice, amount }, graph) => checkCredit(graph, invoice, amount),
  params: ({ invoiceId, amount, sendEmail }) => ({ invoiceid: invoiceId, amount, noemail: !sendEmail }),
  returns: 'invoice',
});

const InvoiceItemUpdateInput = inputObject(
  'InvoiceItemUpdateInput',
  'The new content of a line; WHMCS needs all of its fields.',
  {
    id: idOf('InvoiceItem', 'The line: `id` of InvoiceItem.'),
    description: text('The text printed on the invoice.'),
    amount: decimal('The amount before tax.'),
    taxed: flag('Whether tax is added.'),
  },
);

mutation('invoiceUpdate', {
  description: 'Changes, publishes or cancels an invoice and its lines. WHMCS: UpdateInvoice.',
  command: UpdateInvoice,
  offered: 'ALLOWED',
  inputDescription: 'Changes to an invoice. An absent field is unchanged. From WHMCS 9.0 only drafts can be changed.',
  // Only staff decide what is charged.
  input: {
    invoice: ref(Invoice, 'The invoice.'),
    status: optional(enumOf(InvoiceStatusInput, 'Its new status.')),
    paymentMethod: optional(text('System name of the payment method.')),
    issuedOn: optional(day('The day on the invoice.')),
    dueOn: optional(day('The due date.')),
    paidOn: optional(day('The day on which it was paid.')),
    taxRate: staffOnly(
      optional(decimal('Percentage of the first tax level. WHMCS treats 0 as absent. Staff only.', { isRate: true })),
    ),
    taxRate2: staffOnly(
      optional(decimal('Percentage of the second tax level. WHMCS treats 0 as absent. Staff only.', { isRate: true })),
    ),
    notes: clearable(text('Notes printed on the invoice.')),
    credit: staffOnly(optional(decimal('Credit applied. Staff only.'))),
    updateItems: staffOnly(optional(list(InvoiceItemUpdateInput, 'Lines to change. Staff only.'))),
    addItems: staffOnly(optional(list(InvoiceItemAddInput, 'Lines to add. Staff only.'))),
    removeItemIds: staffOnly(optional(list(idOf('InvoiceItem', 'A line.'), 'Lines to remove. Staff only.'))),
    publish: optional(flag('Publishes a draft.')),
    publishAndSendEmail: optional(flag('Publishes a draft and mails it to the client.')),
  },
  prepare: (input) => changesIn(input),
  check: ({ invoice, paymentMethod, named }, graph) =>
    Promise.all([graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'), checkLines(graph, invoice, named)]),
  alreadyDone: {
    description:
      'Whether only the publication was requested and the invoice was already published, so that this request has changed nothing.',
    refusals: saysNoDraft,
    after: ({ invoice, changes }) => isIssued(invoice.known('status') ?? null, changes),
  },
  params: ({ invoiceId, changes }) => ({ invoiceid: invoiceId, ...changes }),
  returns: 'invoice',
});
