/** The doors of mutations: whatever an input names is looked for before anything is sent. */
import type { Client } from '../nouns/clients/client.ts';
import type { Graph } from '../graph.ts';
import type { MaybePromise } from '../base/entity.ts';
import { NotFoundError } from '../base/errors.ts';
import { idIn } from './input.ts';

/**
 * Finds the invoice that an input names by `invoiceId`, and so on.
 *
 * @throws NotFoundError where there is none for this viewer
 */
const own =
  <Thing extends { readonly ownerId: number | null }>(
    type: string,
    find: (graph: Graph, id: number) => MaybePromise<Thing | null>,
  ) =>
  async (graph: Graph, id: string): Promise<Thing> => {
    const word = type.toLowerCase();
    const thing = await find(graph, idIn(type, id, `${word}Id`));
    if (!thing) throw new NotFoundError(`There is no such ${word}.`);
    graph.session.found(thing.ownerId);
    return thing;
  };

export const ownInvoice = own('Invoice', ({ invoices }, id) => invoices.byId(id));
export const ownOrder = own('Order', ({ orders }, id) => orders.byId(id));
export const ownService = own('Service', ({ services }, id) => services.byId(id));
export const ownTicket = own('Ticket', ({ tickets }, id) => tickets.byId(id));

/** @throws NotFoundError where there is no such client for this viewer */
export async function checkClient({ clients, session }: Graph, id: number): Promise<Client> {
  const client = await clients.record(id);
  if (!client) throw new NotFoundError('There is no such client.');
  session.found(client.whmcsId);
  return client;
}
