/** What staff do to a client beside changing its data. */
import { AffiliateActivate } from '../../../whmcs/commands/affiliates.ts';
import { AddClientNote } from '../../../whmcs/commands/client-notes.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, flag, ref } from '../../write/input-fields.ts';
import { Client } from './client.ts';

mutation('clientNoteAdd', {
  description: 'Adds a note for administrators to a client. WHMCS: AddClientNote.',
  command: AddClientNote,
  offered: 'NOBODY',
  inputDescription: 'A note about a client.',
  input: {
    client: ref(Client, 'The client.'),
    note: filledText('The note. No query shows it; the admin area does.'),
    isSticky: flag('Whether the admin area shows it on every page of the client.', { default: false }),
  },
  repeated: 'adds no second note',
  params: ({ clientId, note, isSticky }) => ({ userid: clientId, notes: note, sticky: isSticky }),
  returns: 'client',
});

mutation('affiliateActivate', {
  description: 'Makes a client an affiliate. One that is an affiliate already stays so. WHMCS: AffiliateActivate.',
  command: AffiliateActivate,
  offered: 'NOBODY',
  inputDescription: 'A client to make an affiliate.',
  input: { client: ref(Client, 'The client.') },
  params: ({ clientId }) => ({ userid: clientId }),
  returns: 'client',
});
