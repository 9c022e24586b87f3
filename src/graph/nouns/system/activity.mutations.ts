/** What can be done to the activity log. */
import { LogActivity } from '../../../whmcs/commands/activity.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, optionalRef } from '../../write/input-fields.ts';
import { Client } from '../clients/client.ts';

mutation('activityLogAdd', {
  description: 'Writes an entry into the activity log. WHMCS: LogActivity.',
  command: LogActivity,
  offered: 'NOBODY',
  inputDescription: 'A new entry of the activity log.',
  input: {
    client: optionalRef(Client, 'The client that it is about; absent if it is about none.'),
    description: filledText('What happened.'),
  },
  example: { clientId: '1' },
  repeated: 'writes no second entry',
  params: ({ clientId, description }) => ({ clientid: clientId, description }),
  returns: 'client',
});
