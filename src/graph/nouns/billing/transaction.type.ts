/** Transactions in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { Currency } from '../catalogue/currency.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { Money, moneyOf } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { fact, factInstant } from '../../schema-kit/fact-fields.ts';
import { Invoice } from './invoice.ts';
import { Transaction, Transactions } from './transaction.ts';
import { lasting } from '../../base/field-meta.ts';

const amount = (name: 'amountIn' | 'fees' | 'amountOut') => (transaction: Transaction) =>
  moneyOf(transaction.tell(name), transaction.currencySource);

const TransactionRef = builder.objectType(Transaction, {
  name: 'Transaction',
  description:
    'Money that came in or went out. Its global id contains its invoice or client, because WHMCS finds it only through them. WHMCS: GetTransactions, GetInvoice.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Transaction,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    transactionId: t.string({
      description: "The payment gateway's own reference (transid).",
      resolve: lasting(fact('transactionId')),
    }),
    gateway: t.string({
      description: 'System name of the payment gateway.',
      resolve: lasting(fact('gateway')),
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When the money moved.',
      resolve: lasting(factInstant('at')),
    }),
    description: t.string({
      description: 'The purpose.',
      resolve: lasting(fact('description')),
    }),
    amountIn: t.field({ type: Money, description: 'The amount that came in.', resolve: amount('amountIn') }),
    fees: t.field({ type: Money, description: 'The fees that the payment gateway kept.', resolve: amount('fees') }),
    amountOut: t.field({
      type: Money,
      description: 'The amount that went out, as in a refund.',
      resolve: amount('amountOut'),
    }),
    currency: t.field({
      type: Currency,
      description: "The currency of its amounts: its own if WHMCS names one, otherwise the client's.",
      resolve: (transaction) => transaction.currency,
    }),
    rate: t.field({
      type: 'Decimal',
      description: 'The rate of its currency against the default currency at that time.',
      resolve: fact('rate'),
    }),
    refundId: t.int({
      description: "WHMCS's number of the transaction that it refunds; null if it is not a refund.",
      resolve: fact('refundId'),
    }),
    invoice: t.field({
      type: Invoice,
      description: 'The invoice that was paid or refunded; null if there is none.',
      resolve: (transaction) => transaction.invoice,
    }),
    client: t.field({
      type: Client,
      description: 'The client. If the row names only an invoice, it costs a call for that invoice.',
      resolve: (transaction) => transaction.client,
    }),
  }),
});

findable('Transaction', (graph, { id, hint }) => graph.noun(Transactions).byHint(id, hint));

export const TransactionConnection = connectionOf('Transaction', TransactionRef, 'transactions');
