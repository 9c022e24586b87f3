/** Notes of staff on tickets: AddTicketNote, DeleteTicketNote. */
import { z } from 'zod';
import { write } from '../command.ts';
import { ticketNoted } from '../reconcile/ticket-changes.ts';
import { attachmentsParam, dateTimeParam, idParam, needsOneOf, optionParam } from '../wire/params.ts';
import { GetTicketNotes } from './tickets.ts';

export const AddTicketNote = write('AddTicketNote', {
  params: needsOneOf(
    z.strictObject({
      ticketid: idParam.optional(),
      /** The number that people see (`tid`), not WHMCS's id. */
      ticketnum: z.string().min(1).optional(),
      message: z.string(),
      markdown: optionParam.optional(),
      attachments: attachmentsParam.optional(),
      created: dateTimeParam.optional(),
    }),
    'ticketid',
    'ticketnum',
  ),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [
    'Ticket ID not found',
    'Message is required',
    'Invalid Date Format',
    'Ticket creation date cannot be in the future',
  ],
  reconcile: ticketNoted(async (ticketid, look) => {
    const { notes, totalresults } = await look(GetTicketNotes, { ticketid });
    return { rows: notes, total: totalresults };
  }),
  changes: { tickets: 'ticketid' },
});

export const DeleteTicketNote = write('DeleteTicketNote', {
  params: z.strictObject({ noteid: idParam }),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'error',
  refusals: ['Note ID Not Found'],
  reconcile: { never: 'no command finds a note by its number alone' },
  changes: { tickets: true },
});
