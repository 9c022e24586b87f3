/** Closing and deleting clients, and removing users from them. */
import { Refusal, write } from './command.ts';
import { named } from './table-command.ts';

const clientOf = named(({ clients }) => clients, 'clientid', 'Client ID Not Found');

/** Terminates services and domains and cancels unpaid invoices. */
export const CloseClient = write((call) => {
  const { world } = call;
  const client = clientOf(call);
  client.status = 'Closed';
  for (const service of world.services.of(client.id)) service.status = 'Terminated';
  for (const domain of world.domains.of(client.id)) domain.status = 'Cancelled';
  for (const invoice of world.invoices.of(client.id)) if (invoice.status === 'Unpaid') invoice.status = 'Cancelled';
  return { clientid: String(client.id) };
});

/** Deletes the client with its records. Its users and its transactions stay unless it is said. */
export const DeleteClient = write((call) => {
  const { params, world } = call;
  const client = clientOf(call);
  const { contacts, services, domains, invoices, orders, tickets, quotes } = world;
  const { affiliates, clientNotes, credits, mails, payMethods, transactions } = world;
  const always = [contacts, services, domains, invoices, orders, tickets, quotes, affiliates];
  const tables = [...always, clientNotes, credits, mails, payMethods];
  for (const table of params.flag('deletetransactions') ? [...tables, transactions] : tables) {
    // Deleting a row shortens the list of its owner.
    const ids = table.of(client.id).map(({ id }) => id);
    for (const id of ids) table.delete(id);
  }
  if (params.flag('deleteusers')) world.users.delete(client.ownerUserId);
  world.removeClient(client);
  return { clientid: String(client.id) };
});

export const DeleteUserClient = write((call) => {
  const user = named(({ users }) => users, 'user_id', 'Invalid user id')(call);
  const client = named(({ clients }) => clients, 'client_id', 'Invalid client id')(call);
  if (client.ownerUserId === user.id) throw new Refusal('You cannot remove the account owner');
  if (!client.otherUserIds.includes(user.id)) throw new Refusal('User is not associated with client');
  client.otherUserIds = client.otherUserIds.filter((id) => id !== user.id);
  return {};
});
