/** What a payment must pass before it is recorded: WHMCS takes the same one twice, and turns what is too much into credit. */
import { GetTransactions } from '../../../whmcs/commands/transactions.ts';
import { collated } from '../../../whmcs/wire/collation.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { compare } from '../../base/decimal.ts';
import { ConflictError } from '../../base/errors.ts';
import { nullIfMissing } from '../../base/found.ts';
import type { Invoice } from './invoice.ts';
import type { TransactionRow } from './transaction-facts.ts';

/** A payment as it is asked for. */
export interface Payment {
  readonly transactionId: string;
  readonly method: { readonly module: string; readonly displayName: string };
  /** The whole balance where absent. */
  readonly amount: string | null | undefined;
  readonly mayOverpay: boolean;
}

const payable: readonly unknown[] = ['UNPAID', 'COLLECTIONS', 'PAYMENT_PENDING'];

/**
 * Whether the invoice has the payment already, with the same transaction id, gateway and amount.
 *
 * @param invoice freshly read
 * @throws ConflictError where the transaction id stands for something else
 */
export async function isRecorded(graph: WriteScope, invoice: Invoice, payment: Payment): Promise<boolean> {
  const itself = (row: TransactionRow) => isSame(row, invoice, payment);
  const known = (invoice.known('transactions') ?? [])
    .map((row) => ({ ...row, invoiceid: invoice.whmcsId }))
    .filter((row) => collated(row.transid) === collated(payment.transactionId));
  if (known.some(itself)) return true;
  const rows = [...known, ...(await withId(graph, invoice, payment.transactionId))];
  if (!graph.session.planner.believes || rows.length === 0) return false;
  if (rows.some(itself)) return true;
  const [other] = rows;
  throw new ConflictError(
    `the transaction ${payment.transactionId} is recorded already, and is another: nothing was recorded`,
    {
      subject: 'transactionId',
      expected: [printed(invoice.whmcsId, payment.method.module, payment.amount ?? invoice.known('balance'))],
      actual: other ? printed(other.invoiceid, other.gateway, other.amountin) : null,
    },
  );
}

const printed = (invoice: number | null | undefined, gateway: string | null | undefined, amount?: string | null) =>
  `invoice ${invoice ?? 'none'}, ${gateway ?? 'no gateway'}, ${amount ?? 'no amount'}`;

/** A payment without an amount is of all that was open: where it is recorded, nothing is any more. */
function isSame(row: TransactionRow, invoice: Invoice, { method, amount }: Payment): boolean {
  const isItsGateway = [method.module, method.displayName].some((name) => collated(name) === collated(row.gateway));
  if (row.invoiceid !== invoice.whmcsId || !isItsGateway) return false;
  if (amount != null) return row.amountin != null && compare(row.amountin, amount) === 0;
  const balance = invoice.known('balance');
  return balance != null && compare(balance, '0') <= 0;
}

/**
 * The transactions with that id, as far as the viewer may know of them: somebody else's must make no difference. Whose a row without a
 * client is only its invoice would tell, and to ask for that one would tell that it is there.
 */
async function withId(graph: WriteScope, invoice: Invoice, transactionId: string): Promise<readonly TransactionRow[]> {
  const { session, viewer } = graph;
  const answer = await nullIfMissing(session.read(GetTransactions, { transid: transactionId }, { notBefore: 'now' }));
  const isShown = ({ userid, invoiceid }: TransactionRow) =>
    viewer.clients === null || (userid === null ? invoiceid === invoice.whmcsId : viewer.sees(userid));
  return (answer?.transactions ?? []).filter(
    (row) => collated(row.transid) === collated(transactionId) && isShown(row),
  );
}

/**
 * Checks that the invoice takes the payment.
 *
 * @param invoice freshly read
 * @throws ConflictError where it does not
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
  const excess = 'what is too much would become credit of the client: allowOverpayment lets it';
  const message =
    amount == null
      ? `there is nothing left to pay on the invoice, whose balance is ${balance ?? 'not told'}`
      : `${amount} is more than the balance of the invoice, ${balance ?? 'which is not told'}; ${excess}`;
  throw new ConflictError(message, {
    subject: 'balance',
    expected: balance === null || compare(balance, '0') <= 0 ? [] : [balance],
    actual: amount ?? null,
  });
}
