/** transactionAdd and transactionUpdate: what is checked, under the locks of payments and of credit, and what is sent. */
import { AddTransaction, UpdateTransaction } from '../../../whmcs/commands/transaction-writes.ts';
import { GetTransactions, type TransactionRow } from '../../../whmcs/commands/transactions.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import { compare } from '../../base/decimal.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { nullIfMissing } from '../../base/found.ts';
import { lockOf } from '../../write/declare-mutation.ts';
import { withoutNullish } from '../../write/input.ts';
import { withLocks } from '../../write/lock.ts';
import { own } from '../../write/refs.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { Currencies } from '../catalogue/currency.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { Client, Clients } from '../clients/client.ts';
import { Invoice, Invoices } from './invoice.ts';
import { checkOpen } from './payment-guard.ts';
import { transactionNamed, type AddInput, type UpdateInput } from './transaction-input.ts';
import { Transactions } from './transaction.ts';

/** The transaction that the payload shows: its number, and the list in which it is found. */
export interface Recorded {
  readonly transactionNumber: number | null;
  readonly hint: string | null;
}

const isSome = (amount: string | undefined): boolean => amount !== undefined && compare(amount, '0') !== 0;

function checkCreditOf({ addToCredit, invoiceId }: Pick<AddInput, 'addToCredit' | 'invoiceId'>): void {
  if (addToCredit && invoiceId !== undefined)
    throw new InvalidInputError('what pays an invoice does not become credit', ['addToCredit']);
}

export async function addTransaction(input: AddInput, graph: WriteScope): Promise<Recorded> {
  const { clientId, invoiceId, transactionId, gateway, amountIn, amountOut, currencyId, addToCredit } = input;
  checkCreditOf(input);
  if (!isSome(amountIn) && !isSome(amountOut))
    throw new InvalidInputError('money comes in or goes out: one of both amounts must not be zero', ['amountIn']);
  if (clientId === undefined && invoiceId === undefined && currencyId === undefined)
    throw new InvalidInputError('where no client is concerned, the currency is needed', ['currencyId']);
  if (clientId === undefined && addToCredit)
    throw new InvalidInputError('credit is that of a client: name one', ['clientId']);
  return withLocks(graph.locks, async (locks) => {
    const invoice = invoiceId === undefined ? null : await own(Invoice, invoiceId, graph);
    const owner = clientId ?? invoice?.ownerId ?? null;
    if (clientId !== undefined) await own(Client, clientId, graph);
    await Promise.all([graph.noun(PaymentMethods).named(gateway, 'gateway'), graph.noun(Currencies).check(currencyId)]);
    locks.take(
      ...(invoiceId === undefined ? [] : [lockOf(Invoice, invoiceId)]),
      ...(owner === null ? [] : [`client:${owner}`]),
      ...(transactionId === undefined ? [] : [`transaction:${collated(transactionId)}`]),
    );
    await locks.come(graph.session.signal);
    await Promise.all([checkInvoice(input, graph), checkReference(input, graph), checkCurrency(input, owner, graph)]);
    await graph.session.write(
      AddTransaction,
      {
        userid: owner ?? undefined,
        invoiceid: invoiceId,
        paymentmethod: gateway,
        transid: transactionId,
        date: input.on && graph.clock.localDate(input.on),
        currencyid: currencyId,
        description: input.description,
        amountin: amountIn,
        fees: input.fees,
        amountout: amountOut,
        rate: input.rate,
        credit: addToCredit,
        allowduplicatetransid: input.allowDuplicate,
      },
      owner,
    );
    return { transactionNumber: await newest(input, owner, graph), hint: hintOf(owner, transactionId) };
  });
}

const hintOf = (owner: number | null, reference: string | undefined): string | null => {
  if (owner !== null) return `c${owner}`;
  return reference === undefined ? null : `t${reference}`;
};

/** The invoice, read afresh under its lock, is the client's and can take what comes in. @throws NotFoundError, ConflictError */
async function checkInvoice(
  { clientId, invoiceId, amountIn, allowOverpayment }: AddInput,
  graph: WriteScope,
): Promise<void> {
  if (invoiceId === undefined) return;
  const invoice = await graph.noun(Invoices).now(invoiceId, true);
  if (!graph.session.planner.believes) return;
  if (!invoice || (clientId !== undefined && invoice.ownerId !== clientId))
    throw new NotFoundError('There is no such invoice.');
  if (isSome(amountIn)) checkOpen(invoice, { amount: amountIn, mayOverpay: allowOverpayment });
}

