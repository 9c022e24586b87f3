/** invoiceUpdate. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { Invoice, Invoices } from './invoice.ts';
import { updateInvoice, type Updated } from './invoice-update.ts';
import { InvoiceStatusInput } from './invoice.type.ts';

const InvoiceItemUpdateInput = builder.inputType('InvoiceItemUpdateInput', {
  description: 'A line as it shall be; WHMCS wants all of it at once.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The line: `id` of InvoiceItem.' }),
    description: t.string({ required: true, description: 'As printed on the invoice.' }),
    amount: t.field({ type: 'Decimal', required: true, description: 'Before tax.' }),
    taxed: t.boolean({ required: true, description: 'Whether tax is added.' }),
  }),
});

const InvoiceItemAddInput = builder.inputType('InvoiceItemAddInput', {
  description: 'A new line.',
  fields: (t) => ({
    description: t.string({ required: true, description: 'As printed on the invoice.' }),
    amount: t.field({ type: 'Decimal', required: true, description: 'Before tax.' }),
    taxed: t.boolean({ defaultValue: false, description: 'Whether tax is added.' }),
  }),
});

/** What is charged is the host's affair. */
export const InvoiceUpdateInput = builder.inputType('InvoiceUpdateInput', {
  description: 'What to change on an invoice; what is left out stays. From WHMCS 9.0 only drafts can be changed.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The invoice.' }),
    status: t.field({ type: InvoiceStatusInput, description: 'Its new status.' }),
    paymentMethod: t.string({ description: 'System name of the payment method.' }),
    issuedOn: t.field({ type: 'Date', description: 'The day on the invoice.' }),
    dueOn: t.field({ type: 'Date', description: 'The day by which it is to be paid.' }),
    paidOn: t.field({ type: 'Date', description: 'The day on which it was paid.' }),
    taxRate: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'Percentage of the first tax level. WHMCS takes 0 as not given. Staff only.',
    }),
    taxRate2: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'Percentage of the second tax level. WHMCS takes 0 as not given. Staff only.',
    }),
    notes: t.string({ description: 'Printed on the invoice.' }),
    credit: t.field({ ...forStaff, type: 'Decimal', description: 'Credit applied. Staff only.' }),
    updateItems: t.field({ ...forStaff, type: [InvoiceItemUpdateInput], description: 'Lines to change. Staff only.' }),
    addItems: t.field({ ...forStaff, type: [InvoiceItemAddInput], description: 'Lines to add. Staff only.' }),
    removeItemIds: t.idList({ ...forStaff, description: 'Lines to remove. Staff only.' }),
    publish: t.boolean({ description: 'Publishes a draft.' }),
    publishAndSendEmail: t.boolean({ description: 'Publishes a draft and mails it to the client.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key does nothing twice.' }),
  }),
});

const InvoiceUpdatePayload = builder.objectRef<Updated>('InvoiceUpdatePayload').implement({
  description: 'What invoiceUpdate changed.',
  fields: (t) => ({
    invoice: t.field({
      type: Invoice,
      description: 'The invoice, freshly read.',
      resolve: ({ invoiceId }, _, graph) => graph.noun(Invoices).byId(invoiceId),
    }),
    alreadyDone: t.exposeBoolean('alreadyDone', {
      nullable: false,
      description:
        'Whether it was to be published and nothing else, and had been before: this request has changed nothing.',
    }),
  }),
});

mutation('invoiceUpdate', {
  description: 'Changes, publishes or cancels an invoice and its lines. WHMCS: UpdateInvoice.',
  input: InvoiceUpdateInput,
  payload: InvoiceUpdatePayload,
  run: updateInvoice,
});
