/** The lines of an invoice that an update names: WHMCS passes over those of another invoice, and those that there are not. */
import type { Scope } from '../../read/scope.ts';
import { NotFoundError } from '../../base/errors.ts';
import { type Invoice, Invoices } from './invoice.ts';

/** @throws NotFoundError where one of these is no line of the invoice, also as it is now */
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