/** @throws ConflictError if the reference is taken */
async function checkReference({ transactionId, allowDuplicate }: AddInput, { session }: WriteScope): Promise<void> {
  if (transactionId === undefined || allowDuplicate) return;
  const answer = await nullIfMissing(session.read(GetTransactions, { transid: transactionId }, { notBefore: 'now' }));
  const other = answer?.transactions.find(({ transid }) => collated(transid) === collated(transactionId));
  if (!other || !session.planner.believes) return;
  throw new ConflictError(
    `the transaction ${transactionId} is already recorded: set allowDuplicate to record another one with that reference`,
    { subject: 'transactionId', expected: [], actual: transactionId },
  );
}

/** @throws ConflictError if the client's currency is another one */
async function checkCurrency({ currencyId }: AddInput, owner: number | null, graph: WriteScope): Promise<void> {
  if (currencyId === undefined || owner === null) return;
  const client = await graph.noun(Clients).now(owner, false);
  const theirs = client?.known('currencyId') ?? null;
  if (!graph.session.planner.believes || theirs === null || theirs === currencyId) return;
  throw new ConflictError('the currency of the client is another one: nothing was recorded', {
    subject: 'currency',
    expected: [String(theirs)],
    actual: String(currencyId),
  });
}

/** The number of what was recorded: WHMCS does not answer it. Null where it cannot be told. */
async function newest(
  { invoiceId, transactionId, amountIn = '0', amountOut = '0' }: AddInput,
  owner: number | null,
  { session }: WriteScope,
): Promise<number | null> {
  const question = owner === null ? withoutNullish({ transid: transactionId }) : { clientid: owner };
  if (Object.keys(question).length === 0) return null;
  const read = async () => nullIfMissing(session.read(GetTransactions, question, { notBefore: 'now' }));
  // It is recorded: a later failure must not suggest that it is not.
  const answer = await read().catch(() => null);
  const isIt = (row: TransactionRow): boolean =>
    collated(row.transid) === collated(transactionId) &&
    (row.invoiceid ?? undefined) === invoiceId &&
    compare(row.amountin ?? '0', amountIn) === 0 &&
    compare(row.amountout ?? '0', amountOut) === 0;
  const ids = (answer?.transactions ?? []).filter(isIt).map(({ id }) => id ?? 0);
  return ids.length === 0 ? null : Math.max(...ids);
}

/** WHMCS clears a text by empty text; undefined leaves it unchanged. */
const clearedBy = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

export async function updateTransaction(input: UpdateInput, graph: WriteScope): Promise<Recorded> {
  const { clientId, invoiceId, gateway, currencyId, addToCredit } = input;
  checkCreditOf(input);
  const { id, hint } = transactionNamed(input.transactionId);
  return withLocks(graph.locks, async (locks) => {
    const found = await graph.noun(Transactions).now(id, hint);
    if (!found) throw new NotFoundError('There is no such transaction.');
    graph.session.found(found.ownerId);
    const owner = clientId ?? found.ownerId;
    const former = found.known('invoiceId') ?? null;
    const [invoice] = await Promise.all([
      invoiceId === undefined ? null : own(Invoice, invoiceId, graph),
      clientId === undefined ? null : own(Client, clientId, graph),
      gateway === undefined ? null : graph.noun(PaymentMethods).named(gateway, 'gateway'),
      graph.noun(Currencies).check(currencyId),
    ]);
    graph.session.found(found.ownerId);
    if (invoice && invoice.ownerId !== owner && graph.session.planner.believes)
      throw new NotFoundError('There is no such invoice.');
    locks.take(
      `transaction ${id}`,
      ...[former, invoiceId].flatMap((each) => (each ? [lockOf(Invoice, each)] : [])),
      ...(owner === null ? [] : [`client:${owner}`]),
    );
    await locks.come(graph.session.signal);
    await graph.session.write(
      UpdateTransaction,
      {
        transactionid: id,
        userid: clientId,
        invoiceid: invoiceId,
        refundid: input.refundId,
        transid: clearedBy(input.reference),
        date: input.on,
        gateway,
        currency: currencyId,
        description: clearedBy(input.description),
        amountin: input.amountIn,
        fees: input.fees,
        amountout: input.amountOut,
        rate: input.rate,
        credit: addToCredit,
      },
      found.ownerId,
    );
    return { transactionNumber: id, hint: owner === null ? hint : `c${owner}` };
  });
}
