/** Transactions: GetTransactions. */
import { z } from 'zod';
import { read } from '../command.ts';
import { idParam, needsOneOf } from '../wire/params.ts';
import { listTags } from '../cache/tags.ts';
import { currency, dateTime, id, money, owner, rate, text } from '../wire/values.ts';
import { page, rows } from '../wire/page.ts';
import { selectedTags } from '../wire/selected.ts';

/** A payment or refund; GetInvoice lists its own in the same shape. */
export const transactionRow = z.object({
  id,
  userid: owner,
  /** 0, read as null, for a client's payment, which is in the client's currency. */
  currency,
  gateway: text,
  date: dateTime,
  description: text,
  amountin: money,
  fees: money,
  amountout: money,
  rate,
  transid: text,
  invoiceid: id,
  refundid: id,
});

export type TransactionRow = z.output<typeof transactionRow>;

export const GetTransactions = read('GetTransactions', {
  // WHMCS has no paging here, so a request for everything is not possible.
  params: needsOneOf(
    z.strictObject({
      invoiceid: idParam.optional(),
      clientid: idParam.optional(),
      transid: z.string().min(1).optional(),
    }),
    'invoiceid',
    'clientid',
    'transid',
  ),
  answer: page({ transactions: rows('transaction', transactionRow) }),
  keep: 'list',
  topics: ['transactions'],
  owner: 'transactions[].userid',
  filters: {
    clientid: 'transactions[].userid',
    invoiceid: 'transactions[].invoiceid',
    transid: 'transactions[].transid',
  },
  // An invoice has one owner, so its transactions have that owner's tags, although they are a list.
  tags: ({ clientid, invoiceid }, { transactions }) =>
    clientid === undefined && invoiceid !== undefined
      ? selectedTags(
          ['transactions'],
          transactions.map((each) => each.userid),
        )
      : listTags(['transactions'], clientid),
  // Requested for an invoice alone, they are all that it has.
  mentions: { transaction: 'transactions[].id', invoice: { filter: 'invoiceid' } },
  money: true,
  probe: { invoiceid: 1 },
});
