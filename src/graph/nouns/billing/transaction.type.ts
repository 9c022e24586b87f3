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
    'Money that came in or went out. Its global id carries its invoice or client, by which alone WHMCS can find it again. WHMCS: GetTransactions, GetInvoice.',
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
      description: 'What it was for.',
      resolve: lasting(fact('description')),
    }),
    amountIn: t.field({ type: Money, description: 'What came in.', resolve: amount('amountIn') }),
    fees: t.field({ type: Money, description: 'What the gateway kept.', resolve: amount('fees') }),
    amountOut: t.field({ type: Money, description: 'What went out, as in a refund.', resolve: amount('amountOut') }),
    currency: t.field({
      type: Currency,
      description: "The currency of its amounts: its own where WHMCS names one, else the client's.",
      resolve: (transaction) => transaction.currency,
    }),
    rate: t.field({
      type: 'Decimal',
      description: 'The rate of its currency against the default currency at that time.',
      resolve: fact('rate'),
    }),
    refundId: t.int({
      description: "WHMCS's number of the transaction that it pays back; null where it is no refund.",
      resolve: fact('refundId'),
    }),
    invoice: t.field({
      type: Invoice,
      description: 'The invoice that was paid or paid back; null for money without one.',
      resolve: (transaction) => transaction.invoice,
    }),
    client: t.field({
      type: Client,
      description: 'Whose money it is. Where the row names an invoice only, it costs that invoice.',
      resolve: (transaction) => transaction.client,
    }),
  }),
});

findable('Transaction', (graph, { id, hint }) => graph.noun(Transactions).byHint(id, hint));

export const TransactionConnection = connectionOf('Transaction', TransactionRef, 'transactions');
