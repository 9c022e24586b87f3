/** Services: their data and its cost. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

interface Nodes<T> {
  nodes: T[];
  totalCount: number | null;
}
type Named = { whmcsId: number; status: string };

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

/** Client 1 has services 1 to 9, client 2 has 10 to 18, and so on to client 6; client 7 has 120. */
const firstOf = (client: number) => client * 9 - 8;

describe('the data of a service', () => {
  test('lists services with product, order and client for one call', async () => {
    const { data, errors, calls } = await execute<{ services: Nodes<Record<string, unknown>> }>(
      `{ services(clientId: "1") { totalCount nodes {
        whmcsId name groupName status billingCycle registeredOn
        product { whmcsId name groupName } order { whmcsId number } client { whmcsId }
        recurringAmount { amount } configOptions { optionId name type value } customFields { fieldId name value }
      } } }`,
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetClientsProducts']);
    expect(data.services.totalCount).toBe(9);
    expect(data.services.nodes[1]).toMatchObject({
      whmcsId: 2,
      name: 'Ridge VPS',
      groupName: 'Virtual Servers',
      status: 'SUSPENDED',
      billingCycle: 'MONTHLY',
      product: { whmcsId: 4, name: 'Ridge VPS', groupName: 'Virtual Servers' },
      order: { whmcsId: 1, number: String(world().orders.get(1)?.ordernum) },
      client: { whmcsId: 1 },
      recurringAmount: { amount: '22.10' },
    });
    expect(data.services.nodes[1]?.['configOptions']).toContainEqual({
      optionId: globalId('ConfigOption', 5),
      name: 'Memory',
      type: 'dropdown',
      value: '4 GB',
    });
    expect(data.services.nodes[1]?.['customFields']).toEqual([
      { fieldId: globalId('CustomField', 12), name: 'Rescue contact', value: 'rescue@client1.example' },
    ]);
  });

  test('reads the clients’ names once, and all products’ types once', async () => {
    const { data, calls } = await execute<{
      services: Nodes<{ client: { fullName: string }; product: { type: string } }>;
    }>(`{ services(clientId: "1") { nodes { client { fullName } product { type } } } }`);
    expect(namesOf(calls).toSorted()).toEqual(['GetClientsDetails', 'GetClientsProducts', 'GetProducts']);
    expect(calls.find(({ action }) => action === 'GetProducts')?.params).toMatchObject({ pid: '1,2,3,4,5,6,7,8' });
    expect(data.services.nodes.map(({ product }) => product.type)).toContain('reselleraccount');
    expect(data.services.nodes[0]?.client.fullName).toBeTruthy();
  });

  test('shows every billing cycle, and zero dates as null', async () => {
    const { data } = await execute<{ client: { services: Nodes<{ billingCycle: string; nextDueOn: string | null }> } }>(
      `{ client(id: "2") { services { nodes { billingCycle nextDueOn } } } }`,
    );
    const cycles = data.client.services.nodes.map(({ billingCycle }) => billingCycle);
    expect(new Set(cycles)).toEqual(new Set(['MONTHLY', 'ONE_TIME', 'FREE']));
    for (const { billingCycle, nextDueOn } of data.client.services.nodes) {
      expect(nextDueOn === null).toBe(billingCycle !== 'MONTHLY');
    }
  });

  test("an amount's currency costs its client's record, the amount alone does not", async () => {
    const { data, calls } = await execute<{ service: { recurringAmount: object } }>(
      `{ service(id: "1") { recurringAmount { amount currencyCode formatted } } }`,
    );
    expect(data.service.recurringAmount).toEqual({ amount: '11.90', currencyCode: 'EUR', formatted: '€11.90 EUR' });
    expect(namesOf(calls)).toEqual(['GetClientsProducts', 'GetClientsDetails', 'GetCurrencies']);
  });

  test('filters by product, domain and account name', async () => {
    const service = world().services.get(1);
    const { data, calls } = await execute<Record<'a' | 'b' | 'c', Nodes<{ whmcsId: number }>>>(
      `query ($domain: String, $username: String) {
        a: services(productId: "8", first: 2) { nodes { whmcsId } }
        b: services(domainName: $domain) { nodes { whmcsId } }
        c: services(username: $username) { nodes { whmcsId } }
      }`,
      { domain: service?.domain, username: service?.username },
    );
    expect(data.a.nodes.map(({ whmcsId }) => whmcsId)).toEqual([9, 18]);
    expect(data.b.nodes).toEqual([{ whmcsId: 1 }]);
    expect(data.c.nodes).toEqual([{ whmcsId: 1 }]);
    expect(calls).toHaveLength(3);
  });

  test('counts by status over the whole list of the client, a page of a hundred at a time', async () => {
    const { data, calls } = await execute<{ client: { services: Nodes<Named> & { pageInfo: object } } }>(
      `{ client(id: "7") { services(status: SUSPENDED, first: 5, offset: 10) {
        totalCount nodes { whmcsId status } pageInfo { hasNextPage hasPreviousPage }
      } } }`,
    );
    const suspended = world()
      .services.of(7)
      .filter(({ status }) => status === 'Suspended');
    const { services } = data.client;
    expect(services.totalCount).toBe(suspended.length);
    expect(services.nodes.map(({ whmcsId }) => whmcsId)).toEqual(suspended.slice(10, 15).map(({ id }) => id));
    expect(services.pageInfo).toEqual({ hasNextPage: suspended.length > 15, hasPreviousPage: true });
    expect(namesOf(calls)).toEqual(['GetClientsDetails', 'GetClientsProducts', 'GetClientsProducts']);
    expect(calls.at(-1)?.params).not.toHaveProperty('status');
  });

  test('without a status one page is one call, from the end too', async () => {
    const { data, calls } = await execute<{ services: Nodes<{ whmcsId: number }> }>(
      `{ services(clientId: "1", last: 2) { totalCount nodes { whmcsId } } }`,
    );
    expect(data.services.nodes.map(({ whmcsId }) => whmcsId)).toEqual([8, 9]);
    expect(calls.length).toBeLessThanOrEqual(2);
  });

  test('a client without services has an empty list', async () => {
    const { data } = await execute<{ services: object }>(
      `{ services(clientId: "8") { totalCount nodes { whmcsId } pageInfo { hasNextPage } } }`,
    );
    expect(data.services).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } });
  });
});

