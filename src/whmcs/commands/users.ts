/** Users, who log in: GetUsers, AddUser, UpdateUser, ResetPassword. Before 8.0 clients log in, and there are no users. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { created } from '../reconcile/created.ts';
import { fieldsUpdated } from '../reconcile/fields.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { collated } from '../wire/collation.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { idParam, needsOneOf, optional } from '../wire/params.ts';
import { dateTime, flag, id, listOf, text } from '../wire/values.ts';
import { saysUnmailed } from './emails.ts';

const row = z.object({
  id,
  firstname: text,
  lastname: text,
  email: text,
  datecreated: dateTime,
  validationdata: text,
  clients: listOf('client', z.object({ id, isOwner: flag })).optional(),
});

type User = z.output<typeof row>;

/** From 8.1, in the order of e-mail addresses. */
export const GetUsers = read('GetUsers', {
  params: z.strictObject({
    ...pageParams,
    sorting: z.enum(['ASC', 'DESC']).optional(),
    search: z.string().optional(),
  }),
  answer: page({ users: rows('user', row) }),
  keep: 'list',
  topics: ['users'],
  mentions: { user: 'users[].id' },
  probe: { limitnum: 1 },
});

const PAGE = 100;
const MOST_PAGES = 5;

interface FewUsers {
  readonly users: readonly User[];
  readonly total: number | null | undefined;
}

/** All users, if they are few: WHMCS sorts them by e-mail address, finds none by number, and evidence holds no address. */
async function fewUsers(look: FreshRead): Promise<FewUsers> {
  const users: User[] = [];
  for (;;) {
    const { users: more, totalresults: total } = await look(GetUsers, { limitstart: users.length, limitnum: PAGE });
    users.push(...more);
    const isWhole = more.length === 0 || users.length >= (total ?? 0);
    if (isWhole || (total ?? 0) > MOST_PAGES * PAGE) return { users, total };
  }
}

export const AddUser = write('AddUser', {
  params: z.strictObject({
    firstname: z.string(),
    lastname: z.string(),
    email: z.string(),
    password2: z.string(),
    // The whole name in lower case: "english".
    language: z.string().optional(),
  }),
  secretParams: ['password2'],
  answer: z.object({ user_id: id }),
  purpose: 'lifecycle',
  repeat: 'error',
  refusals: [
    'You did not enter a first name',
    'You did not enter a last name',
    'You did not enter an email address',
    'You did not enter a password',
    'The email address entered is not valid',
    'A user already exists with that email address',
  ],
  // Where there are many users, the new one may be on any page: nothing is proved.
  reconcile: created<{ readonly email: string }>({
    named: 'user_id',
    scope: () => 0,
    key: ({ email }) => [collated(email)],
    like: () => [],
    async list(_, look) {
      const { users, total } = await fewUsers(look);
      const found = users.map((user) => ({
        id: user.id,
        key: [collated(user.email)],
        like: [],
        ids: { user_id: user.id ?? 0 },
      }));
      return { total, found };
    },
  }),
  changes: { users: 'user_id' },
});

const names = ['firstname', 'lastname', 'email'] as const;

const changedUser = z.strictObject({
  user_id: idParam,
  ...optional(z.string(), ...names, 'language'),
});

export const UpdateUser = write('UpdateUser', {
  params: needsOneOf(changedUser, ...names, 'language'),
  answer: z.object({ user_id: id }),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: [
    'Invalid User ID requested',
    'One of `email`, `firstname`, `lastname`, or `language` is required',
    'The email address entered is not valid',
    'A user already exists with that email address',
  ],
  // WHMCS does not report the language.
  reconcile: fieldsUpdated<(typeof names)[number], z.input<typeof changedUser>, User>({
    named: 'user_id',
    id: ({ user_id }) => user_id,
    async read(userId, look) {
      const { users } = await fewUsers(look);
      const user = users.find((each) => each.id === userId);
      if (!user) throw new MissingError('GetUsers', 'User Not Found');
      return user;
    },
    names,
    valueOf: (user, name) => user[name],
  }),
  // The records of clients list their users.
  changes: { users: 'user_id', clients: true },
});

/** Mails a link to choose a new password; from 8.0 to the user, before to the client. */
export const ResetPassword = write('ResetPassword', {
  params: needsOneOf(z.strictObject({ id: idParam.optional(), email: z.string().optional() }), 'id', 'email'),
  answer: z.object({}),
  // It completes a sign-up without a password.
  purpose: 'lifecycle',
  repeat: 'resend',
  remote: 'mail',
  refusals: [
    'Please provide a valid email address',
    'User Not Found',
    'Client Not Found',
    'Please enter the email address or provide the id',
    saysUnmailed,
  ],
  reconcile: { never: 'WHMCS keeps no record of the link that can be read; sending another does no harm' },
  changes: { emails: true },
});
