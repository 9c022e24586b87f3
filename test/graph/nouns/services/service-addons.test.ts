/** Addons of services: one call for a page of services, and never one for everybody's. */
import { beforeEach, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
beforeEach(() => gateway.simulator.calls.reset());

const lastOf = (wanted: (userid: number) => boolean) =>
  gateway.simulator.world.addons.all().findLast(({ userid }) => wanted(userid)) ?? expect.fail('no addon');
const ofClient = (client: number) => gateway.simulator.world.addons.all().filter(({ userid }) => userid === client);

it('shows those of a page of services with one call', async () => {
  const { data, calls, errors } = await gateway.execute<{
    services: { nodes: { whmcsId: number; addons: { whmcsId: number }[] }[] };
  }>(
    '{ services(first: 40) { nodes { whmcsId addons { whmcsId name recurringAmount { amount } service { whmcsId } } } } }',
  );
  expect(errors).toBeUndefined();
  expect(calls.filter(({ action }) => action === 'GetClientsAddons')).toHaveLength(1);
  for (const { whmcsId, addons } of data.services.nodes)
    expect(addons.map((addon) => addon.whmcsId)).toEqual(
      gateway.simulator.world.addons.of(whmcsId).map(({ id }) => id),
    );
  expect(data.services.nodes.some(({ addons }) => addons.length > 1)).toBe(true);
});

it('shows those of a client in pages', async () => {
  const { data } = await gateway.execute<{ client: { addons: { totalCount: number; nodes: { whmcsId: number }[] } } }>(
    '{ client(id: "1") { addons(first: 1) { totalCount nodes { whmcsId } } } }',
    {},
    { as: 'client' },
  );
  expect(data.client.addons).toEqual({
    totalCount: ofClient(1).length,
    nodes: [{ whmcsId: ofClient(1)[0]?.id }],
  });
});

it('finds one by its global id with one call, and shows no foreign one', async () => {
  const own = ofClient(1)[0]?.id ?? 0;
  const { id: foreign, userid } = lastOf((client) => client > 1);
  const one = (id: string) => gateway.execute(`{ serviceAddon(id: "${id}") { whmcsId } }`, {}, { as: 'client' });
  const found = await one(globalId('ServiceAddon', own, 1));
  expect([found.data, found.calls.length]).toEqual([{ serviceAddon: { whmcsId: own } }, 1]);
  const theirs = await one(globalId('ServiceAddon', foreign, userid));
  const lied = await one(globalId('ServiceAddon', foreign, 1));
  const missing = await one(globalId('ServiceAddon', 99_999, 1));
  expect([theirs.data, lied.data, missing.data]).toEqual([1, 2, 3].map(() => ({ serviceAddon: null })));
});

it('finds one by its bare number for staff alone, service by service', async () => {
  const { id, userid } = lastOf((client) => client > 1);
  const { data } = await gateway.execute(`{ serviceAddon(id: "${id}") { whmcsId client { whmcsId } } }`);
  expect(data).toEqual({ serviceAddon: { whmcsId: id, client: { whmcsId: userid } } });
  const asked = gateway.simulator.calls.entries.filter(({ action }) => action === 'GetClientsAddons');
  expect(asked.map(({ params }) => Object.hasOwn(params, 'serviceid'))).toEqual(asked.map(() => true));
  expect(asked.length).toBeGreaterThan(0);
  const other = await gateway.execute(
    `{ serviceAddon(id: "${ofClient(1)[0]?.id}") { whmcsId } }`,
    {},
    { as: 'client' },
  );
  expect([other.data, other.calls]).toEqual([{ serviceAddon: null }, []]);
});

it('serviceAddonUpdate changes what is given, and sends nothing for nothing', async () => {
  const { id, userid } = lastOf((client) => client > 1);
  const update = (input: string) =>
    gateway.execute<{ serviceAddonUpdate: object }>(
      `mutation { serviceAddonUpdate(input: { id: "${globalId('ServiceAddon', id, userid)}", ${input} }) { __typename
        ... on ServiceAddonUpdatePayload { addon { status billingCycle recurringAmount { amount } notes } } } }`,
    );
  const { data } = await update('status: SUSPENDED, billingCycle: ANNUALLY, recurringAmount: "40.00", notes: null');
  expect(data.serviceAddonUpdate).toMatchObject({
    addon: { status: 'SUSPENDED', billingCycle: 'ANNUALLY', recurringAmount: { amount: '40.00' }, notes: null },
  });
  const nothing = await update('recalculateAmount: false');
  expect([nothing.data.serviceAddonUpdate, nothing.calls]).toEqual([{ __typename: 'InvalidInputError' }, []]);
});
