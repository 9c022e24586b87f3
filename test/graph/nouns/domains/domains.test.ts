/** Domains: their data and its cost, and who sees them. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

interface Nodes<T> {
  nodes: T[];
  totalCount: number | null;
}

const gateway = useGateway({ simulator: { clients: 10 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

/** Client 1 has domains 1 to 7, client 2 has 8 to 14, and so on to client 6. */
const firstOf = (client: number) => client * 7 - 6;

describe('the data of a domain', () => {
  test("lists a client's domains for one call", async () => {
    const { data, errors, calls } = await execute<{ domains: Nodes<Record<string, unknown>> }>(
      `{ domains(clientId: "1") { totalCount nodes {
        whmcsId name status registrar registeredOn expiresOn nextDueOn recurringAmount { amount } orderType years
        dnsManagement emailForwarding idProtection doNotRenew client { whmcsId } order { whmcsId }
      } } }`,
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetClientsDomains']);
    expect(data.domains.totalCount).toBe(7);
    expect(data.domains.nodes.map(({ status }) => status)).toEqual([
      'ACTIVE',
      'PENDING',
      'PENDING_TRANSFER',
      'EXPIRED',
      'GRACE',
      'TRANSFERRED_AWAY',
      'CANCELLED',
    ]);
    const first = world().domains.get(1);
    expect(data.domains.nodes[0]).toMatchObject({
      name: first?.domainname,
      registrar: first?.registrar,
      expiresOn: first?.expirydate,
      orderType: 'Register',
      years: 2,
      dnsManagement: false,
      client: { whmcsId: 1 },
      order: { whmcsId: 2 },
    });
    expect(data.domains.nodes[1]).toMatchObject({ registrar: null, expiresOn: null, dnsManagement: true });
    expect(data.domains.nodes[6]).toMatchObject({ doNotRenew: true });
  });

  test('an unknown status is OTHER', async () => {
    const domain = world().domains.get(firstOf(5));
    if (domain) domain.status = 'Parked';
    const { data } = await execute(`{ domain(id: "${firstOf(5)}") { status } }`);
    expect(data).toEqual({ domain: { status: 'OTHER' } });
  });

  test("an amount's currency is its client's", async () => {
    const { data, calls } = await execute<{ domain: { firstPaymentAmount: { currencyCode: string } } }>(
      `{ domain(id: "1") { firstPaymentAmount { amount currencyCode } } }`,
    );
    expect(data.domain.firstPaymentAmount.currencyCode).toBe('EUR');
    expect(namesOf(calls)).toEqual(['GetClientsDomains', 'GetClientsDetails']);
  });

  test('a domain without an order has none, for no call', async () => {
    const { data, calls } = await execute<{ domains: Nodes<{ order: null }> }>(
      `{ domains(clientId: "7", first: 3) { nodes { order { number } } } }`,
    );
    expect(data.domains.nodes).toEqual([{ order: null }, { order: null }, { order: null }]);
    expect(calls).toHaveLength(1);
  });

  test('is found by its name', async () => {
    const name = world().domains.get(3)?.domainname;
    const { data } = await execute<{ domains: Nodes<object> }>(
      `query ($name: String) { domains(name: $name) { totalCount nodes { whmcsId } } }`,
      { name },
    );
    expect(data.domains).toEqual({ totalCount: 1, nodes: [{ whmcsId: 3 }] });
  });
});

describe('by number', () => {
  test('the id of a list finds the same domain again', async () => {
    const { data } = await execute<{ client: { domains: Nodes<{ id: string; name: string }> } }>(
      `{ client(id: "4") { domains(last: 1) { nodes { id name } } } }`,
    );
    const [last] = data.client.domains.nodes;
    expect(last?.id).toBe(globalId('Domain', firstOf(5) - 1, 4));
    const again = await execute(`query ($id: ID!) { node(id: $id) { id ... on Domain { name } } }`, { id: last?.id });
    expect(again.data).toEqual({ node: last });
    expect(namesOf(again.calls)).toEqual(['GetClientsDomains']);
  });

  test("several of one client's domains are found with one call", async () => {
    const ids = [1, 2, 3].map((domain) => globalId('Domain', domain, 1));
    const { data, calls } = await execute<{ nodes: object[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Domain { whmcsId } } }`,
      { ids },
    );
    expect(data.nodes).toEqual([1, 2, 3].map((whmcsId) => ({ whmcsId })));
    expect(calls).toHaveLength(1);
  });

  test('a missing domain is null', async () => {
    const { data, errors } = await execute(`{ domain(id: "99999") { name } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ domain: null });
  });
});

describe('who sees them', () => {
  const everyPath = `query ($id: ID!, $domain: ID!, $client: ID!) {
    node(id: $id) { id } domain(id: $domain) { whmcsId } domains(clientId: $client) { totalCount nodes { whmcsId } }
  }`;

  test.each([
    ['partner', 6],
    ['client', 2],
  ])("a %s sees nothing of a foreign client's", async (as, client) => {
    const ask = (domain: number) =>
      execute(
        everyPath,
        { id: globalId('Domain', domain, client), domain: String(domain), client: String(client) },
        { as },
      );
    const [foreign, missing] = [await ask(firstOf(client)), await ask(99_999)];
    expect(foreign.data).toEqual({ node: null, domain: null, domains: { totalCount: 0, nodes: [] } });
    expect(missing.data).toEqual(foreign.data);
    expect(namesOf(missing.calls)).toEqual(namesOf(foreign.calls));
  });

  test('the name of a foreign domain finds nothing', async () => {
    const name = world().domains.get(firstOf(2))?.domainname;
    const { data } = await execute(
      `query ($name: String) { domains(name: $name) { totalCount nodes { name } } }`,
      { name },
      { as: 'client' },
    );
    expect(data).toEqual({ domains: { totalCount: 0, nodes: [] } });
  });

  test("a partner's list is merged from its clients', counted exactly", async () => {
    const { data } = await execute<{ domains: Nodes<{ whmcsId: number }> }>(
      `{ domains(first: 3, offset: 33) { totalCount nodes { whmcsId } } }`,
      {},
      { as: 'partner' },
    );
    expect(data.domains).toEqual({ totalCount: 35, nodes: [{ whmcsId: 34 }, { whmcsId: 35 }] });
  });

  test('notes are for staff', async () => {
    const query = `{ domain(id: "1") { name notes } }`;
    expect((await execute(query)).errors).toBeUndefined();
    expectUnknown(await execute(query, {}, { as: 'client' }), 'notes');
  });
});
