/** Viewers with a client group: which clients they see, the calls that this costs, and unknown membership. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { directory } from '../../src/access/directory.ts';
import type { Limits } from '../../src/config/limits.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { useClock } from '../support/clock.ts';
import { expectUnknown } from '../support/unknown.ts';
import { type Executed, startTestGateway } from '../support/gateway.ts';
import { accessIn, kept } from './rig.ts';

const { pass } = useClock();

const file = `viewers:
  - { name: reseller,  role: partner, token: the-reseller, clients: { ids: [1], group: 3 } }
  - { name: creator,   role: partner, token: the-creator,  clients: { group: 3 }, allow: [lifecycle] }
  - { name: vanished,  role: partner, token: the-vanished, clients: { group: 99 } }
  - { name: host,      role: staff,   token: the-host-all }
`;

/** Group 3 has the clients 10 and 20; there are 120 clients. */
async function start(given: { limits?: Partial<Limits>; down?: boolean; log?: ReturnType<typeof kept>['log'] } = {}) {
  const { authenticate, groups } = directory(accessIn(file));
  const simulator = await startSimulator({ clients: 120 });
  for (const client of simulator.world.clients.all()) client.groupid = [10, 20].includes(client.id) ? 3 : client.id % 2;
  if (given.down) simulator.fail({ kind: 'html-503' });
  const gateway = await startTestGateway({
    simulator,
    gateway: {
      authenticate,
      groups: () => groups,
      ...(given.limits && { limits: given.limits }),
      ...(given.log && { log: given.log }),
    },
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  const seen = async (as: string, client?: number) => {
    const headers = client === undefined ? {} : { 'x-gateway-client': String(client) };
    const { data, errors, status, calls } = await gateway.execute<
      { viewer: { clients: { whmcsId: number }[] } } | undefined
    >('{ viewer { clients { whmcsId } } }', {}, { as, headers });
    return {
      ids: data?.viewer.clients.map(({ whmcsId }) => whmcsId),
      errors,
      status,
      calls: calls.map(({ action }) => action),
    };
  };
  // The evidence for a signup reads the newest clients first.
  const sweeps = () =>
    simulator.calls.entries.filter(({ params }) => params['orderby'] === 'id' && params['sorting'] === 'ASC').length;
  return { gateway, simulator, world: simulator.world, seen, sweeps };
}

const client = (id: number) => `{ client(id: "${id}") { whmcsId } }`;
const move = (id: number, group: number) =>
  `mutation { clientUpdate(input: { id: "${id}", groupId: "${group}" }) { __typename } }`;

describe('a viewer with a group', () => {
  it('sees its members and the listed clients, on every path', async () => {
    const { gateway, seen } = await start();
    expect((await seen('the-reseller')).ids).toEqual([1, 10, 20]);
    const { data } = await gateway.execute(
      '{ clients { totalCount } mine: client(id: "20") { whmcsId } other: client(id: "30") { whmcsId } }',
      {},
      { as: 'the-reseller' },
    );
    expect(data).toEqual({ clients: { totalCount: 3 }, mine: { whmcsId: 20 }, other: null });
  });

  it('costs one sweep for all callers: one call for each hundred clients', async () => {
    const { seen, sweeps } = await start();
    await Promise.all(['the-reseller', 'the-creator', 'the-reseller'].map((as) => seen(as)));
    await seen('the-vanished');
    expect(sweeps()).toBe(2);
  });

  it('that has vanished sees nothing rather than everything, and a warning is logged', async () => {
    const log = kept();
    const { gateway, seen } = await start({ log: log.log });
    expect((await seen('the-vanished')).ids).toEqual([]);
    const { data } = await gateway.execute(
      '{ clients { totalCount nodes { id } } services { totalCount } invoices { totalCount nodes { id } } client(id: "1") { id } }',
      {},
      { as: 'the-vanished' },
    );
    expect(data).toEqual({
      clients: { totalCount: 0, nodes: [] },
      services: { totalCount: 0 },
      invoices: { totalCount: 0, nodes: [] },
      client: null,
    });
    await expect
      .poll(() => log.lines('client groups without members, or with very many'))
      .toEqual([expect.objectContaining({ level: 'warn', groups: [{ group: 99, members: 0 }] })]);
  });

  it.each([
    [20, [20]],
    [1, [1]],
    [30, []],
    [99_999, []],
  ])('may narrow a request to client %i, and sees %j', async (id, ids) => {
    const { seen } = await start();
    expect((await seen('the-reseller', id)).ids).toEqual(ids);
  });
});

describe('a change of members', () => {
  it('by staff counts at once, for cached responses too, and takes no sweep', async () => {
    const { gateway, seen, sweeps } = await start();
    const ask = (id: number) => gateway.execute(client(id), {}, { as: 'the-reseller' });
    expect((await ask(20)).data).toEqual({ client: { whmcsId: 20 } });
    expect((await ask(20)).calls).toEqual([]);
    const moved = await gateway.execute(move(20, 5), {}, { as: 'the-host-all' });
    expect(moved.data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
    expect((await ask(20)).data).toEqual({ client: null });
    await gateway.execute(move(30, 3), {}, { as: 'the-host-all' });
    expect((await seen('the-reseller')).ids).toEqual([1, 10, 30]);
    expect(sweeps()).toBe(2);
  });

  it('with an unknown outcome hides the client until the outcome is known', async () => {
    const { gateway, seen, simulator } = await start();
    await seen('the-reseller');
    simulator.fail({ action: 'UpdateClient', kind: 'reset-after', times: 1 });
    simulator.fail({ action: 'GetClients', kind: 'latency', latencyMs: 10_000 });
    const moved = await gateway.execute(move(20, 3), {}, { as: 'the-host-all' });
    expect(moved.data).toEqual({ clientUpdate: { __typename: 'UnknownOutcomeError' } });
    expect((await seen('the-reseller')).ids).toEqual([1, 10]);
  });

  it('in WHMCS counts after the next sweep, for cached responses too', async () => {
    const { gateway, seen, world } = await start();
    const ask = () => gateway.execute('{ viewer { clients { whmcsId } } }', {}, { as: 'the-reseller' });
    await seen('the-reseller');
    const before = await ask();
    const left = world.clients.get(20);
    if (left) left.groupid = 0;
    expect((await ask()).data).toEqual(before.data);
    gateway.renewGroups();
    await expect.poll(async () => (await seen('the-reseller')).ids).toEqual([1, 10]);
    expect((await ask()).data).not.toEqual(before.data);
  });

  it('does not affect a request in progress', async () => {
    const { gateway, simulator, seen } = await start();
    await seen('the-reseller');
    simulator.fail({ action: 'GetClientsProducts', kind: 'latency', latencyMs: 200, times: 1 });
    const underWay = gateway.execute(
      '{ client(id: "20") { whmcsId services { nodes { status client { whmcsId } } } } }',
      {},
      { as: 'the-reseller' },
    );
    await expect.poll(() => simulator.calls.of('GetClientsProducts'), { interval: 5 }).toBe(1);
    await gateway.execute(move(20, 5), {}, { as: 'the-host-all' });
    expect((await underWay).data).toMatchObject({ client: { whmcsId: 20 } });
    expect((await gateway.execute(client(20), {}, { as: 'the-reseller' })).data).toEqual({ client: null });
  });
});

describe('an outage of WHMCS', () => {
  it('keeps membership for a while, and then discards it; the listed clients remain', async () => {
    const log = kept();
    const { seen, simulator } = await start({ log: log.log });
    expect((await seen('the-reseller')).ids).toEqual([1, 10, 20]);
    simulator.fail({ kind: 'html-503' });
    pass(899);
    expect((await seen('the-reseller')).ids).toEqual([1, 10, 20]);
    pass(2);
    expect((await seen('the-reseller')).ids).toEqual([1]);
    expect((await seen('the-creator')).ids).toEqual([]);
    await expect.poll(() => log.lines('group membership expired: viewers see no members').length).toBe(1);
    simulator.heal();
    pass(10);
    await expect.poll(async () => (await seen('the-reseller')).ids).toEqual([1, 10, 20]);
  });

  it('from startup is reported to viewers with a group; others are served', async () => {
    const { gateway, seen, simulator } = await start({ down: true });
    expect(await seen('the-reseller')).toMatchObject({
      status: 503,
      ids: undefined,
      errors: [{ extensions: { code: 'WHMCS_UNREACHABLE', retryAfterMs: 5_000 } }],
    });
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-reseller' },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await gateway.execute('{ viewer { name } }', {}, { as: 'the-host-all' })).data).toEqual({
      viewer: { name: 'host' },
    });
    simulator.heal();
    pass(10);
    await expect.poll(async () => (await seen('the-reseller')).ids).toEqual([1, 10, 20]);
  });
});

const apartFromSweeps = ({ calls, ...response }: Executed<unknown>): Executed<unknown> => ({
  ...response,
  calls: calls.filter(({ action }) => action !== 'GetClients'),
});

describe('clientCreate of a partner', () => {
  const create = (more = '') => `mutation { clientCreate(input: {
    firstName: "Ada", lastName: "New", email: "ada@new.example", phoneNumber: "+1 555 0100", password: "long-enough-1A!",
    address: { line1: "1 Way", city: "Town", state: "ST", postcode: "1", countryCode: "US" } ${more}
  }) { __typename ... on UserError { message } ... on ClientCreatePayload { client { whmcsId email } } } }`;

  it('puts the client into the partner’s group at once, in the payload and after it', async () => {
    const { gateway, world, seen, sweeps } = await start();
    const { data } = await gateway.execute<{ clientCreate: { client: { whmcsId: number } } }>(
      create(),
      {},
      { as: 'the-creator' },
    );
    expect(data).toEqual({
      clientCreate: { __typename: 'ClientCreatePayload', client: { whmcsId: 121, email: 'ada@new.example' } },
    });
    expect(world.clients.get(121)?.groupid).toBe(3);
    expect((await seen('the-creator')).ids).toEqual([10, 20, 121]);
    expect((await seen('the-reseller')).ids).toEqual([1, 10, 20, 121]);
    expect(sweeps()).toBe(2);
    gateway.renewGroups();
    await expect.poll(sweeps).toBe(4);
    expect((await seen('the-creator')).ids).toEqual([10, 20, 121]);
  });

  it.each(['groupId: "5"', 'groupId: "3"', 'ownerUserId: "5001"', 'notes: "x"', 'taxId: "x"', 'clientIp: "::1"'])(
    'knows of no %s',
    async (input) => {
      const { gateway, world } = await start();
      expectUnknown(
        apartFromSweeps(await gateway.execute(create(`, ${input}`), {}, { as: 'the-creator' })),
        input.slice(0, input.indexOf(':')),
      );
      expect(world.clients.get(121)).toBeUndefined();
    },
  );

  it('is not offered without allow, nor for one client', async () => {
    const { gateway, world } = await start();
    expectUnknown(apartFromSweeps(await gateway.execute(create(), {}, { as: 'the-reseller' })), 'clientCreate');
    const headers = { 'x-gateway-client': '10' };
    expectUnknown(apartFromSweeps(await gateway.execute(create(), {}, { as: 'the-creator', headers })), 'clientCreate');
    expect(world.clients.get(121)).toBeUndefined();
  });
});
