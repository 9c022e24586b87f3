/** What staff record of transactions. */
import { AddTransaction, UpdateTransaction } from '../../../whmcs/commands/transaction-writes.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import { plain } from '../../base/decimal.ts';
import { globalId } from '../../base/global-id.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import { foundOne } from '../../write/replay.ts';
import { TransactionAddInput, transactionNamed, TransactionUpdateInput } from './transaction-input.ts';
import { addTransaction, updateTransaction, type Recorded } from './transaction-record.ts';
import { Transaction, Transactions } from './transaction.ts';

const payload = (name: string, description: string) =>
  builder.objectRef<Recorded>(name).implement({
    description,
    fields: (t) => ({
      transaction: t.field({
        type: Transaction,
        description: 'The transaction, freshly read; null if WHMCS does not tell which one it is.',
        resolve: ({ transactionNumber: id, hint }, _, graph) =>
          id === null ? null : graph.noun(Transactions).byHint(id, hint),
      }),
    }),
  });

const plainIn = (amount: string | undefined) => (amount === undefined ? undefined : plain(amount));

quirkyMutation('transactionAdd', {
  description: 'Records money that came in or went out, once for each transactionId. WHMCS: AddTransaction.',
  command: AddTransaction,
  offered: 'NOBODY',
  input: TransactionAddInput,
  payload: payload('TransactionAddPayload', 'The result of transactionAdd.'),
  example: { clientId: '1', amountIn: '1.00', transactionId: 'ref-#' },
  derivedKey: {
    field: 'transactionId',
    clash:
      'the transaction with this transactionId was asked for before, with another amount, day or purpose: nothing was sent, because a transaction is recorded only once',
    // Two with the same reference, where that is allowed, are two acts, and so are two without one.
    of: ({ gateway, transactionId, invoiceId, clientId, allowDuplicate }) =>
      transactionId === undefined || allowDuplicate
        ? null
        : JSON.stringify([clientId ?? null, invoiceId ?? null, gateway, collated(transactionId)]),
    meaning: (input) => ({
      ...input,
      transactionId: collated(input.transactionId),
      amountIn: plainIn(input.amountIn),
      amountOut: plainIn(input.amountOut),
      fees: plainIn(input.fees),
    }),
  },
  run: addTransaction,
  recall: ({ clientId }, found): Recorded => ({
    transactionNumber: clientId === undefined ? null : foundOne(found, 'transactionid'),
    hint: clientId === undefined ? null : `c${clientId}`,
  }),
});

quirkyMutation('transactionUpdate', {
  description: 'Corrects a transaction. WHMCS: UpdateTransaction.',
  command: UpdateTransaction,
  offered: 'NOBODY',
  input: TransactionUpdateInput,
  payload: payload('TransactionUpdatePayload', 'The result of transactionUpdate.'),
  example: { transactionId: globalId('Transaction', 1, 'c1'), description: 'Corrected' },
  derivedKey: {
    field: 'addToCredit',
    clash:
      'this transaction was asked to become credit before: nothing was sent; give an idempotencyKey if it is meant to be done once more',
    // Only credit would be given twice.
    of: ({ transactionId, addToCredit }) => (addToCredit ? `credit of ${transactionNamed(transactionId).id}` : null),
    meaning: ({ transactionId, amountIn }) => ({ ...transactionNamed(transactionId), amountIn: plainIn(amountIn) }),
  },
  run: updateTransaction,
  recall({ transactionId, clientId }): Recorded {
    const { id, hint } = transactionNamed(transactionId);
    return { transactionNumber: id, hint: clientId === undefined ? hint : `c${clientId}` };
  },
});
