import { existing, Refusal } from './command.ts';
import { add } from './table-command.ts';

/** No command lists these notes. */
export const AddClientNote = add({
  to: ({ clientNotes }) => clientNotes,
  row: (id, { params, world }) => {
    const client = existing(world.clients.get(params.int('userid')), 'Client ID not found');
    const note = params.text('notes') ?? '';
    if (note === '') throw new Refusal('Notes can not be empty');
    return { id, userid: client.id, note, sticky: params.flag('sticky'), created: world.clock.now() };
  },
  answer: ({ id }) => ({ noteid: String(id) }),
});
