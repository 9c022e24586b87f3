/** Transactions: GetTransactions. */
import { z } from 'zod';
import { read } from '../command.ts';
import { idParam, needsOneOf } from '../wire/params.ts';
import { listTags } from '../cache/tags.ts';
import { entityKeys } from '../cache/mentions.ts';
import { currency, dateTime, id, listOf, money, owner, rate, text } from '../wire/values.ts';
import { page } from '../wire/page.ts';
import { selectedTags } from '../wire/selected.ts';

/** A payment or refund; GetInvoice lists its own in the same shape. */
export const transactionRow = z.object({
  id,
  userid: owner,
  /** 0, read as null, for a client's payment: it is in the client's currency. */
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

export const GetTransactions = read('GetTransactions', {
  // WHMCS has no paging here, so it is never asked for everything.
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
  answer: page({ transactions: listOf('transaction', transactionRow).default([]) }),
  keep: 'list',
  tags: ({ clientid, invoiceid }, { transactions }) =>
    clientid === undefined && invoiceid !== undefined
      ? selectedTags(
          ['transactions'],
          transactions.map((each) => each.userid),
        )
      : listTags(['transactions'], clientid),
  money: true,
  // Asked for an invoice alone, they are all that it has.
  mentions: ({ invoiceid, clientid, transid }, { transactions }) => [
    ...entityKeys(
      'transaction',
      transactions.map((each) => each.id),
    ),
    ...(clientid === undefined && transid === undefined ? entityKeys('invoice', [invoiceid]) : []),
  ],
  probe: { invoiceid: 1 },
});
