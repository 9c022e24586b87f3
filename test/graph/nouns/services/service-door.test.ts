/** The door of services: who sees them, on every path, whatever WHMCS answers. */
import { describe, expect, test } from 'vitest';
import { restricted, staff, type Viewer } from '../../../../src/access/viewer.ts';
import { Graph } from '../../../../src/graph/graph.ts';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { idempotency } from '../../../../src/graph/write/idempotency.ts';
import { wallClock } from '../../../../src/graph/base/wall-clock.ts';
import { memoryJournal } from '../../../../src/journal/memory.ts';
import type { WhmcsClient } from '../../../../src/whmcs/client.ts';
import { decode } from '../../../../src/whmcs/wire/decode.ts';
import { useGateway } from '../../../support/gateway.ts';
import { upstreamOver } from '../../../support/upstream.ts';
import { expectUnknown } from '../../../support/unknown.ts';
import { Clients } from '../../../../src/graph/nouns/clients/client.ts';
import { Services } from '../../../../src/graph/nouns/services/service.ts';

interface Nodes<T> {
  nodes: T[];
  totalCount: number | null;
}

const { execute } = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

/** Client 1 has services 1 to 9, client 2 has 10 to 18, and so on to client 6. */
const firstOf = (client: number) => client * 9 - 8;

describe('who sees them', () => {
  const everyPath = `query ($id: ID!, $service: ID!, $client: ID!) {
    node(id: $id) { id } nodes(ids: [$id, $id]) { id } service(id: $service) { whmcsId }
    services(clientId: $client) { totalCount nodes { whmcsId } }
    client(id: $client) { services { nodes { whmcsId } } }
  }`;
  const nothing = {
    node: null,
    nodes: [null, null],
    service: null,
    services: { totalCount: 0, nodes: [] },
    client: null,
  };

  test.each([
    ['partner', 6],
    ['client', 2],
  ])("a %s sees nothing of a foreign client's", async (as, client) => {
    const service = firstOf(client);
    for (const hint of [client, 1]) {
      const { data, errors } = await execute(
        everyPath,
        { id: globalId('Service', service, hint), service: String(service), client: String(client) },
        { as },
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual(nothing);
    }
  });

  test('a foreign service and a missing one look and cost the same', async () => {
    const ask = (service: number) =>
      execute(
        everyPath,
        { id: globalId('Service', service, 2), service: String(service), client: '2' },
        { as: 'client' },
      );
    const [foreign, missing] = [await ask(firstOf(2)), await ask(88_888)];
    expect(foreign.data).toEqual(missing.data);
    expect(namesOf(foreign.calls)).toEqual(namesOf(missing.calls));
  });

  test('a client sees its own services on every path', async () => {
    const { data } = await execute<{ node: object; service: object; services: Nodes<object>; client: object }>(
      everyPath,
      { id: globalId('Service', 1, 1), service: '1', client: '1' },
      { as: 'client' },
    );
    expect(data.node).toEqual({ id: globalId('Service', 1, 1) });
    expect(data.service).toEqual({ whmcsId: 1 });
    expect(data.services.totalCount).toBe(9);
  });

  test("a partner's list is merged from its clients', counted exactly", async () => {
    const { data, calls } = await execute<{ services: Nodes<{ client: { whmcsId: number } }> }>(
      `{ services(first: 100) { totalCount nodes { client { whmcsId } } } }`,
      {},
      { as: 'partner' },
    );
    expect(data.services.totalCount).toBe(45);
    expect(new Set(data.services.nodes.map(({ client }) => client.whmcsId))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(calls).toHaveLength(5);
  });

  test.each(['notes', 'serverIp', 'dedicatedIp', 'assignedIps', 'overrideAutoSuspend', 'promotionId', 'serverId'])(
    '%s is for staff',
    async (field) => {
      const query = `{ service(id: "6") { ${field} } }`;
      expect((await execute(query)).errors).toBeUndefined();
      expectUnknown(await execute(query, {}, { as: 'client' }), field);
    },
  );

  test('shows a password to no viewer', async () => {
    const fields = await execute<{ __type: { fields: { name: string; type: { kind: string } }[] } }>(
      `{ __type(name: "Service") { fields { name type { kind } } } }`,
    );
    const plain = fields.data.__type.fields.filter(({ type }) => type.kind === 'SCALAR' || type.kind === 'ENUM');
    const told = await execute(
      `{ services(first: 100) { nodes { ${plain.map(({ name }) => name).join(' ')} assignedIps nameservers customFields { value } configOptions { value } } } }`,
    );
    expect(told.errors).toBeUndefined();
    expect(JSON.stringify(told)).toContain('Boulder');
    expect(JSON.stringify({ ...told, calls: [] })).not.toContain('SECRET-pw');
  });
});

describe('over a WHMCS that ignores its filters', () => {
  /** Answers every request with the services of client 2. */
  function graphOf(viewer: Viewer): Graph {
    const products = { product: [10, 11].map((id) => ({ id, clientid: '2', pid: 1, status: 'Active' })) };
    const client: WhmcsClient = {
      allows: () => true,
      form: (_, params) => JSON.stringify(params),
      load: { limit: 1, active: 0, queued: 0, background: 0 },
      close: () => Promise.resolve(),
      call: (command) =>
        Promise.resolve({ answer: decode(command, { result: 'success', products }, 200), size: 1, ms: 1 }),
    };
    return new Graph(viewer, {
      ...upstreamOver(client, { shared: false }),
      clock: wallClock('UTC'),
      idempotency: idempotency(memoryJournal()),
    });
  }

  test('gives each operation its own instance of a noun', () => {
    const graph = graphOf(staff('staff'));
    expect(graph.noun(Services)).toBe(graph.noun(Services));
    expect(graph.noun(Services)).not.toBe(graphOf(staff('staff')).noun(Services));
    expect(graph.noun(Services)).not.toBe(graph.noun(Clients));
  });

  test('shows no other service than the requested one', async () => {
    const graph = graphOf(staff('staff'));
    expect(await graph.noun(Services).byId(3)).toBeNull();
    expect((await graph.noun(Services).byId(11))?.ownerId).toBe(2);
    graph.session.end();
  });

  test('shows a client no foreign service', async () => {
    const graph = graphOf(restricted('client', 'CLIENT', [1]));
    expect(await graph.noun(Services).byId(10)).toBeNull();
    expect((await graph.noun(Services).page({})).edges).toEqual([]);
    expect((await graph.noun(Services).page({ clientId: 1 })).edges).toEqual([]);
    graph.session.end();
  });
});
