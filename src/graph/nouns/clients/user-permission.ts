/** What users may do for a client. */
import { andThen } from '../../../maybe-promise.ts';
import { GetPermissionsList, GetUserPermissions } from '../../../whmcs/commands/user-permissions.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { nullIfMissing } from '../../base/found.ts';
import { foundInList } from '../../entity/reference-list.ts';
import { scopeOf, type Scope } from '../../read/scope.ts';
import { builder } from '../../schema-kit/builder.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';
import { ClientUser } from './client-parts.type.ts';

/** WHMCS tells no more than the words. */
const meanings: ReadonlyMap<string, string> = new Map([
  ['profile', "Change the client's data."],
  ['contacts', 'See and manage contacts.'],
  ['products', 'See services and their credentials.'],
  ['manageproducts', 'Change and cancel services.'],
  ['productsso', 'Log in to the control panels of services.'],
  ['domains', 'See domains.'],
  ['managedomains', 'Change settings of domains.'],
  ['invoices', 'See and pay invoices.'],
  ['quotes', 'See and accept quotes.'],
  ['tickets', 'See and open tickets.'],
  ['affiliates', 'See and manage the affiliate account.'],
  ['emails', 'See the mail that was sent to the client.'],
  ['orders', 'Place orders.'],
]);

const rowsOf = (words: readonly (string | null | undefined)[]) =>
  words.flatMap((name) => (name ? [{ name, meaning: meanings.get(name) ?? null }] : []));

rowsQuery('userPermissions', {
  description: 'The permissions that users of a client can have. WHMCS 8.0 and later.',
  type: 'UserPermission',
  each: 'A permission of users of a client.',
  command: GetPermissionsList,
  rows: ({ permissions }) => rowsOf(permissions),
  fields: (f) => ({
    name: f.text('name', 'The word that WHMCS has for it, as inputs take it.'),
    description: f.text(
      'meaning',
      'What it allows, in words of the gateway; null for a permission that it does not know.',
    ),
  }),
  offered: 'everyone',
});

builder.objectField(ClientUser, 'permissions', (t) =>
  t.stringList({
    description: 'What the user may do for the client: names of `userPermissions`. WHMCS: GetUserPermissions.',
    // The record of the client names the user, so that whoever sees the client may ask.
    resolve: ({ id, clientId }, _, graph) =>
      id === null
        ? null
        : andThen(
            nullIfMissing(scopeOf(graph).session.read(GetUserPermissions, { user_id: id, client_id: clientId })),
            (answer) => answer?.permissions?.flatMap((word) => word ?? []) ?? null,
          ),
  }),
);

/** Checks the words of an input: WHMCS ignores unknown ones silently. @throws InvalidInputError */
export async function checkPermissions(words: readonly string[], { session }: Scope): Promise<void> {
  if (words.length === 0) throw new InvalidInputError('permissions must not be empty', ['permissions']);
  let known: readonly (string | null | undefined)[] = [];
  const found = await foundInList(session, GetPermissionsList, {}, ({ permissions }) => {
    known = permissions;
    return words.every((word) => permissions.includes(word)) ? true : undefined;
  });
  // In a dry run the list is made up.
  if (found || !session.planner.believes) return;
  const unknown = words.find((word) => !known.includes(word));
  throw new InvalidInputError(
    `there is no permission ${JSON.stringify(unknown)}; there are: ${known.join(', ') || 'none'}`,
    ['permissions', String(words.indexOf(unknown ?? ''))],
  );
}
