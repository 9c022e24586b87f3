/** Converts WHMCS's answers about a transaction to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import { accounts, type Account } from '../../base/entity.ts';

/** GetInvoice lists the transactions of an invoice in the same shape. */
export type TransactionRow = Answer<typeof GetTransactions>['transactions'][number];

export interface TransactionFacts {
  /** Set by each row of GetTransactions, which has all facts that WHMCS reports about a transaction. */
  whole: true;
  transactionId: string | null;
  gateway: string | null;
  at: string | null;
  description: string | null;
  amountIn: string | null;
  fees: string | null;
  amountOut: string | null;
  rate: string | null;
  /** A number or, in some builds, a code; null for the client's currency. */
  currency: number | string | null;
  invoiceId: number | null;
  refundId: number | null;
}

const commonFacts = (row: TransactionRow): Account<TransactionFacts> => ({
  transactionId: row.transid,
  gateway: row.gateway,
  at: row.date,
  description: row.description,
  amountIn: row.amountin,
  fees: row.fees,
  amountOut: row.amountout,
  rate: row.rate,
  currency: row.currency,
  refundId: row.refundid,
});

export const transactionRowFacts = accounts((row: TransactionRow): Account<TransactionFacts> => ({
  whole: true,
  ...commonFacts(row),
  invoiceId: row.invoiceid,
}));

/** The list in GetInvoice, whose rows may omit the invoice. */
export const invoiceTransactionFacts = (row: TransactionRow, invoiceId: number): Account<TransactionFacts> => ({
  ...commonFacts(row),
  invoiceId,
});
