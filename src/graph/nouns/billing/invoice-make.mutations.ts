/** Invoices that are made on request, and those that are charged. */
import { CapturePayment } from '../../../whmcs/commands/invoice-capture.ts';
import { CreateInvoice, GenInvoices } from '../../../whmcs/commands/invoice-create.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { lockOf, mutation, quirkyMutation } from '../../write/declare-mutation.ts';
import { day, decimal, enumOf, flag, list, optional, ref, text } from '../../write/input-fields.ts';
import { made } from '../../write/outcome.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { Client } from '../clients/client.ts';
import { checkCharge } from './capture-guard.ts';
import { InvoiceItemAddInput } from './invoice-item-input.ts';
import { invoiceStatus } from './invoice-facts.ts';
import { generated, generateInvoices, InvoicesGenerateInput, InvoicesGeneratePayload } from './invoices-generate.ts';
import { InvoiceStatusInput } from './invoice.type.ts';
import { Invoice } from './invoice.ts';

mutation('invoiceCreate', {
  description: 'Makes an invoice for a client. WHMCS: CreateInvoice.',
  command: CreateInvoice,
  offered: 'NOBODY',
  inputDescription: 'A new invoice.',
  input: {
    client: ref(Client, 'The client.'),
    items: optional(list(InvoiceItemAddInput, 'Its lines.')),
    status: optional(enumOf(InvoiceStatusInput, 'Its status; UNPAID if absent.')),
    isDraft: flag('Whether it is made as a draft, which the client does not see.', { default: false }),
    sendEmail: flag('Whether WHMCS mails it to the client. A draft cannot be mailed.', { default: false }),
    applyCredit: flag('Whether it is paid at once from the credit of the client, as far as that goes.', {
      default: false,
    }),
    issuedOn: optional(day('The day on the invoice; today if absent.')),
    dueOn: optional(day('The due date.')),
    paymentMethod: optional(text('System name of the payment method.')),
    taxRate: optional(
      decimal("Percentage of the first tax level; the client's if absent.", { min: '0', isRate: true }),
    ),
    taxRate2: optional(
      decimal("Percentage of the second tax level; the client's if absent.", { min: '0', isRate: true }),
    ),
    notes: optional(text('Notes printed on the invoice.')),
  },
  repeated: 'makes no second invoice',
  prepare({ isDraft, sendEmail, status }) {
    if (isDraft && sendEmail) throw new InvalidInputError('a draft is not mailed', ['sendEmail']);
    if (isDraft && status !== undefined && status !== 'DRAFT')
      throw new InvalidInputError('a draft is in no other status', ['status']);
    if (status === 'DRAFT' && sendEmail) throw new InvalidInputError('a draft is not mailed', ['sendEmail']);
    return {};
  },
  check: ({ paymentMethod }, graph) => graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'),
  params: ({ clientId, items = [], status, isDraft, sendEmail, applyCredit, ...input }) => ({
    userid: clientId,
    status: status && invoiceStatus.write(status),
    draft: isDraft,
    sendinvoice: sendEmail,
    autoapplycredit: applyCredit,
    date: input.issuedOn,
    duedate: input.dueOn,
    paymentmethod: input.paymentMethod,
    taxrate: input.taxRate,
    taxrate2: input.taxRate2,
    notes: input.notes,
    itemdescriptionx: items.map((item) => item.description),
    itemamountx: items.map((item) => item.amount),
    itemtaxedx: items.map((item) => item.taxed),
  }),
  returns: { invoice: made(Invoice, 'invoiceid') },
});

mutation('invoicePaymentCapture', {
  description:
    "Charges the balance of an unpaid invoice to the client's card or account. While the outcome of an attempt is unknown, no other is made. WHMCS: CapturePayment.",
  command: CapturePayment,
  offered: 'ALLOWED',
  inputDescription: 'An invoice to charge.',
  input: { invoice: ref(Invoice, 'The invoice.') },
  repeated: 'charges nothing twice',
  // No key is derived: after the gateway has declined, another attempt is another act. What is paid is not unpaid any more.
  lock: ({ invoiceId }) => [lockOf(Invoice, invoiceId)],
  locksOwner: true,
  guard: ({ invoice }) => checkCharge(invoice),
  params: ({ invoiceId }) => ({ invoiceid: invoiceId }),
  returns: 'invoice',
});

quirkyMutation('invoicesGenerate', {
  description:
    'Invoices what is due: of one client, of the named services, domains and addons, or of all clients. WHMCS: GenInvoices.',
  command: GenInvoices,
  offered: 'NOBODY',
  input: InvoicesGenerateInput,
  payload: InvoicesGeneratePayload,
  example: { clientId: '1' },
  run: generateInvoices,
  recall: generated,
});
