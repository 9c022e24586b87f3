/** What ends a client. Neither can be undone. */
import { CloseClient, DeleteClient } from '../../../whmcs/commands/client-ends.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { confirmed } from '../../write/guards.ts';
import { flag, ref, text } from '../../write/input-fields.ts';
import { gone } from '../../write/outcome.ts';
import { Client } from './client.ts';

const confirm = text("The client's email address, exactly as WHMCS has it.");

mutation('clientClose', {
  description:
    'Closes a client: its services are terminated, its domains and unpaid invoices cancelled. WHMCS: CloseClient.',
  command: CloseClient,
  offered: 'NOBODY',
  inputDescription: 'A client to close.',
  input: { client: ref(Client, 'The client.'), confirm },
  guard: ({ client, confirm: said }) => confirmed(said, client.known('email')),
  params: ({ clientId }) => ({ clientid: clientId }),
  returns: 'client',
});

mutation('clientDelete', {
  description: 'Deletes a client with everything that it has. WHMCS: DeleteClient.',
  command: DeleteClient,
  offered: 'NOBODY',
  inputDescription: 'A client to delete.',
  input: {
    client: ref(Client, 'The client.'),
    confirm,
    deleteUsers: flag('Whether its users are deleted as well.', { default: false }),
    deleteTransactions: flag('Whether its transactions are deleted as well.', { default: false }),
  },
  repeated: 'answers as the first time',
  guard: ({ client, confirm: said }) => confirmed(said, client.known('email')),
  params: ({ clientId, deleteUsers, deleteTransactions }) => ({
    clientid: clientId,
    deleteusers: deleteUsers,
    deletetransactions: deleteTransactions,
  }),
  returns: { deletedClientId: gone('client') },
});
