/** Users: the people who log in, each for one client or several. */
import { GetUsers } from '../../../whmcs/commands/users.ts';
import { enumWords } from '../../base/enum-words.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { OrderDirection } from '../../schema-kit/order-direction.type.ts';
import { Client, Clients } from './client.ts';

const direction = { words: enumWords({ ASC: 'ASC', DESC: 'DESC' }), type: OrderDirection, given: OrderDirection };

export const User = noun('User', {
  description: 'A person who logs in, for one client or several. WHMCS 8.1 and later. WHMCS: GetUsers.',
  list: {
    command: GetUsers,
    rows: 'users',
    id: 'id',
    filters: (filter) => ({
      search: filter.text('search', 'The start of an email address, or of a first, last or full name.'),
      orderByEmail: filter.enumOf(direction, 'sorting', 'The order of the email addresses; from A to Z if absent.'),
    }),
  },
  fields: (f) => ({
    firstName: f.text('firstname', 'First name.'),
    lastName: f.text('lastname', 'Last name.'),
    email: f.text('email', 'The address to log in with.'),
    validationData: f.text('validationdata', 'What WHMCS keeps of the validation of the user, as it is.'),
    createdAt: f.instant('datecreated', 'When the user was created.'),
    clients: f.list(({ clients }) => clients, 'The clients for which the user logs in.', {
      name: 'UserClient',
      description: 'A client for which a user logs in.',
      fields: (part) => ({
        client: part.link(Client, (id, _, graph) => graph.noun(Clients).of(id), 'id', 'The client.'),
        isOwner: part.flag('isOwner', 'Whether the user owns the client.'),
      }),
    }),
  }),
  offered: 'staff',
  byHand: ['one'],
});
export type User = ThingOf<typeof User>;
