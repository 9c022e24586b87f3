import { sendMail } from '../world/mails.ts';
import { emailPattern } from './client-add.ts';
import type { Json } from '../http/json.ts';
import type { Client, User } from '../world/model.ts';
import { existing, Refusal, write, type Call } from './command.ts';
import { byText, same } from './page.ts';
import { columns, texts } from './row.ts';
import { list } from './table-command.ts';

/** Since 8.0 `id` is a user's, not a client's. */
export const ResetPassword = write(({ params, world }) => {
  const email = params.text('email') ?? '';
  const id = params.int('id');
  if (id === 0 && email === '') throw new Refusal('Please enter the email address or provide the id');
  if (id === 0 && !emailPattern.test(email)) throw new Refusal('Please provide a valid email address');
  const user = existing(id > 0 ? world.users.get(id) : world.userByEmail(email), 'User Not Found');
  const owned = world.clients.find((client) => client.ownerUserId === user.id);
  sendMail(world, {
    to: user.email,
    template: 'Password Reset Validation',
    clientid: owned?.id ?? 0,
    relatedId: user.id,
  });
  return {};
});

export const clientsOf = (user: User, { world }: Call): Client[] =>
  world.clients.all().filter((client) => client.ownerUserId === user.id || client.otherUserIds.includes(user.id));

/** A bare list, by e-mail address; the search finds the start of a name or address. */
export const GetUsers = list({
  from: ({ users }) => users,
  rows: 'users',
  where: { search: startsWith },
  order: (users, { params }) => {
    const sorted = users.toSorted((left, right) => byText(left.email.toLowerCase(), right.email.toLowerCase()));
    return same(params.text('sorting') ?? '', 'desc') ? sorted.toReversed() : sorted;
  },
  row: (user, call) => ({
    ...columns(user, 'id', 'email', 'datecreated'),
    ...texts(call.wire, user, 'firstname', 'lastname'),
    validationdata: '',
    clients: clientsOf(user, call).map(({ id, ownerUserId }): Json => ({ id, isOwner: ownerUserId === user.id })),
  }),
});

function startsWith({ firstname, lastname, email }: User, sent: string): boolean {
  const search = sent.toLowerCase();
  return [email, firstname, lastname, `${firstname} ${lastname}`].some((text) => text.toLowerCase().startsWith(search));
}

const required = [
  ['firstname', 'You did not enter a first name'],
  ['lastname', 'You did not enter a last name'],
  ['email', 'You did not enter an email address'],
  ['password2', 'You did not enter a password'],
] as const;

export const AddUser = write(({ params, world }) => {
  const text = (name: string): string => params.text(name) ?? '';
  for (const [name, message] of required) if (text(name) === '') throw new Refusal(message);
  refuseEmail(text('email'), world);
  const id = world.users.nextId();
  const datecreated = world.clock.now();
  world.users.add({
    id,
    firstname: text('firstname'),
    lastname: text('lastname'),
    email: text('email'),
    language: text('language'),
    datecreated,
  });
  return { user_id: id };
});

export const UpdateUser = write(({ params, world }) => {
  const user = existing(world.users.get(params.int('user_id')), 'Invalid User ID requested');
  const names = ['email', 'firstname', 'lastname', 'language'] as const;
  if (!names.some((name) => params.has(name)))
    throw new Refusal('One of `email`, `firstname`, `lastname`, or `language` is required');
  const email = params.text('email');
  if (email !== undefined && email !== user.email) refuseEmail(email, world);
  for (const name of names) user[name] = params.text(name) ?? user[name];
  return { user_id: user.id };
});

function refuseEmail(email: string, world: Call['world']): void {
  if (!emailPattern.test(email)) throw new Refusal('The email address entered is not valid');
  if (world.userByEmail(email)) throw new Refusal('A user already exists with that email address');
}
