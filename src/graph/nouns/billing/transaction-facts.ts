/** What WHMCS tells of a transaction, in our words. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import { accounts, type Account } from '../../base/entity.ts';

/** GetInvoice lists its own in the same shape. */
export type TransactionRow = Answer<typeof GetTransactions>['transactions'][number];

export interface TransactionFacts {
  /** Told by every row of GetTransactions: such a row is all that WHMCS tells of a transaction. */
  whole: true;
  transactionId: string | null;
  gateway: string | null;
  at: string | null;
  description: string | null;
  amountIn: string | null;
  fees: string | null;
  amountOut: string | null;
  rate: string | null;
  /** By number or, in some builds, by code; null for the client's. */
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

/** GetInvoice's own list, whose rows may leave out what goes without saying. */
export const invoiceTransactionFacts = (row: TransactionRow, invoiceId: number): Account<TransactionFacts> => ({
  ...commonFacts(row),
  invoiceId,
});
