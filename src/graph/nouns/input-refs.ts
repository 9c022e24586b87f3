/** The things that inputs of mutations name, each looked up through its noun's door. */
import type { WriteScope } from '../write/write-scope.ts';
import { NotFoundError } from '../base/errors.ts';
import { own } from '../write/refs.ts';
import { Invoices } from './billing/invoice.ts';
import { Clients, type Client } from './clients/client.ts';
import { Orders } from './orders/order.ts';
import { Services } from './services/service.ts';
import { Tickets } from './support/ticket.ts';

export const ownInvoice = own('Invoice', (graph, id) => graph.noun(Invoices).byId(id));
export const ownOrder = own('Order', (graph, id) => graph.noun(Orders).byId(id));
export const ownService = own('Service', (graph, id) => graph.noun(Services).byId(id));
export const ownTicket = own('Ticket', (graph, id) => graph.noun(Tickets).byId(id));

/** @throws NotFoundError where there is no such client for this viewer */
export async function checkClient(graph: WriteScope, id: number): Promise<Client> {
  const client = await graph.noun(Clients).record(id);
  if (!client) throw new NotFoundError('There is no such client.');
  graph.session.found(client.whmcsId);
  return client;
}
