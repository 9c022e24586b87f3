/** A value that WHMCS cannot encode: its row is left out, all others are shown, and no viewer learns of foreign rows. */
import { describe, expect, it } from 'vitest';
import { restricted } from '../../../src/access/viewer.ts';
import { defaultLimits } from '../../../src/config/limits.ts';
import { sweepGroups } from '../../../src/graph/nouns/clients/group-sweep.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { startSimulator } from '../../../src/simulator/index.ts';
import { cutGateway, meddlingWhmcs } from '../../support/cut-lists.ts';
import { upstreamOver } from '../../support/upstream.ts';
import { clientOf } from '../../whmcs/rig.ts';

interface List {
  readonly totalCount: number | null;
  readonly nodes: readonly { readonly whmcsId: number }[];
}

/** Client 7 has 120 services. */
const many = '{ list: services(clientId: "7", first: 100) { totalCount nodes { whmcsId } pageInfo { hasNextPage } } }';
const mine = '{ list: services(clientId: "1") { totalCount nodes { whmcsId } } }';

const idsOf = ({ nodes }: List) => nodes.map(({ whmcsId }) => whmcsId);

describe('a list with a broken row', () => {
  it('has all other rows, and an error with the position', async () => {
    const { gateway, whmcs, logged } = await cutGateway();
    const whole = await gateway.execute<{ list: List }>(many);
    const broken = idsOf(whole.data.list)[37] ?? 0;
    whmcs.meddle('GetClientsProducts', { broken: [broken] });
    const { data, errors, calls } = await gateway.execute<{ list: List }>(many);
    expect(idsOf(data.list)).toEqual(idsOf(whole.data.list).filter((id) => id !== broken));
    expect(data.list).toMatchObject({ totalCount: 120, pageInfo: { hasNextPage: true } });
    expect(errors).toMatchObject([
      { path: ['list'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER', position: 37, rows: 1 } },
    ]);
    expect(errors?.[0]?.message).toMatch(/position 37.*UTF-8.*stored password/);
    // The page, and two halves of each part that holds the row.
    expect(calls.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(100)));
    await expect.poll(logged).toMatch(/"command":"GetClientsProducts".*position 37/);
  });

  it('keeps its positions: pages continue after the row, and start before it', async () => {
    const { gateway, whmcs } = await cutGateway();
    const page = `query ($after: String) { list: services(clientId: "7", first: 10, after: $after) {
      nodes { whmcsId } pageInfo { endCursor } } }`;
    const ids = idsOf((await gateway.execute<{ list: List }>(many)).data.list);
    whmcs.meddle('GetClientsProducts', { broken: [ids[9] ?? 0] });
    const first = await gateway.execute<{ list: List & { pageInfo: { endCursor: string } } }>(page);
    expect(idsOf(first.data.list)).toEqual(ids.slice(0, 9));
    const after = first.data.list.pageInfo.endCursor;
    const second = await gateway.execute<{ list: List }>(page, { after });
    expect(idsOf(second.data.list)).toEqual(ids.slice(10, 19));
    expect(second.errors).toMatchObject([{ extensions: { position: 9, rows: 1 } }]);
  });

  it('reports the row once, for any selection and any repetition of the query', async () => {
    const { gateway, whmcs } = await cutGateway();
    whmcs.meddle('GetClientsProducts', { broken: [2] });
    // From the third time on, the query is compiled.
    for (let times = 0; times < 4; times++) {
      const { data, errors } = await gateway.execute<{ clients: List }>(
        `{ clients(first: 12) { nodes { whmcsId services {
          totalCount nodes { whmcsId } edges { cursor } pageInfo { endCursor } } } } }`,
      );
      const path = ['clients', 'nodes', idsOf(data.clients).indexOf(1), 'services'];
      expect(errors).toMatchObject([{ path, extensions: { position: 1 } }]);
    }
  });

  it('is cheap the next time: the failure is cached next to the rows', async () => {
    const { gateway, whmcs } = await cutGateway({ gateway: {} });
    whmcs.meddle('GetClientsProducts', { broken: [5] });
    const once = await gateway.execute<{ list: List }>(mine);
    const twice = await gateway.execute<{ list: List }>(mine);
    expect(twice.calls).toEqual([]);
    expect(twice.data).toEqual(once.data);
    expect(twice.errors).toEqual(once.errors);
    // A write that may have repaired it causes a new read.
    const done = await gateway.execute('mutation { serviceSuspend(input: { serviceId: "1" }) { __typename } }');
    expect(done.data).toMatchObject({ serviceSuspend: { __typename: 'ServiceSuspendPayload' } });
    whmcs.heal();
    const mended = await gateway.execute<{ list: List }>(mine);
    expect(mended.errors).toBeUndefined();
    expect(mended.data.list.totalCount).toBe(9);
    expect(mended.data.list.nodes).toHaveLength(9);
  });

  it('is read again if the caller bypasses the cache', async () => {
    const { gateway, whmcs } = await cutGateway({ gateway: {} });
    whmcs.meddle('GetClientsProducts', { broken: [5] });
    await gateway.execute(mine);
    whmcs.heal();
    const { errors, data } = await gateway.execute<{ list: List }>(
      mine,
      {},
      { headers: { 'cache-control': 'no-cache' } },
    );
    expect(errors).toBeUndefined();
    expect(data.list.nodes).toHaveLength(9);
  });

  it('reports adjacent rows in one error, and stops searching when every row is broken', async () => {
    const { gateway, whmcs } = await cutGateway();
    const ids = idsOf((await gateway.execute<{ list: List }>(many)).data.list);
    whmcs.meddle('GetClientsProducts', { broken: ids.slice(3, 6) });
    const few = await gateway.execute<{ list: List }>(many);
    expect(few.errors).toMatchObject([{ extensions: { position: 3, rows: 3 } }]);
    expect(few.data.list.nodes).toHaveLength(97);
    whmcs.meddle('GetClientsProducts', { broken: ids });
    const none = await gateway.execute<{ list: List }>(many);
    expect(none.data.list.nodes).toEqual([]);
    expect(none.calls.length).toBeLessThanOrEqual(110);
    expect(none.errors?.every(({ extensions }) => extensions.code === 'WHMCS_UNEXPECTED_ANSWER')).toBe(true);
  });

  it('is searched within the budget; the rest is left out', async () => {
    const limits = { budget: { ...defaultLimits.budget, STAFF: 12 } };
    const { gateway, whmcs } = await cutGateway({ gateway: { sharedCache: false, limits } });
    const ids = idsOf((await gateway.execute<{ list: List }>(many)).data.list);
    whmcs.meddle('GetClientsProducts', { broken: ids.filter((_, index) => index % 9 === 0) });
    const { data, errors, calls } = await gateway.execute<{ list: List }>(many);
    expect(calls).toHaveLength(12);
    expect(data.list.nodes.length).toBeGreaterThan(0);
    expect(errors?.[0]).toMatchObject({ path: ['list'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } });
  });

  it('is filtered and counted without the row', async () => {
    const { gateway, whmcs } = await cutGateway();
    const document = '{ client(id: "1") { services(status: ACTIVE) { totalCount nodes { whmcsId } } } }';
    const whole = await gateway.execute<{ client: { services: List } }>(document);
    const [broken = 0, ...others] = idsOf(whole.data.client.services);
    whmcs.meddle('GetClientsProducts', { broken: [broken] });
    const { data, errors } = await gateway.execute<{ client: { services: List } }>(document);
    expect(idsOf(data.client.services)).toEqual(others);
    expect(errors).toMatchObject([{ path: ['client', 'services'], extensions: { rows: 1 } }]);
  });
});

describe('for a viewer of some clients', () => {
  const sole = 'client';

  it('reports it in the list of its own client, without a number and without the text of WHMCS', async () => {
    const { gateway, whmcs } = await cutGateway();
    whmcs.meddle('GetClientsProducts', { broken: [5] });
    for (const [as, document] of [
      [sole, '{ list: services { totalCount nodes { whmcsId } } }'],
      ['partner', mine],
    ] as const) {
      const { data, errors } = await gateway.execute<{ list: List }>(document, {}, { as });
      expect(data.list.totalCount).toBeNull();
      expect(idsOf(data.list)).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
      expect(errors).toMatchObject([{ path: ['list'], extensions: { position: 4, rows: 1 } }]);
      expect(errors?.[0]?.message).not.toMatch(/WHMCS|UTF-8|password/);
    }
  });

  it('reports it in the merged list of its clients', async () => {
    const { gateway, whmcs } = await cutGateway();
    whmcs.meddle('GetClientsProducts', { broken: [5] });
    const document = '{ list: services(first: 100) { totalCount nodes { whmcsId } } }';
    const { data, errors } = await gateway.execute<{ list: List }>(document, {}, { as: 'partner' });
    expect(data.list.totalCount).toBeNull();
    expect(data.list.nodes).toHaveLength(44);
    expect(errors).toMatchObject([{ path: ['list'], extensions: { position: 4, rows: 1 } }]);
  });

  it('reports a row of the full list in the log alone, whoever owns it', async () => {
    const clients = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const tokens = [{ token: 'ten', viewer: restricted('ten', 'PARTNER', clients) }];
    const document = '{ list: tickets(first: 100) { totalCount nodes { whmcsId } } }';
    for (const isTheirs of [true, false]) {
      const { gateway, whmcs, logged } = await cutGateway({ tokens });
      const whole = await gateway.execute<{ list: List }>(document, {}, { as: 'ten' });
      expect(whole.calls.map(({ params }) => params['clientid'])).toEqual([undefined]);
      const all = gateway.simulator.world.tickets.all().map(({ id, userid }) => ({ id, owner: userid }));
      const broken = all.find(({ owner }) => clients.includes(owner) === isTheirs)?.id ?? 0;
      whmcs.meddle('GetTickets', { broken: [broken] });
      const { data, errors } = await gateway.execute<{ list: List }>(document, {}, { as: 'ten' });
      expect(errors).toBeUndefined();
      expect(idsOf(data.list)).toEqual(idsOf(whole.data.list).filter((id) => id !== broken));
      expect(data.list.totalCount).toBe(data.list.nodes.length);
      await expect.poll(logged).toMatch(/"command":"GetTickets".*UTF-8/);
    }
  });

  it('shows nothing for the entity by number, whoever owns it', async () => {
    const { gateway, whmcs, logged } = await cutGateway({ gateway: {} });
    whmcs.meddle('GetClientsProducts', { broken: [5, 70] });
    for (const id of ['5', '70', globalId('Service', 70, 1)]) {
      const { data, errors } = await gateway.execute(
        'query ($id: ID!) { service(id: $id) { name } }',
        { id },
        { as: sole },
      );
      expect([data, errors]).toEqual([{ service: null }, undefined]);
    }
    await expect.poll(logged).toMatch(/"command":"GetClientsProducts".*UTF-8/);
    const told = await gateway.execute('{ service(id: "70") { name } }');
    expect(told.errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
    expect(told.errors?.[0]?.message).toMatch(/UTF-8/);
  });

  it('leaves a broken client out of its list, and reports it when requested alone', async () => {
    const { gateway, whmcs } = await cutGateway();
    whmcs.meddle('GetClientsDetails', { broken: [3] });
    const as = 'partner';
    const list = await gateway.execute<{ list: List }>(
      '{ list: clients { totalCount nodes { whmcsId } } }',
      {},
      { as },
    );
    expect(idsOf(list.data.list)).toEqual([1, 2, 4, 5]);
    expect(list.data.list.totalCount).toBeNull();
    expect(list.errors).toMatchObject([{ path: ['list'], extensions: { position: 2, rows: 1 } }]);
    const alone = await gateway.execute('{ client(id: "3") { fullName } }', {}, { as });
    expect(alone.errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
  });
});

it('continues the sweep of client groups past an unreadable client', async () => {
  const simulator = await startSimulator({ clients: 60 });
  const whmcs = await meddlingWhmcs(simulator.url);
  const client = clientOf(whmcs.url, simulator.credential);
  const sweep = () => sweepGroups(upstreamOver(client), new AbortController().signal);
  try {
    const whole = await sweep();
    const [broken = 0, ...others] = whole.keys();
    expect(others.length).toBeGreaterThan(0);
    whmcs.meddle('GetClients', { broken: [broken], ceiling: 25 });
    expect([...(await sweep()).keys()]).toEqual(others);
  } finally {
    await Promise.all([client.close(), simulator.close()]);
  }
});