describe('by number', () => {
  test('the id of a list finds the same service again', async () => {
    const { data } = await execute<{ services: Nodes<{ id: string }> }>(
      `{ services(clientId: "3", first: 1) { nodes { id } } }`,
    );
    const id = data.services.nodes[0]?.id ?? '';
    expect(id).toBe(globalId('Service', firstOf(3), 3));
    const again = await execute<{ node: object; service: object }>(
      `query ($id: ID!) { node(id: $id) { id ... on Service { name } } service(id: $id) { id name } }`,
      { id },
    );
    expect(again.data.node).toEqual({ id, name: 'Boulder' });
    expect(again.data.service).toEqual(again.data.node);
    expect(namesOf(again.calls)).toEqual(['GetClientsProducts']);
  });

  test("several of one client's services are found with one call", async () => {
    const ids = [1, 2, 3, 4].map((service) => globalId('Service', service, 1));
    const { data, calls } = await execute<{ nodes: object[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Service { whmcsId } } }`,
      { ids },
    );
    expect(data.nodes).toEqual([1, 2, 3, 4].map((whmcsId) => ({ whmcsId })));
    expect(calls).toHaveLength(1);
  });

  test('a wrong hint costs a call and changes nothing else', async () => {
    const ids = [globalId('Service', firstOf(2), 1), globalId('Service', 1, 1), globalId('Service', 2, 4)];
    const { data, calls } = await execute<{ nodes: object[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Service { whmcsId } } }`,
      { ids },
    );
    expect(data.nodes).toEqual([
      { id: globalId('Service', firstOf(2), 2), whmcsId: firstOf(2) },
      { id: globalId('Service', 1, 1), whmcsId: 1 },
      { id: globalId('Service', 2, 1), whmcsId: 2 },
    ]);
    // Client 1's list, which holds the third too, and the first alone.
    expect(calls).toHaveLength(2);
  });

  test('a missing service is null', async () => {
    const { data, errors } = await execute(`{ service(id: "99999") { name } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ service: null });
  });

  test('the id of another type is refused', async () => {
    const { errors } = await execute('query ($id: ID!) { service(id: $id) { name } }', { id: globalId('Invoice', 1) });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
