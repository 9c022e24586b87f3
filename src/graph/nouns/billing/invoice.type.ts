/** Invoices in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { ownerHinted } from '../../base/global-id.ts';
import { Money } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { Client } from '../clients/client.ts';
import { fact, factInstant, factMoney } from '../../schema-kit/fact-fields.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { lasting, prefetchable } from '../../base/field-meta.ts';
import { Invoice, Invoices } from './invoice.ts';
import { InvoiceItem, itemsOf } from './invoice-item.ts';
import './invoice-item.type.ts';
import { Transaction, Transactions } from './transaction.ts';

type Instant = 'paidAt' | 'lastCaptureAttemptAt' | 'refundedAt' | 'cancelledAt' | 'createdAt' | 'updatedAt';

const names = {
  DRAFT: { description: 'Not yet published; the client does not see it.' },
  UNPAID: { description: 'Published and not yet paid.' },
  PAID: { description: 'Paid in full.' },
  CANCELLED: { description: 'Cancelled.' },
  REFUNDED: { description: 'Paid and refunded.' },
  COLLECTIONS: { description: 'Handed to a debt collector.' },
  PAYMENT_PENDING: { description: 'Paid, but the payment gateway has not confirmed it yet.' },
};

const InvoiceStatus = builder.enumType('InvoiceStatus', {
  description: 'The status of an invoice.',
  values: { ...names, OTHER: { description: 'A status that the gateway does not know.' } },
});

export const InvoiceStatusInput = builder.enumType('InvoiceStatusInput', {
  description: 'A status that an invoice can be given.',
  values: names,
});

export const InvoiceStatusFilter = builder.enumType('InvoiceStatusFilter', {
  description: 'A status that invoices can be listed by.',
  values: { ...names, OVERDUE: { description: 'Unpaid and past the due date; WHMCS never stores it.' } },
});

const InvoiceRef = builder.objectType(Invoice, {
  name: 'Invoice',
  description: 'A bill to a client. WHMCS: GetInvoices, GetInvoice.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Invoice,
  fields: (t) => {
    const at = (name: Instant, description: string) =>
      t.field({
        type: 'DateTime',
        description,
        resolve: factInstant(name),
      });
    return {
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      number: t.string({
        description: 'The number printed on the invoice; the WHMCS id if no custom number is set.',
        resolve: fact('number'),
      }),
      status: t.field({
        type: InvoiceStatus,
        description: 'The status.',
        resolve: fact('status'),
      }),
      issuedOn: t.field({
        type: 'Date',
        description: 'The day on the invoice.',
        resolve: lasting(fact('issuedOn')),
      }),
      dueOn: t.field({
        type: 'Date',
        description: 'The due date.',
        resolve: fact('dueOn'),
      }),
      paidAt: at('paidAt', 'When it was paid in full.'),
      subtotal: t.field({
        type: Money,
        description: 'All lines, before tax and credit.',
        resolve: factMoney('subtotal'),
      }),
      tax: t.field({ type: Money, description: 'The first tax level.', resolve: factMoney('tax') }),
      tax2: t.field({ type: Money, description: 'The second tax level.', resolve: factMoney('tax2') }),
      taxRate: t.field({
        type: 'Decimal',
        description: 'Percentage of the first tax level.',
        resolve: fact('taxRate'),
      }),
      taxRate2: t.field({
        type: 'Decimal',
        description: 'Percentage of the second tax level.',
        resolve: fact('taxRate2'),
      }),
      credit: t.field({
        type: Money,
        description: "The amount paid from the client's credit.",
        resolve: factMoney('credit'),
      }),
      total: t.field({
        type: Money,
        description: 'The amount to pay: subtotal and taxes less credit.',
        resolve: factMoney('total'),
      }),
      balance: t.field({
        type: Money,
        description: 'The amount that is still to pay. Only GetInvoice reports it.',
        resolve: factMoney('balance'),
      }),
      paymentMethod: t.string({
        description: 'System name of the payment method.',
        resolve: fact('paymentMethod'),
      }),
      payMethodId: t.int({
        description:
          "WHMCS's number of the stored card or account. Only GetInvoices reports it; elsewhere it costs a search in the client's newest hundred invoices.",
        resolve: fact('payMethodId'),
      }),
      takesCards: t.boolean({
        description: 'Whether the payment method charges stored cards (ccgateway).',
        resolve: fact('takesCards'),
      }),
      notes: t.string({ description: 'Notes printed on the invoice.', resolve: fact('notes') }),
      lastCaptureAttemptAt: at('lastCaptureAttemptAt', 'When the card was last charged, successfully or not.'),
      refundedAt: at('refundedAt', 'When it was refunded. Only GetInvoices reports it.'),
      cancelledAt: at('cancelledAt', 'When it was cancelled. Only GetInvoices reports it.'),
      createdAt: at('createdAt', 'When it was created. Only GetInvoices reports it; unreliable for old invoices.'),
      updatedAt: at('updatedAt', 'When it was last changed. Only GetInvoices reports it.'),
      items: t.field({
        type: [InvoiceItem],
        description: 'Its lines. Only GetInvoice reports them.',
        resolve: (invoice) => itemsOf(invoice),
      }),
      transactions: t.field({
        type: [Transaction],
        description: 'Its payments and refunds. Only GetInvoice reports them.',
        resolve: (invoice, _, graph) => graph.noun(Transactions).ofInvoice(invoice),
      }),
      client: t.field({
        type: Client,
        description: 'The client that is billed.',
        resolve: prefetchable((invoice) => invoice.client),
      }),
    };
  },
});

findable('Invoice', (graph, id, info) =>
  lookUpAndPrefetch(graph.noun(Invoices), { id: id.id, owner: ownerHinted(id) }, graph, info),
);

export const InvoiceConnection = connectionOf('Invoice', InvoiceRef, 'invoices');
