/** Checks the lines that an update names: WHMCS silently ignores lines of other invoices, and lines that do not exist. */
import type { Scope } from '../../read/scope.ts';
import { NotFoundError } from '../../base/errors.ts';
import { type Invoice, Invoices } from './invoice.ts';

/** @throws NotFoundError if one of them is not a line of the invoice, which is then read again */
export async function checkLines(graph: Scope, invoice: Invoice, named: readonly number[]): Promise<void> {
  if (named.length === 0) return;
  const isMissing = (items: readonly { readonly id: number | null }[]) =>
    named.some((id) => !items.some((item) => item.id === id));
  const known = await invoice.tell('items');
  if (known === null || !isMissing(known)) return;
  const now = await graph.noun(Invoices).now(invoice.whmcsId, false);
  if (isMissing(now?.known('items') ?? []) && graph.session.planner.believes) {
    throw new NotFoundError('The invoice has no such line.');
  }
}
