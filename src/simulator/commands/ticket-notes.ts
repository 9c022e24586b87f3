import { existing, Refusal, write } from './command.ts';
import { attachmentsOf, createdAt } from './ticket-writes.ts';
import { addNote } from '../world/tickets.ts';
import { list } from './table-command.ts';
import { noteRow } from './ticket-rows.ts';

/** Files have only a pipe list of names here; GetTicket has them as rows as well. */
export const GetTicketNotes = list({
  from: ({ tickets }, { params }) => tickets.get(params.int('ticketid'))?.notes ?? [],
  rows: 'notes.note',
  unpaged: true,
  row: (note, { wire }) => {
    const { noteid: id = null, attachments: _, ...shared } = noteRow(note, wire);
    return { id, ...shared };
  },
});

export const AddTicketNote = write(({ params, world }) => {
  const number = params.text('ticketnum') ?? '';
  const found =
    params.int('ticketid') > 0
      ? world.tickets.get(params.int('ticketid'))
      : world.tickets.find((ticket) => number !== '' && ticket.tid === number);
  const ticket = existing(found, 'Ticket ID not found');
  const message = params.text('message') ?? '';
  if (message === '') throw new Refusal('Message is required');
  const date = createdAt(params, world, 'Ticket creation date cannot be in the future');
  addNote(world, ticket, message, date, attachmentsOf(params));
  return {};
});
