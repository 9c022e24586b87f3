/** Clients: the calls that they cost, and who sees them. */
import { describe, expect, test } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

describe('the cost of a client', () => {
  const gateway = useGateway({ gateway: { sharedCache: false } });

  test('a page of clients is one call', async () => {
    const { data, errors, calls } = await gateway.execute<{ clients: { nodes: unknown[] } }>(
      '{ clients(first: 100) { totalCount nodes { id fullName companyName email status registeredOn } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.clients.nodes).toHaveLength(100);
    expect(calls).toHaveLength(1);
  });

  test('a client’s record, whole, is one call; the day of registration one more', async () => {
    const record =
      '{ client(id: "1") { fullName email address { line1 countryCode } credit { amount currencyCode } customFields { fieldId value } currency { code } } }';
    const { errors, calls } = await gateway.execute(record);
    expect(errors).toBeUndefined();
    expect(calls.map(({ action }) => action)).toEqual(['GetClientsDetails']);
    const { data, ...more } = await gateway.execute('{ client(id: "1") { fullName registeredOn } }');
    expect(more.calls.map(({ action }) => action)).toEqual(['GetClientsDetails', 'GetClients']);
    expect(data).toMatchObject({ client: { registeredOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } });
  });

  test('formatted money costs the list of currencies, once for all', async () => {
    const { data, calls } = await gateway.execute<{ a: { credit: { formatted: string; amount: string } } }>(
      '{ a: client(id: "1") { credit { amount formatted } } b: client(id: "2") { credit { formatted } } }',
    );
    expect(calls.map(({ action }) => action).toSorted()).toEqual([
      'GetClientsDetails',
      'GetClientsDetails',
      'GetCurrencies',
    ]);
    expect(data.a.credit.formatted).toContain(data.a.credit.amount);
  });

  test('names are shown as people typed them', async () => {
    const { data } = await gateway.execute<{
      clients: { nodes: { whmcsId: number; firstName: string; lastName: string }[] };
    }>('{ clients(first: 100, orderBy: { field: ID, direction: ASC }) { nodes { whmcsId firstName lastName } } }');
    for (const { whmcsId, firstName, lastName } of data.clients.nodes) {
      const client = gateway.simulator.world.clients.get(whmcsId);
      expect({ firstName, lastName }).toEqual({ firstName: client?.firstname, lastName: client?.lastname });
    }
  });
});

describe('answers that operations share', () => {
  const gateway = useGateway();

  test('equal requests of different operations and viewers are cache hits', async () => {
    const asked = '{ client(id: "1") { fullName email } }';
    expect((await gateway.execute(asked)).calls).toHaveLength(1);
    const again = await gateway.execute(asked);
    expect(again.calls).toEqual([]);
    expect(again.extensions?.whmcs).toMatchObject({ calls: 0, cacheHits: 1 });
    expect((await gateway.execute(asked, {}, { as: 'client' })).calls).toEqual([]);
  });

  test('equal requests at the same time join one flight', async () => {
    gateway.simulator.fail({ kind: 'latency', latencyMs: 50, times: 1 });
    const asked = '{ client(id: "2") { fullName } }';
    const answers = await Promise.all(Array.from({ length: 16 }, () => gateway.execute(asked)));
    expect(gateway.simulator.calls.entries.filter(({ params }) => params['clientid'] === '2')).toHaveLength(1);
    expect(answers.reduce((sum, { extensions }) => sum + (extensions?.whmcs?.calls ?? 0), 0)).toBe(1);
  });
});

describe('who sees a client', () => {
  const gateway = useGateway();

  test('by id or address, exactly one', async () => {
    const email = gateway.simulator.world.clients.get(1)?.email ?? '';
    const { data } = await gateway.execute<{ client: { whmcsId: number } }>(
      'query ($email: String) { client(email: $email) { whmcsId } }',
      { email: email.toUpperCase() },
    );
    expect(data.client.whmcsId).toBe(1);
    for (const args of ['', '(id: "1", email: "a@b.example")']) {
      const { errors, calls } = await gateway.execute(`{ client${args} { id } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(calls).toEqual([]);
    }
  });

  test('a foreign client and a missing one look the same, and cost nothing', async () => {
    for (const id of ['7', '99999']) {
      const { data, errors, calls, extensions } = await gateway.execute(
        `{ client(id: "${id}") { id } }`,
        {},
        { as: 'partner' },
      );
      expect({ data, errors, calls, extensions }).toEqual({
        data: { client: null },
        errors: undefined,
        calls: [],
        extensions: undefined,
      });
    }
    const foreign = gateway.simulator.world.clients.get(7)?.email;
    const { data } = await gateway.execute(`{ client(email: "${foreign}") { id } }`, {}, { as: 'partner' });
    expect(data).toEqual({ client: null });
  });

  test('a partner’s clients are its own, found and ordered as in WHMCS', async () => {
    const { data } = await gateway.execute<{ clients: { totalCount: number; nodes: { whmcsId: number }[] } }>(
      '{ clients { totalCount nodes { whmcsId } } }',
      {},
      { as: 'partner' },
    );
    expect(data.clients).toEqual({ totalCount: 5, nodes: [1, 2, 3, 4, 5].map((whmcsId) => ({ whmcsId })) });
    const start = gateway.simulator.world.clients.get(3)?.email.slice(0, 6);
    const found = await gateway.execute<typeof data>(
      `{ clients(search: "${start}") { totalCount nodes { whmcsId } } }`,
      {},
      { as: 'partner' },
    );
    expect(found.data.clients.nodes).toContainEqual({ whmcsId: 3 });
  });

  test('administrators’ notes are for staff only', async () => {
    const asked = '{ client(id: "1") { fullName notes stats { activeServiceCount } } }';
    expect((await gateway.execute(asked)).errors).toBeUndefined();
    expectUnknown(await gateway.execute(asked, {}, { as: 'client' }), 'notes', 'stats');
  });
});
