/** The queries for invoices: by number, of all clients, of one client. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { OrderDirection } from '../../schema-kit/order-direction.type.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { Invoice, Invoices } from './invoice.ts';
import { InvoiceConnection, InvoiceStatusFilter } from './invoice.type.ts';

const InvoiceOrderField = builder.enumType('InvoiceOrderField', {
  description: 'The fields that invoices can be sorted by.',
  values: {
    ID: { description: "WHMCS's own number." },
    NUMBER: { description: 'The printed number.' },
    DATE: { description: 'The day on the invoice.' },
    DUE_DATE: { description: 'The due date.' },
    TOTAL: { description: 'The total.' },
    STATUS: { description: 'The status, alphabetically.' },
  },
});

const InvoiceOrder = builder.inputType('InvoiceOrder', {
  description: 'The order of a list of invoices.',
  fields: (t) => ({
    field: t.field({ type: InvoiceOrderField, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirection, required: true, description: 'Which end comes first.' }),
  }),
});

builder.queryField('invoice', (t) =>
  t.field({
    type: Invoice,
    description: 'One invoice. WHMCS: GetInvoice.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, graph, info) => lookUpAndPrefetch(graph.noun(Invoices), named('Invoice', id), graph, info),
  }),
);

builder.queryField('invoices', (t) =>
  t.field({
    type: InvoiceConnection,
    description: 'Invoices of all clients that you see, or of one client. WHMCS: GetInvoices.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: 'Only invoices of this client.' }),
      status: t.arg({ type: InvoiceStatusFilter, description: 'Only invoices in this status.' }),
      orderBy: t.arg({ type: InvoiceOrder, description: "The order; WHMCS's own if absent." }),
    },
    ...everyones('GetInvoices'),
    resolve: (_, { clientId, ...args }, graph) =>
      graph.noun(Invoices).page({ ...args, clientId: optionalNumberOf('Client', clientId) }),
  }),
);

builder.objectField(Client, 'invoices', (t) =>
  t.field({
    type: InvoiceConnection,
    description: "The client's invoices. WHMCS: GetInvoices.",
    args: {
      ...pageArgs(t.arg),
      status: t.arg({ type: InvoiceStatusFilter, description: 'Only invoices in this status.' }),
      orderBy: t.arg({ type: InvoiceOrder, description: "The order; WHMCS's own if absent." }),
    },
    resolve: prefetchable((client, args, graph) => graph.noun(Invoices).page({ ...args, clientId: client.whmcsId })),
  }),
);
