/** invoicesGenerate: GenInvoices. */
import { GenInvoices } from '../../../whmcs/commands/invoice-create.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { flag, idOf, inputObject, list, optional, text } from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { own } from '../../write/refs.ts';
import { foundOne } from '../../write/replay.ts';
import type { FoundIds } from '../../write/run-recorded.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { Client } from '../clients/client.ts';
import { Domains } from '../domains/domain.ts';
import { Services } from '../services/service.ts';
import { Invoice, Invoices } from './invoice.ts';

export const InvoicesGenerateInput = inputObject('InvoicesGenerateInput', 'What is to be invoiced.', {
  clientId: optional(idOf('Client', 'What is due of this client.')),
  serviceIds: optional(list(idOf('Service', 'A service.'), 'These services, due or not.')),
  domainIds: optional(list(idOf('Domain', 'A domain.'), 'These domains, due or not.')),
  addonIds: optional(list(idOf('ServiceAddon', 'An addon of a service.'), 'These addons of services, due or not.')),
  confirm: optional(text('"ALL" to invoice whatever is due of all clients: required if nothing else is named.')),
  sendEmail: flag('Whether WHMCS mails the invoices.', { default: true }),
  idempotencyKey: optional(text('Repeating the request with the same key invoices nothing twice.')),
});

type Input = ValueOf<typeof InvoicesGenerateInput>;

/** The numbers that the payload shows. */
interface Generated {
  readonly createdCount: number | null;
  readonly latestInvoiceId: number | null;
}

export const InvoicesGeneratePayload = builder.objectRef<Generated>('InvoicesGeneratePayload').implement({
  description: 'The result of invoicesGenerate.',
  fields: (t) => ({
    createdCount: t.exposeInt('createdCount', {
      description: 'How many invoices were made; null if the answer of WHMCS was lost and they were found by reading.',
    }),
    latestInvoice: t.field({
      type: Invoice,
      description: 'The latest invoice of the client, freshly read; null if no client was named.',
      resolve: ({ latestInvoiceId: id }, _, graph) => (id === null ? null : graph.noun(Invoices).byId(id)),
    }),
  }),
});

export async function generateInvoices(input: Input, graph: WriteScope): Promise<Generated> {
  const { clientId: clientid, serviceIds, domainIds, addonIds, confirm, sendEmail } = input;
  const isNamed = [serviceIds, domainIds, addonIds].some((ids) => ids !== undefined && ids.length > 0);
  if (clientid === undefined && !isNamed && confirm !== 'ALL')
    throw new InvalidInputError('name a client or what is to be invoiced, or confirm with "ALL": nothing was sent', [
      'confirm',
    ]);
  const client = clientid === undefined ? null : await own(Client, clientid, graph);
  await checkItems(input, graph);
  const { numcreated, latestinvoiceid } = await graph.session.write(
    GenInvoices,
    {
      clientid,
      noemails: !sendEmail,
      ...(serviceIds && { serviceids: serviceIds }),
      ...(domainIds && { domainids: domainIds }),
      ...(addonIds && { addonids: addonIds }),
    },
    client?.whmcsId ?? null,
  );
  return { createdCount: numcreated ?? null, latestInvoiceId: latestinvoiceid ?? null };
}

/** What is known after the answer was lost. */
export const generated = (_: Input, found: FoundIds): Generated => ({
  createdCount: null,
  latestInvoiceId: foundOne(found, 'latestinvoiceid'),
});

/** WHMCS ignores what it does not know. @throws NotFoundError unless each exists, and belongs to the client if one is named */
async function checkItems({ clientId, serviceIds = [], domainIds = [] }: Input, graph: WriteScope): Promise<void> {
  const items = await Promise.all([
    ...serviceIds.map((id) => graph.noun(Services).byId(id)),
    ...domainIds.map((id) => graph.noun(Domains).byId(id)),
  ]);
  if (!graph.session.planner.believes) return;
  const isMissing = items.some((item) => item === null || (clientId !== undefined && item.ownerId !== clientId));
  if (isMissing) throw new NotFoundError('There is no such service or domain.');
}
