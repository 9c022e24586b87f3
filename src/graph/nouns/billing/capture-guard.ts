/** What an invoice must be like before it is charged: WHMCS says the same of one that is paid and of one that does not exist. */
import { compare } from '../../base/decimal.ts';
import { ConflictError } from '../../base/errors.ts';
import { inStatus } from '../../write/guards.ts';
import type { Invoice } from './invoice.ts';

/** @param invoice freshly read. @throws ConflictError */
export function checkCharge(invoice: Invoice): void {
  inStatus(invoice, 'UNPAID');
  const balance = invoice.known('balance') ?? null;
  if (balance !== null && compare(balance, '0') > 0) return;
  throw new ConflictError(`the balance of the invoice is ${balance ?? 'not reported'}: nothing was charged`, {
    subject: 'balance',
    expected: [],
    actual: balance,
  });
}
