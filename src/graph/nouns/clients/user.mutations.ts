/** What can be done to users, and to what they may do for a client. */
import { AddUser, UpdateUser } from '../../../whmcs/commands/users.ts';
import {
  CreateClientInvite,
  DeleteUserClient,
  UpdateUserPermissions,
} from '../../../whmcs/commands/user-permissions.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { globalId } from '../../base/global-id.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { clearable, idOf, list, notClearable, optional, ref, text } from '../../write/input-fields.ts';
import { made } from '../../write/outcome.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { emailIn } from './client-input.ts';
import { Client } from './client.ts';
import { checkPermissions } from './user-permission.ts';
import { User } from './user.ts';

const LANGUAGE = 'The language by its whole name in lower case: "english"';

mutation('userCreate', {
  description: 'Creates a user, who manages no client yet. WHMCS: AddUser.',
  command: AddUser,
  offered: 'NOBODY',
  inputDescription: 'A new user.',
  input: {
    firstName: text('First name.'),
    lastName: text('Last name.'),
    email: text('The address to log in with. No other user has it.', { example: 'user-#@mail.example' }),
    password: text('The password.'),
    language: optional(text(`${LANGUAGE}; that of the installation if absent.`)),
  },
  repeated: 'creates no second user',
  params: ({ firstName, lastName, email, password, language }) => ({
    firstname: firstName,
    lastname: lastName,
    email: emailIn(email),
    password2: password,
    language,
  }),
  returns: { user: made(User, 'user_id') },
});

mutation('userUpdate', {
  description: 'Changes the name, the address or the language of a user. WHMCS: UpdateUser.',
  command: UpdateUser,
  offered: 'NOBODY',
  inputDescription: 'The changes. An absent field is unchanged.',
  input: {
    user: ref(User, 'The user.', { as: 'id' }),
    firstName: notClearable(text('First name.')),
    lastName: notClearable(text('Last name.')),
    email: notClearable(text('The address to log in with. No other user has it.')),
    language: clearable(text(`${LANGUAGE}; null restores that of the installation.`)),
  },
  example: { firstName: 'Nell' },
  prepare: ({ firstName, lastName, email, language }) => {
    const changes = { firstname: firstName, lastname: lastName, email, language: language === null ? '' : language };
    if (Object.values(changes).every((value) => value === undefined))
      throw new InvalidInputError('there is nothing to change', []);
    if (email !== undefined) emailIn(email);
    return { changes };
  },
  params: ({ userId, changes }) => ({ user_id: userId, ...changes }),
  returns: 'user',
});

/** A user as inputs name it beside a client. */
const userOf = idOf('User', "The user: WHMCS's number, as `Client.users` shows it, or the global id.");
const permissionsOf = list(text('', { example: 'tickets' }), 'The names of the permissions, from `userPermissions`.');

/** Checks that the user is one of the client's: no other answer tells whose a user is. In a dry run the record is made up. */
function checkUser(client: Client, userId: number, { session }: WriteScope): void {
  const isTheirs = client.known('users')?.some(({ id }) => id === userId);
  if (!isTheirs && session.planner.believes) throw new NotFoundError('There is no such user.');
}

mutation('clientUserRemove', {
  description: 'Takes a user away from a client. The user is not deleted. WHMCS: DeleteUserClient.',
  command: DeleteUserClient,
  offered: 'NOBODY',
  inputDescription: 'A user to take away from a client.',
  input: { client: ref(Client, 'The client.'), userId: userOf },
  example: { userId: globalId('User', 1) },
  repeated: 'answers as the first time',
  guard: ({ client, userId }, graph) => checkUser(client, userId, graph),
  params: ({ clientId, userId }) => ({ client_id: clientId, user_id: userId }),
  returns: 'client',
});

mutation('clientUserInvite', {
  description: 'Mails an invitation to become a user of a client. WHMCS: CreateClientInvite.',
  command: CreateClientInvite,
  offered: 'ALLOWED',
  inputDescription: 'An invitation.',
  input: {
    client: ref(Client, 'The client.'),
    email: text('The address to invite.', { example: 'invited-#@mail.example' }),
    permissions: permissionsOf,
  },
  repeated: 'mails no second invitation',
  check: ({ permissions }, graph) => checkPermissions(permissions, graph),
  params: ({ clientId, email, permissions }) => ({ client_id: clientId, email: emailIn(email), permissions }),
  returns: 'client',
});

mutation('clientUserPermissionsUpdate', {
  description:
    'Sets what a user may do for a client, in place of what it might do before. WHMCS: UpdateUserPermissions.',
  command: UpdateUserPermissions,
  offered: 'ALLOWED',
  inputDescription: 'What a user may do from now on. The owner of a client may do everything.',
  input: { client: ref(Client, 'The client.'), userId: userOf, permissions: permissionsOf },
  example: { userId: globalId('User', 1) },
  check: ({ permissions }, graph) => checkPermissions(permissions, graph),
  guard: ({ client, userId }, graph) => checkUser(client, userId, graph),
  params: ({ clientId, userId, permissions }) => ({ client_id: clientId, user_id: userId, permissions }),
  returns: 'client',
});
