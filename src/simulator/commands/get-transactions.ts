import type { Answer } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import type { Transaction } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import type { Params } from './params.ts';

/** No paging at all: `limitstart` and `limitnum` are ignored, whatever the number of rows. */
export function getTransactions({ params, world, wire }: Call): Answer {
  const rows = wanted(params, world);
  return {
    totalresults: rows.length,
    startnumber: 0,
    numreturned: rows.length,
    ...wire.list(
      'transactions',
      'transaction',
      rows.map((transaction) => transactionRow(transaction, wire)),
      'object',
    ),
  };
}

function wanted(params: Params, world: World): readonly Transaction[] {
  const invoiceid = params.int('invoiceid');
  const clientid = params.int('clientid');
  const transid = params.text('transid') ?? '';
  const candidates =
    invoiceid > 0
      ? world.payments(invoiceid)
      : clientid > 0
        ? world.transactions.of(clientid)
        : world.transactions.all();
  return candidates.filter(
    (transaction) =>
      (clientid === 0 || transaction.userid === clientid) && (transid === '' || transaction.transid === transid),
  );
}

export function transactionRow(transaction: Transaction, wire: Wire): Answer {
  return {
    id: wire.numeral(transaction.id),
    userid: wire.numeral(transaction.userid),
    // 0 for every client's payment: the currency is the client's.
    currency: wire.numeral(0),
    gateway: transaction.gateway,
    date: transaction.date,
    description: wire.text(transaction.description),
    amountin: decimal(transaction.amountin),
    fees: decimal(transaction.fees),
    amountout: decimal(transaction.amountout),
    rate: '1.00000',
    transid: transaction.transid,
    invoiceid: wire.numeral(transaction.invoiceid),
    refundid: wire.numeral(transaction.refundid),
  };
}
