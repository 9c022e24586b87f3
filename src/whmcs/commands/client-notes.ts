/** Administrators' notes on clients: AddClientNote. */
import { z } from 'zod';
import { write } from '../command.ts';
import { idParam, optionParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';

export const AddClientNote = write('AddClientNote', {
  params: z.strictObject({ userid: idParam, notes: z.string(), sticky: optionParam.optional() }),
  answer: z.object({ noteid: id }),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: ['Client ID not found', 'Notes can not be empty'],
  reconcile: { never: 'no command lists the notes of a client; the admin area shows them' },
  changes: {},
});
