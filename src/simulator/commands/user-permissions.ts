/** What the users of a client may do, and invitations to become one. */
import { sendMail } from '../world/mails.ts';
import type { Client, User } from '../world/model.ts';
import { emailPattern } from './client-add.ts';
import { existing, read, Refusal, write, type Call } from './command.ts';
import { clientsOf } from './users.ts';

const permissions = [
  'profile',
  'contacts',
  'products',
  'manageproducts',
  'productsso',
  'domains',
  'managedomains',
  'invoices',
  'quotes',
  'tickets',
  'affiliates',
  'emails',
  'orders',
];

/** The success stands under `status`. */
export const GetPermissionsList = read(() => ({ status: 'success', permissions: { permission: permissions } }));

function userOfClient(call: Call): { readonly user: User; readonly client: Client } {
  const { params, world } = call;
  const user = existing(world.users.get(params.int('user_id')), 'Invalid user id');
  const client = existing(world.clients.get(params.int('client_id')), 'Invalid client id');
  if (!clientsOf(user, call).includes(client)) throw new Refusal('User is not associated with client');
  return { user, client };
}

const keyOf = (user: User, client: Client): string => `${user.id}:${client.id}`;

/** An owner has every permission; every other user has a few until others are set. */
export const GetUserPermissions = read((call) => {
  const { world, wire } = call;
  const { user, client } = userOfClient(call);
  const few = world.permissions.get(keyOf(user, client)) ?? ['products', 'invoices', 'tickets'];
  return wire.list('permissions', 'permission', client.ownerUserId === user.id ? permissions : few, 'text');
});

/** Words that are no permissions are left out. */
const chosen = ({ params }: Call): string[] =>
  (params.text('permissions') ?? '').split(',').filter((word) => permissions.includes(word));

export const UpdateUserPermissions = write((call) => {
  const { user, client } = userOfClient(call);
  if (client.ownerUserId === user.id) throw new Refusal('Permissions cannot be set on a client owner');
  if (!call.params.has('permissions')) throw new Refusal('Missing permissions definition');
  call.world.permissions.set(keyOf(user, client), chosen(call));
  return {};
});

export const CreateClientInvite = write((call) => {
  const { params, world } = call;
  const email = params.text('email') ?? '';
  if (email === '') throw new Refusal('Email is required');
  const client = existing(world.clients.get(params.int('client_id')), 'Invalid client id');
  if (!emailPattern.test(email)) throw new Refusal('The email address entered is not valid');
  if (chosen(call).length === 0) throw new Refusal('User permissions are required');
  const user = world.userByEmail(email);
  if (user && clientsOf(user, call).includes(client)) throw new Refusal('User already associated with client');
  sendMail(world, {
    to: email,
    template: 'Account Access Invitation',
    clientid: client.id,
    relatedId: client.id,
    message: `<p>You may: ${chosen(call).join(', ')}</p>`,
  });
  return {};
});
