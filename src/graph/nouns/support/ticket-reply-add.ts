/** ticketReplyAdd: AddTicketReply. */
import { AddTicketReply } from '../../../whmcs/commands/tickets.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { checkClient, ownTicket } from '../input-refs.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { withoutNullish, notEmpty, optionalIdIn } from '../../write/input.ts';
import { attachmentsIn } from './attachments.ts';
import type { TicketReplyAddInput } from './ticket-reply-add.type.ts';
import type { Ticket } from './ticket.ts';
import { authorIn, type Author } from './ticket-writer.ts';

type Input = typeof TicketReplyAddInput.$inferInput;

/** Adds a reply. WHMCS does not check whose ticket it is: that is done here. */
export async function addTicketReply(input: Input, graph: WriteScope): Promise<{ ticketId: number }> {
  const writerFor = graph.viewer.role === 'STAFF' ? saidWriter(input, graph) : ownWriter(input);
  const params = {
    message: notEmpty(input.message, 'message'),
    noemail: input.sendEmail === false,
    ...withoutNullish({
      status: input.status == null ? undefined : notEmpty(input.status, 'status'),
      markdown: input.markdown,
      attachments: attachmentsIn(input.attachments),
    }),
  };
  const ticket = await ownTicket(graph, input.ticketId);
  const writer = await writerFor(ticket);
  await graph.session.write(AddTicketReply, { ...params, ...writer, ticketid: ticket.whmcsId }, ticket.ownerId);
  return { ticketId: ticket.whmcsId };
}

type Writer = Author | { readonly adminusername: string };

/** Who replies is read with the input, and checked when the ticket is there. */
type WriterFor = (ticket: Ticket) => Writer | Promise<Writer>;

/** Staff say who replies. */
function saidWriter(input: Input, graph: WriteScope): WriterFor {
  const writer = input.adminUsername == null ? authorIn(input) : staffIn(input, input.adminUsername);
  return async (ticket) => {
    if ('clientid' in writer && writer.clientid !== ticket.ownerId) await checkClient(graph, writer.clientid);
    return writer;
  };
}

/** A member of staff, and then nobody else. */
function staffIn(input: Input, adminUsername: string): Writer {
  const other = (['clientId', 'contactId', 'name', 'email'] as const).find((field) => input[field] != null);
  if (other) throw new InvalidInputError(`adminUsername and ${other} exclude each other`, [other]);
  return { adminusername: notEmpty(adminUsername, 'adminUsername') };
}

/** Everybody else replies as the ticket's client, said or not. */
function ownWriter(input: Input): WriterFor {
  const said = optionalIdIn('Client', input.clientId, 'clientId');
  return ({ ownerId }) => {
    if (ownerId === null || (said !== undefined && said !== ownerId)) {
      throw new NotFoundError('There is no such client.');
    }
    return { clientid: ownerId };
  };
}
