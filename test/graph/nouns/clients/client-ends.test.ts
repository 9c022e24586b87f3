/** The ends of clients: neither is sent without the address that WHMCS has. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;

async function run(name: 'clientClose' | 'clientDelete', input: object) {
  const type = name === 'clientClose' ? 'ClientClose' : 'ClientDelete';
  const shown = name === 'clientClose' ? 'client { status }' : 'deletedClientId';
  const { data, calls } = await gateway.execute<{ done: Ending }>(
    `mutation ($input: ${type}Input!) { done: ${name}(input: $input) { __typename
      ... on ${type}Payload { ${shown} } ... on InvalidInputError { path } } }`,
    { input },
  );
  return { ending: data.done, sent: calls.map(({ action }) => action) };
}

const emailOf = (id: number): string => world().clients.get(id)?.email ?? expect.fail('no client');

describe.each(['clientClose', 'clientDelete'] as const)('%s', (name) => {
  it.each([
    ['another address', 'nobody@mail.example'],
    ['nothing', ''],
    ['another case', 'upper'],
  ])('is not sent for %s', async (_, confirm) => {
    const said = confirm === 'upper' ? emailOf(3).toUpperCase() : confirm;
    const { ending, sent } = await run(name, { clientId: '3', confirm: said });
    expect(ending).toEqual({ __typename: 'InvalidInputError', path: ['input', 'confirm'] });
    expect(sent).toEqual(['GetClientsDetails']);
  });

  it('reads the address afresh', async () => {
    const old = emailOf(3);
    await gateway.execute('{ client(id: "3") { email } }');
    const client = world().clients.get(3) ?? expect.fail('no client');
    world().changeEmail(client, `changed.${name}@mail.example`);
    expect((await run(name, { clientId: '3', confirm: old })).ending.__typename).toBe('InvalidInputError');
  });
});

it('closes a client', async () => {
  const { ending } = await run('clientClose', { clientId: '5', confirm: emailOf(5) });
  expect(ending).toEqual({ __typename: 'ClientClosePayload', client: { status: 'CLOSED' } });
});

it('deletes a client, and what was said with it', async () => {
  const owner = world().clients.get(6)?.ownerUserId ?? 0;
  const kept = world().clients.get(4)?.ownerUserId ?? 0;
  const gone = await run('clientDelete', {
    clientId: '6',
    confirm: emailOf(6),
    deleteUsers: true,
    deleteTransactions: true,
  });
  expect(gone.ending).toEqual({ __typename: 'ClientDeletePayload', deletedClientId: globalId('Client', 6) });
  expect([world().clients.get(6), world().users.get(owner), world().transactions.of(6)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  await run('clientDelete', { clientId: '4', confirm: emailOf(4) });
  expect(world().users.get(kept)).toBeDefined();
  expect(world().transactions.of(4).length).toBeGreaterThan(0);
  const { data } = await gateway.execute('{ client(id: "6") { email } }');
  expect(data).toEqual({ client: null });
});
