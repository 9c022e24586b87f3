/**
 * The users of a client, and what each may do for it: GetPermissionsList, GetUserPermissions, UpdateUserPermissions, CreateClientInvite,
 * DeleteUserClient. From 8.0.
 */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { removed } from '../reconcile/removed.ts';
import { updated } from '../reconcile/updated.ts';
import { collated } from '../wire/collation.ts';
import { idParam, wordsParam } from '../wire/params.ts';
import { wordsOf } from '../wire/values.ts';
import { GetClientsDetails } from './clients.ts';

const membership = { user_id: idParam, client_id: idParam };

export const GetPermissionsList = read('GetPermissionsList', {
  params: z.strictObject({}),
  answer: z.object({ permissions: wordsOf('permission').default([]) }),
  keep: 'reference',
  topics: ['userPermissions'],
  probe: {},
});

/** No answer with permissions is documented: installations list them as GetPermissionsList does. */
export const GetUserPermissions = read('GetUserPermissions', {
  params: z.strictObject(membership),
  answer: z.object({ permissions: wordsOf('permission').optional() }),
  keep: 'list',
  topics: ['users'],
  probe: { user_id: 1, client_id: 1 },
});

const permitted = z.strictObject({ ...membership, permissions: wordsParam });

type Words = readonly (string | null | undefined)[];

const inOrder = (permissions: Words): string =>
  permissions
    .map((word) => collated(word))
    .toSorted()
    .join(',');

export const UpdateUserPermissions = write('UpdateUserPermissions', {
  params: permitted,
  answer: z.object({}),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: [
    'Invalid user id',
    'Invalid client id',
    'Permissions cannot be set on a client owner',
    'Missing permissions definition',
    'User is not associated with client',
  ],
  reconcile: updated<z.input<typeof permitted>, Words>({
    named: 'user_id',
    id: ({ user_id }) => user_id,
    scope: ({ client_id }) => client_id,
    async read(userId, look, client) {
      const { permissions } = await look(GetUserPermissions, { user_id: userId, client_id: client ?? 0 });
      if (!permissions) throw new MissingError('GetUserPermissions', 'permissions are not reported');
      return permissions;
    },
    valuesOf: (permissions) => ({ permissions: inOrder(permissions) }),
    wanted: ({ permissions }) => ({ permissions: inOrder(permissions) }),
  }),
  changes: { users: 'user_id' },
});

export const CreateClientInvite = write('CreateClientInvite', {
  params: z.strictObject({ client_id: idParam, email: z.string(), permissions: wordsParam }),
  answer: z.object({}),
  purpose: 'lifecycle',
  repeat: 'resend',
  remote: 'mail',
  refusals: [
    'Email is required',
    'Invalid client id',
    'The email address entered is not valid',
    'User permissions are required',
    'User already associated with client',
  ],
  // Words of a mail server may follow the invitation.
  reconcile: { never: 'no command lists the invitations of a client; sending another does no harm' },
  changes: { emails: true },
});

export const DeleteUserClient = write('DeleteUserClient', {
  params: z.strictObject(membership),
  answer: z.object({}),
  purpose: 'lifecycle',
  repeat: 'error',
  refusals: [
    'Invalid user id',
    'Invalid client id',
    'User is not associated with client',
    'You cannot remove the account owner',
  ],
  reconcile: removed<{ readonly user_id: number; readonly client_id: number }>({
    named: 'user_id',
    id: ({ user_id }) => user_id,
    scope: ({ client_id }) => client_id,
    async exists(userId, look, client) {
      const { client: record } = await look(GetClientsDetails, { clientid: client ?? 0 });
      return record.users?.some((user) => user.id === userId) ?? false;
    },
  }),
  changes: { users: 'user_id', clients: 'client_id' },
});
