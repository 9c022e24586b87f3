import type { Ticket, TicketMessage } from '../world/model.ts';
import { ticketStatuses } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import { fieldValues, merged } from './field-values.ts';
import { same } from './page.ts';
import { createdAt } from './ticket-writes.ts';
import { named, remove } from './table-command.ts';

const ticketOf = named(({ tickets }) => tickets, 'ticketid', 'Ticket ID Not Found');
const priorities = ['Low', 'Medium', 'High'];

export const UpdateTicket = write((call) => {
  const { params, world } = call;
  const ticket = ticketOf(call);
  const changes = {
    ...numberSent(call, 'deptid', (id) => world.departments.some((each) => each.id === id), 'Department ID Not Found'),
    ...wordSent(call, 'priority', priorities, 'Invalid Ticket Priority. Valid priorities are: Low,Medium,High'),
    ...wordSent(
      call,
      'status',
      ticketStatuses,
      `Invalid Ticket Status. Valid statuses are: ${ticketStatuses.join(',')}`,
    ),
    ...(params.has('subject') ? { subject: params.text('subject') ?? '' } : {}),
    ...(params.has('cc') ? { cc: params.text('cc') ?? '' } : {}),
    ...(params.has('flag') ? { flag: params.int('flag') } : {}),
    ...(params.flag('removeFlag') ? { flag: 0 } : {}),
  };
  const date = createdAt(params, world, 'Ticket creation date cannot be in the future');
  if (params.has('created')) Object.assign(ticket.opening, { date });
  if (params.has('message')) Object.assign(ticket.opening, { message: params.text('message') ?? '' });
  Object.assign(ticket, changes);
  // The sender of a ticket without a client. That of a client is the client's own name, and stays so.
  const { opening } = ticket;
  Object.assign(opening, {
    by: {
      ...opening.by,
      name: params.text('name') || opening.by.name,
      email: params.text('email') || opening.by.email,
    },
  });
  moveTo(params.int('userid'), ticket, world);
  ticket.customFields = merged(ticket.customFields, fieldValues(params.serialized('customfields')));
  return { ticketid: String(ticket.id) };
});

/** Gives a ticket to another client. WHMCS documents no refusal for one that does not exist. */
function moveTo(userid: number, ticket: Ticket, world: World): void {
  if (userid === 0) return;
  world.tickets.delete(ticket.id);
  world.tickets.add(Object.assign(ticket, { userid }));
}

function numberSent(
  { params }: Call,
  name: string,
  isKnown: (value: number) => boolean,
  message: string,
): Record<string, number> {
  if (!params.has(name)) return {};
  if (!isKnown(params.int(name))) throw new Refusal(message);
  return { [name]: params.int(name) };
}

function wordSent({ params }: Call, name: string, known: readonly string[], message: string): Record<string, string> {
  const sent = params.text(name) ?? '';
  if (sent === '') return {};
  return {
    [name]: existing(
      known.find((word) => same(word, sent)),
      message,
    ),
  };
}

export const DeleteTicket = remove(
  ({ tickets }) => tickets,
  named(({ tickets }) => tickets, 'ticketid', 'Ticket ID not found'),
);

export const DeleteTicketReply = write((call) => {
  const { params } = call;
  if (params.int('ticketid') === 0) throw new Refusal('Ticket ID Required');
  if (params.int('replyid') === 0) throw new Refusal('Reply ID Required');
  const { replies } = ticketOf(call);
  removeMessage(replies, params.int('replyid'), 'Reply ID Not Found');
  return {};
});

export const DeleteTicketNote = write(({ params, world }) => {
  const id = params.int('noteid');
  const ticket = world.tickets.find(({ notes }) => notes.some((note) => note.id === id));
  removeMessage(ticket?.notes ?? [], id, 'Note ID Not Found');
  return {};
});

function removeMessage(messages: TicketMessage[], id: number, message: string): void {
  const at = messages.findIndex((each) => each.id === id);
  if (at < 0) throw new Refusal(message);
  messages.splice(at, 1);
}

export const UpdateTicketReply = write(({ params, world }) => {
  const id = params.int('replyid');
  if (id === 0) throw new Refusal('Reply ID Required');
  const message = params.text('message') ?? '';
  if (message === '') throw new Refusal('Message is Required');
  const ticket: Ticket | undefined = world.tickets.find(({ replies }) => replies.some((reply) => reply.id === id));
  const reply = existing(
    ticket?.replies.find((each) => each.id === id),
    'Reply ID Not Found',
  );
  const date = createdAt(params, world, 'Reply creation date cannot be in the future');
  Object.assign(reply, params.has('created') ? { message, date } : { message });
  return { replyid: String(id) };
});
