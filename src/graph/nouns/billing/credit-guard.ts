/** What credit must pass before it is applied to an invoice, and what makes two applications one. */
import { compare, plain } from '../../base/decimal.ts';
import { ConflictError } from '../../base/errors.ts';
import { inStatus } from '../../write/guards.ts';
import type { DerivedKey } from '../../write/key.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { Clients } from '../clients/client.ts';
import type { Invoice } from './invoice.ts';

/**
 * Checks that the invoice is open, and that neither its balance nor the client's credit is less than the amount.
 *
 * @param invoice freshly read
 * @throws ConflictError
 */
export async function checkCredit(graph: WriteScope, invoice: Invoice, amount: string): Promise<void> {
  // Read before anything is judged, so that a dry run counts it.
  const client = invoice.ownerId === null ? null : await graph.noun(Clients).now(invoice.ownerId);
  inStatus(invoice, 'UNPAID');
  checkAtMost('balance', 'the balance of the invoice', amount, invoice.known('balance'));
  checkAtMost('credit', 'the credit of the client', amount, client?.known('credit'));
}

function checkAtMost(
  subject: 'balance' | 'credit',
  called: string,
  amount: string,
  most: string | null | undefined,
): void {
  if (most != null && compare(amount, most) <= 0) return;
  throw new ConflictError(
    `${amount} is more than ${called}, ${most ?? 'which WHMCS does not report'}: nothing was applied`,
    {
      subject,
      expected: most == null || compare(most, '0') <= 0 ? [] : [most],
      actual: amount,
    },
  );
}

interface Input {
  readonly invoiceId: number;
  readonly amount: string;
  readonly sendEmail: boolean;
}

/** Without a key of the caller's, the same amount for the same invoice is the same application. */
export const creditKey: DerivedKey<Input> = {
  field: 'amount',
  clash:
    'this amount of credit was applied to this invoice before, with another sendEmail: nothing was sent; give an idempotencyKey if it is meant to be applied once more',
  of: ({ invoiceId, amount }) => JSON.stringify([invoiceId, plain(amount)]),
  meaning: ({ invoiceId, amount, sendEmail }) => ({ invoiceId, amount: plain(amount), sendEmail }),
};
