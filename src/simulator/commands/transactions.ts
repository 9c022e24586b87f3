import type { Answer } from '../http/json.ts';
import type { Wire } from '../wire.ts';
import type { Transaction } from '../world/model.ts';
import { amounts, columns, numerals } from './row.ts';
import { list } from './table-command.ts';

/** All rows at once: `limitstart` and `limitnum` are ignored, although the counts of a page are answered. */
export const GetTransactions = list({
  from: (world, { params }) =>
    params.int('invoiceid') > 0 ? world.payments(params.int('invoiceid')) : world.transactions,
  rows: 'transactions.transaction',
  where: { clientid: 'userid', transid: ({ transid }, sent) => transid === sent },
  unpaged: true,
  empty: 'object',
  counts: { startnumber: 'number', numreturned: 'number' },
  row: (transaction, { wire }) => transactionRow(transaction, wire),
});

export function transactionRow(transaction: Transaction, wire: Wire): Answer {
  return {
    ...numerals(wire, transaction, 'id', 'userid', 'invoiceid', 'refundid'),
    // 0 in payments of a client: the currency is the client's.
    currency: wire.numeral(transaction.currency ?? 0),
    ...columns(transaction, 'gateway', 'date', 'transid'),
    description: wire.text(transaction.description),
    ...amounts(transaction, 'amountin', 'fees', 'amountout'),
    rate: transaction.rate ?? '1.00000',
  };
}
