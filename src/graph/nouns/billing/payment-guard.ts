/** Checks a payment before it is recorded: WHMCS records the same payment twice, and turns an overpayment into credit. */
import { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { compare } from '../../base/decimal.ts';
import { ConflictError } from '../../base/errors.ts';
import { nullIfMissing } from '../../base/found.ts';
import type { Invoice } from './invoice.ts';
import type { TransactionRow } from './transaction-facts.ts';

/** A requested payment. */
export interface Payment {
  readonly transactionId: string;
  readonly method: { readonly module: string; readonly displayName: string };
  /** The whole balance if absent. */
  readonly amount: string | null | undefined;
  readonly mayOverpay: boolean;
}

const payable: readonly unknown[] = ['UNPAID', 'COLLECTIONS', 'PAYMENT_PENDING'];

/**
 * Whether the invoice already has the payment, with the same transaction id, gateway and amount.
 *
 * @param invoice freshly read
 * @throws ConflictError if the transaction id belongs to another payment
 */
export async function isRecorded(graph: WriteScope, invoice: Invoice, payment: Payment): Promise<boolean> {
  const matches = (row: TransactionRow) => isSame(row, invoice, payment);
  const known = (invoice.known('transactions') ?? [])
    .map((row) => ({ ...row, invoiceid: invoice.whmcsId }))
    .filter((row) => collated(row.transid) === collated(payment.transactionId));
  if (known.some(matches)) return true;
  const rows = [...known, ...(await withId(graph, invoice, payment.transactionId))];
  if (!graph.session.planner.believes || rows.length === 0) return false;
  if (rows.some(matches)) return true;
  const [other] = rows;
  throw new ConflictError(
    `the transaction ${payment.transactionId} is already recorded for another payment: nothing was recorded`,
    {
      subject: 'transactionId',
      expected: [describePayment(invoice.whmcsId, payment.method.module, payment.amount ?? invoice.known('balance'))],
      actual: other ? describePayment(other.invoiceid, other.gateway, other.amountin) : null,
    },
  );
}

const describePayment = (
  invoice: number | null | undefined,
  gateway: string | null | undefined,
  amount?: string | null,
) => `invoice ${invoice ?? 'none'}, ${gateway ?? 'no gateway'}, ${amount ?? 'no amount'}`;

/** Whether a row is the payment. A payment without an amount covers the whole balance, so that nothing is open after it. */
function isSame(row: TransactionRow, invoice: Invoice, { method, amount }: Payment): boolean {
  const isItsGateway = [method.module, method.displayName].some((name) => collated(name) === collated(row.gateway));
  if (row.invoiceid !== invoice.whmcsId || !isItsGateway) return false;
  if (amount != null) return row.amountin != null && compare(row.amountin, amount) === 0;
  const balance = invoice.known('balance');
  return balance != null && compare(balance, '0') <= 0;
}

/**
 * The transactions with that id that the viewer may see: those of other clients must make no difference. A row without a client belongs
 * to the client of its invoice, but a lookup of that invoice would reveal that the row exists.
 */
async function withId(graph: WriteScope, invoice: Invoice, transactionId: string): Promise<readonly TransactionRow[]> {
  const { session, viewer } = graph;
  const answer = await nullIfMissing(session.read(GetTransactions, { transid: transactionId }, { notBefore: 'now' }));
  const maySee = ({ userid, invoiceid }: TransactionRow) =>
    viewer.clients === null || (userid === null ? invoiceid === invoice.whmcsId : viewer.sees(userid));
  return (answer?.transactions ?? []).filter((row) => collated(row.transid) === collated(transactionId) && maySee(row));
}

/**
 * Checks that the invoice can take the payment.
 *
 * @param invoice freshly read
 * @throws ConflictError if it cannot
 */
export function checkOpen(invoice: Invoice, { amount, mayOverpay }: Pick<Payment, 'amount' | 'mayOverpay'>): void {
  const status = invoice.known('status');
  const mayBePaid =
    status == null || status === 'OTHER' || payable.includes(status) || (status === 'PAID' && mayOverpay);
  if (!mayBePaid) {
    throw new ConflictError(`the invoice is ${status} and takes no payment`, {
      subject: 'status',
      expected: payable.map(String),
      actual: status,
    });
  }
  if (mayOverpay && amount != null) return;
  const balance = invoice.known('balance') ?? null;
  if (balance !== null && compare(balance, amount ?? '0') >= (amount == null ? 1 : 0)) return;
  const excess = 'the excess would become credit of the client: set allowOverpayment to allow it';
  const message =
    amount == null
      ? `there is nothing left to pay on the invoice, whose balance is ${balance ?? 'not reported'}`
      : `${amount} is more than the balance of the invoice, ${balance ?? 'which is not reported'}; ${excess}`;
  throw new ConflictError(message, {
    subject: 'balance',
    expected: balance === null || compare(balance, '0') <= 0 ? [] : [balance],
    actual: amount ?? null,
  });
}
