/** The queries for transactions: by client, by invoice, by reference. */
import { builder } from '../../schema-kit/builder.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { optionalNumberOf } from '../../base/global-id.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { TransactionConnection } from './transaction.type.ts';
import { Transactions } from './transaction.ts';

builder.queryField('transactions', (t) =>
  t.field({
    type: TransactionConnection,
    description:
      'Transactions, by at least one of clientId, invoiceId and transactionId: WHMCS has no paging here, so all transactions are never read. WHMCS: GetTransactions.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: 'Only transactions of this client.' }),
      invoiceId: t.arg.id({ description: 'Only transactions of this invoice.' }),
      transactionId: t.arg.string({ description: 'Only transactions with this reference of the payment gateway.' }),
    },
    resolve: (_, { clientId, invoiceId, ...args }, graph) =>
      graph.noun(Transactions).page({
        ...args,
        clientId: optionalNumberOf('Client', clientId),
        invoiceId: optionalNumberOf('Invoice', invoiceId),
      }),
  }),
);

builder.objectField(Client, 'transactions', (t) =>
  t.field({
    type: TransactionConnection,
    description: "The client's payments and refunds. Any page reads all of them. WHMCS: GetTransactions.",
    args: pageArgs(t.arg),
    resolve: prefetchable((client, args, graph) =>
      graph.noun(Transactions).page({ ...args, clientId: client.whmcsId }),
    ),
  }),
);
