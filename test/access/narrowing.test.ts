/** `X-Gateway-Client`: one request about one client. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../src/graph/base/global-id.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });

interface Seen {
  viewer: { role: string; clients: { whmcsId: number }[] | null };
  clients: { nodes: { whmcsId: number }[] };
  services: { nodes: { client: { whmcsId: number } | null }[] };
  one: { whmcsId: number } | null;
  two: { whmcsId: number } | null;
}

const everything = `{ viewer { role clients { whmcsId } } clients(first: 100) { nodes { whmcsId } }
  services(first: 100) { nodes { client { whmcsId } } } one: client(id: "1") { whmcsId } two: client(id: "2") { whmcsId } }`;

async function seenBy(as: string, client?: string) {
  const headers = client === undefined ? {} : { 'x-gateway-client': client };
  const { data, status, calls } = await gateway.execute<Seen>(everything, {}, { as, headers });
  return {
    status,
    calls,
    viewer: data.viewer,
    clients: new Set(data.clients.nodes.map(({ whmcsId }) => whmcsId)),
    owners: new Set(data.services.nodes.map((service) => service.client?.whmcsId)),
    byId: [data.one?.whmcsId, data.two?.whmcsId],
  };
}

describe.each([
  ['partner', 'PARTNER', [{ whmcsId: 1 }, { whmcsId: 2 }, { whmcsId: 3 }, { whmcsId: 4 }, { whmcsId: 5 }]],
  ['staff', 'STAFF', null],
])('for %s', (as, role, clients) => {
  it.each(['2', globalId('Client', 2)])('%s shows client 2 and nothing else', async (client) => {
    expect(await seenBy(as, client)).toMatchObject({
      viewer: { role, clients: [{ whmcsId: 2 }] },
      clients: new Set([2]),
      owners: new Set([2]),
      byId: [undefined, 2],
    });
  });

  it('holds for one request, even if responses are cached', async () => {
    const wide = await seenBy(as);
    expect(wide.viewer).toEqual({ role, clients });
    expect(wide.byId).toEqual([1, 2]);
    const again = await seenBy(as, '2');
    expect(again.clients).toEqual(new Set([2]));
    expect({ ...(await seenBy(as)), calls: [] }).toEqual({ ...wide, calls: [] });
    expect((await seenBy(as, '2')).calls).toEqual([]);
  });
});

it('never shows more: a foreign client gives the same bytes as a missing one', async () => {
  const raw = async (client: string) => {
    const before = gateway.simulator.calls.entries.length;
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer partner',
        'x-gateway-client': client,
        'x-request-id': 'the-same',
      },
      body: JSON.stringify({ query: everything }),
    });
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    const calls = gateway.simulator.calls.entries.slice(before).map(({ action }) => action);
    return { status: response.status, headers, body: await response.text(), calls };
  };
  const [foreign, missing] = [await raw('7'), await raw('99999')];
  expect(foreign).toEqual(missing);
  expect(foreign.calls).toEqual([]);
  expect(JSON.parse(foreign.body)).toEqual({
    data: {
      viewer: { role: 'PARTNER', clients: [] },
      clients: { nodes: [] },
      services: { nodes: [] },
      one: null,
      two: null,
    },
  });
});

it('limits mutations to the one client too', async () => {
  const update = (id: string) =>
    gateway.execute(
      `mutation { clientUpdate(input: { id: "${id}", phoneNumber: "+49 30 2" }) { __typename } }`,
      {},
      { as: 'partner', headers: { 'x-gateway-client': '2' } },
    );
  const [other, own] = [await update('3'), await update('2')];
  expect([other.data, other.calls]).toEqual([{ clientUpdate: { __typename: 'NotFoundError' } }, []]);
  expect(own.data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
});

it.each(['', 'x', '0', '-2', '2, 3', globalId('Service', 2)])(
  '"%s" is refused, and not taken for "all clients"',
  async (client) => {
    const { status, errors, data, calls } = await gateway.execute(
      everything,
      {},
      { as: 'partner', headers: { 'x-gateway-client': client } },
    );
    expect([status, errors?.[0]?.extensions, data, calls]).toEqual([400, { code: 'BAD_USER_INPUT' }, undefined, []]);
    expect(errors?.[0]?.message).toMatch(/^X-Gateway-Client: expected the id of a Client/);
  },
);
