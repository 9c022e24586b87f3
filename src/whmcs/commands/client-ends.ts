/** The ends of clients: CloseClient, DeleteClient. Neither can be undone. */
import { z } from 'zod';
import { write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { removed } from '../reconcile/removed.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { reached } from '../reconcile/status.ts';
import { everythingOfClient } from '../subjects.ts';
import { idParam, optional, optionParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetClientsDetails } from './clients.ts';

interface Asked {
  readonly clientid: number;
}

/** Null where there is no such client. */
async function statusOf(clientid: number, look: FreshRead): Promise<string | null> {
  try {
    return (await look(GetClientsDetails, { clientid })).client.status ?? '';
  } catch (error) {
    if (error instanceof MissingError) return null;
    throw error;
  }
}

/** Terminates services, cancels domains and unpaid invoices, and sets the client to Closed. */
export const CloseClient = write('CloseClient', {
  params: z.strictObject({ clientid: idParam }),
  answer: z.object({ clientid: id }),
  purpose: 'dangerous',
  repeat: 'none',
  refusals: ['Client ID Not Found'],
  reconcile: reached<Asked>({
    named: 'clientid',
    id: ({ clientid }) => clientid,
    read: statusOf,
    to: 'Closed',
    absenceProves: true,
  }),
  changes: { ...everythingOfClient, clients: 'clientid' },
});

/** Deletes the client with everything that it has. Its users, and its transactions, are kept unless it is said. */
export const DeleteClient = write('DeleteClient', {
  params: z.strictObject({ clientid: idParam, ...optional(optionParam, 'deleteusers', 'deletetransactions') }),
  answer: z.object({ clientid: id }),
  purpose: 'dangerous',
  repeat: 'error',
  refusals: ['Client ID Not Found'],
  reconcile: removed<Asked>({
    named: 'clientid',
    id: ({ clientid }) => clientid,
    exists: async (clientid, look) => (await statusOf(clientid, look)) !== null,
  }),
  changes: { ...everythingOfClient, clients: 'clientid', users: true },
});
