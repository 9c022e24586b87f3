/** Users of clients: whose they are is told by the client's record alone. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const allow = ['clientUserPermissionsUpdate', 'clientUserInvite'];
const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false },
  tokens: [{ token: 'own', viewer: configured({ name: 'own', role: 'CLIENT', clients: [2], allow }) }],
});
const world = () => gateway.simulator.world;

async function run(name: string, input: object, as: As = 'staff') {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const document = `mutation ($input: ${type}Input!) { done: ${name}(input: $input) { __typename
    ... on ${type}Payload { client { users { whmcsId permissions } } } ... on UserError { message } ... on InvalidInputError { path } } }`;
  const { data, calls } = await gateway.execute<{ done: Ending }>(document, { input }, { as });
  return { ending: data.done, sent: calls.map(({ action }) => action) };
}

const noUser = { __typename: 'NotFoundError', message: 'There is no such user.' };

it('shows what a user may do to whoever sees the client', async () => {
  const document = 'query ($id: ID!) { client(id: $id) { users { whmcsId permissions } } }';
  for (const as of ['staff', 'own']) {
    const { data, calls } = await gateway.execute<{ client: { users: unknown[] } }>(document, { id: '2' }, { as });
    expect(data.client.users).toContainEqual({ whmcsId: 5001, permissions: ['products', 'invoices', 'tickets'] });
    expect(calls.map(({ action }) => action)).toEqual([
      'GetClientsDetails',
      'GetUserPermissions',
      'GetUserPermissions',
    ]);
  }
  const foreign = await gateway.execute(document, { id: '1' }, { as: 'own' });
  expect([foreign.data, foreign.calls]).toEqual([{ client: null }, []]);
});

describe.each([
  ['clientUserPermissionsUpdate', 'UpdateUserPermissions', { permissions: ['tickets'] }],
  ['clientUserRemove', 'DeleteUserClient', {}],
])('%s', (name, command, more) => {
  it('takes a user of another client for a missing one, and sends nothing', async () => {
    const theirs = await run(name, { clientId: '2', userId: globalId('User', 5003), ...more });
    const missing = await run(name, { clientId: '2', userId: '999999', ...more });
    expect(theirs.ending).toEqual(noUser);
    expect(theirs).toEqual(missing);
    expect(theirs.sent).not.toContain(command);
  });
});

describe('clientUserPermissionsUpdate', () => {
  const input = { clientId: '2', userId: '5001', permissions: ['orders', 'tickets'] };

  it('sends the words, and shows them freshly read, to a client that is allowed to', async () => {
    const { ending, sent } = await run('clientUserPermissionsUpdate', input, 'own');
    expect(ending).toMatchObject({
      client: { users: expect.arrayContaining([{ whmcsId: 5001, permissions: input.permissions }]) },
    });
    expect(sent).toContain('UpdateUserPermissions');
    expect(world().permissions.get('5001:2')?.toSorted()).toEqual(['orders', 'tickets']);
  });

  it.each([
    [[], ['input', 'permissions']],
    [
      ['tickets', 'everything'],
      ['input', 'permissions', '1'],
    ],
  ])('refuses %j, which WHMCS would ignore silently', async (permissions, path) => {
    const { ending, sent } = await run('clientUserPermissionsUpdate', { ...input, permissions });
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(sent).not.toContain('UpdateUserPermissions');
  });

  it('passes on that the owner of a client may do everything', async () => {
    const { ending } = await run('clientUserPermissionsUpdate', { ...input, userId: '5002' });
    expect(ending).toMatchObject({ __typename: 'RefusedError' });
  });
});

it('invites by mail, once for a key', async () => {
  const input = {
    clientId: '2',
    email: 'invited@mail.example',
    permissions: ['tickets'],
    idempotencyKey: 'invitation',
  };
  expect((await run('clientUserInvite', input, 'own')).ending.__typename).toBe('ClientUserInvitePayload');
  await run('clientUserInvite', input, 'own');
  expect(
    world()
      .mails.of(2)
      .filter(({ to }) => to === 'invited@mail.example'),
  ).toHaveLength(1);
});

it('shows a new user, who manages no client yet', async () => {
  const input = { firstName: 'Ada', lastName: 'B', email: 'ada@new.example', password: 'very-Secret-9' };
  const { data } = await gateway.execute<{ userCreate: Ending }>(
    `mutation ($input: UserCreateInput!) { userCreate(input: $input) { __typename
      ... on UserCreatePayload { user { email clients { isOwner } } } } }`,
    { input },
  );
  expect(data.userCreate).toEqual({
    __typename: 'UserCreatePayload',
    user: { email: 'ada@new.example', clients: [] },
  });
});
