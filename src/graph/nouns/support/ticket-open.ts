/** ticketOpen: OpenTicket. */
import { OpenTicket } from '../../../whmcs/commands/tickets.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import { own } from '../../write/refs.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { withoutNullish } from '../../write/input.ts';
import { attachmentsIn } from './attachments.ts';
import { ticketPriority } from './ticket-facts.ts';
import { Client } from '../clients/client.ts';
import type { TicketOpenInput } from './ticket.mutations.ts';
import { authorIn, type Author } from './ticket-writer.ts';
import { Departments } from './department.ts';
import { Domains } from '../domains/domain.ts';
import { Services } from '../services/service.ts';

type Input = ValueOf<typeof TicketOpenInput>;

/** Opens a ticket: checks the whole input, looks up the entities that it names, and sends the command. */
export async function openTicket(input: Input, graph: WriteScope): Promise<{ ticketId: number | null }> {
  const author = openerIn(input, graph);
  const clientid = 'clientid' in author ? author.clientid : null;
  const { serviceId: serviceid, domainId: domainid } = input;
  if (serviceid !== undefined && domainid !== undefined) {
    throw new InvalidInputError('serviceId and domainId exclude each other', ['domainId']);
  }
  const params = {
    ...author,
    deptid: input.departmentId,
    subject: input.subject,
    message: input.message,
    noemail: !input.sendEmail,
    ...withoutNullish({
      serviceid,
      domainid,
      priority: input.priority ? ticketPriority.write(input.priority) : undefined,
      markdown: input.markdown,
      customfields: customFieldsIn(input.customFields, 'tickets', graph),
      attachments: attachmentsIn(input.attachments),
    }),
  };
  if (clientid !== null) await own(Client, clientid, graph);
  await Promise.all([
    checkOwner(clientid, { serviceid, domainid }, graph),
    graph.noun(Departments).check(params.deptid),
  ]);
  const { id } = await graph.session.write(OpenTicket, params, clientid);
  return { ticketId: id ?? null };
}

/** The author. A client that sees only itself may omit `clientId`. */
function openerIn(input: Input, { viewer }: WriteScope): Author {
  if (viewer.role === 'STAFF' || input.clientId !== undefined) return authorIn(input);
  const [only, ...others] = viewer.clients ?? [];
  if (viewer.role === 'CLIENT' && only !== undefined && others.length === 0) return { clientid: only };
  throw new InvalidInputError('give the clientId of the client that opens it', ['clientId']);
}

interface Concerned {
  readonly serviceid: number | undefined;
  readonly domainid: number | undefined;
}

/** Checks that the service or domain of the ticket belongs to the client that opens it. */
async function checkOwner(
  clientid: number | null,
  { serviceid, domainid }: Concerned,
  graph: WriteScope,
): Promise<void> {
  if (serviceid !== undefined) {
    const service = await graph.noun(Services).byId(serviceid);
    if (clientid === null || service?.ownerId !== clientid) throw new NotFoundError('The client has no such service.');
  }
  if (domainid !== undefined) {
    const domain = await graph.noun(Domains).byId(domainid);
    if (clientid === null || domain?.ownerId !== clientid) throw new NotFoundError('The client has no such domain.');
  }
}
