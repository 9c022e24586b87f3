/** The door of mutations to an invoice. */
import type { Graph } from '../context.ts';
import { NotFoundError } from '../errors.ts';
import { idIn } from '../input.ts';
import type { Invoice } from './invoice.ts';

/**
 * The invoice that an input names by `invoiceId`.
 *
 * @throws NotFoundError where there is none for this viewer
 */
export async function ownInvoice(graph: Graph, id: string): Promise<Invoice> {
  const invoice = await graph.invoices.byId(idIn('Invoice', id, 'invoiceId'));
  if (!invoice) throw new NotFoundError('There is no such invoice.');
  return invoice;
}
