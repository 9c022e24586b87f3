/** X-Gateway-Explain: the plan of an operation, and its estimated cost instead of its execution. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../../../src/config/limits.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { startTestGateway, useGateway, type As } from '../../support/gateway.ts';
import { forecast, foretold, fresh, only } from './explain-rig.ts';

const plan = { 'x-gateway-explain': 'plan' };

const services = '{ client(id: "1") { services(first: 5) { nodes { id } } } }';
const suspend = 'mutation { serviceSuspend(input: { serviceId: "1" }) { __typename } }';

describe('plan', () => {
  const gateway = useGateway({ gateway: { sharedCache: false } });
  const nodes = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const owned = () =>
    [1, 2].flatMap((client) =>
      gateway.simulator.world.services
        .of(client)
        .slice(0, 2)
        .map(({ id }) => globalId('Service', id, client)),
    );
  const asked = async (as: As, headers: Record<string, string>) =>
    (await gateway.execute(nodes, { ids: owned() }, { as, headers })).extensions;

  it('lists each decision with its figures beside the response', async () => {
    const ms: unknown = expect.any(Number);
    expect((await asked('staff', plan))?.whmcs).toMatchObject({
      calls: 2,
      plan: [
        {
          things: 'service',
          wanted: 4,
          ways: [
            { way: 'points', calls: 4, ms },
            { way: 'lists', calls: 2, ms },
          ],
          chosen: 'lists',
        },
      ],
    });
  });

  it('is empty without decisions', async () => {
    const { extensions } = await gateway.execute('{ currencies { code } }', {}, { headers: plan });
    expect(extensions?.whmcs?.plan).toEqual([]);
  });

  it('is shown only to staff that request it', async () => {
    expect((await asked('staff', {}))?.whmcs).not.toHaveProperty('plan');
    expect((await asked('staff', { 'x-gateway-explain': 'please' }))?.whmcs).not.toHaveProperty('plan');
    expect(await asked('partner', plan)).toBeUndefined();
  });
});

describe('only', () => {
  it.each(['application/json', 'application/graphql-response+json'])('answers %s with no data', async (accept) => {
    const gateway = await fresh();
    const { status, headers, data, errors, calls, extensions } = await gateway.execute(
      services,
      {},
      { headers: { ...only, accept } },
    );
    expect([status, headers.get('content-type')]).toEqual([200, `${accept}; charset=utf-8`]);
    expect([data, errors, calls]).toEqual([null, undefined, []]);
    expect(extensions).toEqual({
      whmcs: {
        calls: 0,
        byCommand: {},
        cacheHits: 0,
        stale: [],
        waitedMs: 0,
        forecast: {
          least: 1,
          most: 2,
          byPath: [
            { path: 'client', least: 1, most: 1 },
            { path: 'client.services', least: 0, most: 1 },
          ],
          rows: { most: 6, limit: 20_000 },
        },
      },
    });
  });

  it('is for staff: other viewers get a normal response', async () => {
    const gateway = await fresh();
    const { data, extensions } = await gateway.execute('{ currencies { code } }', {}, { as: 'partner', headers: only });
    expect(data).not.toBeNull();
    expect(extensions).toBeUndefined();
  });

  it('gives the usual error for an operation that cannot be executed', async () => {
    const gateway = await fresh();
    const byId = 'query ($id: ID!) { client(id: $id) { id } }';
    for (const [document, given, code] of [
      [byId, {}, 'BAD_USER_INPUT'],
      ['{ nonsense }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ] as const) {
      const explained = await gateway.execute(document, given, { headers: only });
      const executed = await gateway.execute(document, given);
      expect(explained.errors).toMatchObject([{ extensions: { code } }]);
      expect([explained.errors, explained.status]).toEqual([executed.errors, executed.status]);
    }
  });

  it('executes nothing, claims no key, and invalidates nothing', async () => {
    const gateway = await fresh();
    await gateway.execute('{ service(id: "1") { status } }');
    const pay = (amount: string) =>
      `mutation { invoicePaymentAdd(input: { invoiceId: "1002", transactionId: "T1", gateway: "stripe", amount: "${amount}",
        idempotencyKey: "once" }) { __typename ... on InvoicePaymentAddPayload { invoice { status } } } }`;
    expect(await forecast(gateway, suspend)).toMatchObject({ least: 1, most: 2 });
    expect(await forecast(gateway, pay('1.00'))).toMatchObject({ least: 1, most: 5 });
    expect(gateway.simulator.world.services.get(1)?.status).toBe('Active');
    // The service is still in memory, and the key is free for another input.
    expect(await foretold(gateway, '{ service(id: "1") { name } }')).toEqual([0, 0, 0]);
    expect((await gateway.execute(pay('2.00'))).data).toMatchObject({
      invoicePaymentAdd: { __typename: 'InvoicePaymentAddPayload' },
    });
  });

  it('knows the result stored under a key', async () => {
    const gateway = await fresh();
    const order = `mutation { orderAccept(input: { orderId: "3", idempotencyKey: "once" }) {
      __typename ... on OrderAcceptPayload { order { number } } } }`;
    expect(await foretold(gateway, order)).toEqual([1, 3, 3]);
    expect(await foretold(gateway, order)).toEqual([0, 0, 0]);
  });

  it('does not rely on a concurrent call of another request', async () => {
    const gateway = await fresh();
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'hang' });
    const caller = new AbortController();
    const asked = gateway.execute('{ currencies { code } }', {}, { signal: caller.signal });
    await expect.poll(() => gateway.simulator.calls.total, { interval: 5 }).toBe(1);
    expect(await forecast(gateway, '{ currencies { id } }')).toMatchObject({ least: 0, most: 1 });
    caller.abort();
    await expect(asked).rejects.toThrow('aborted');
  });

  it('does not rely on the existence of an entity', async () => {
    const gateway = await startTestGateway({ simulator: { clients: 8 }, whmcs: { maxConcurrency: 1 } });
    onTestFinished(() => gateway.close());
    const lists = 'services { totalCount } domains { totalCount } invoices { totalCount } tickets { totalCount }';
    const [least, calls, most] = await foretold(gateway, `{ client(id: "999") { ${lists} } }`);
    expect([least, most]).toEqual([1, 5]);
    // The lists wait in the queue, and are cancelled when the client does not exist.
    expect(calls).toBeLessThan(5);
    expect(await foretold(gateway, `{ client(id: "1") { ${lists} } }`)).toEqual([1, 5, 5]);
  });

  it('counts the background refresh of a stale answer', async () => {
    const seconds = { reference: 0, record: 60, list: 60 };
    const gateway = await fresh({
      cacheSeconds: seconds,
      staleSeconds: { ...defaultLimits.staleSeconds, reference: 60 },
    });
    await gateway.execute('{ currencies { code } }');
    expect(await foretold(gateway, '{ currencies { id } }')).toEqual([1, 1, 1]);
  });

  it('counts every call when the request bypasses the cache', async () => {
    const gateway = await fresh();
    await gateway.execute(services);
    expect(await forecast(gateway, services)).toMatchObject({ least: 0, most: 0 });
    expect(await forecast(gateway, services, {}, { 'cache-control': 'no-cache' })).toMatchObject({ least: 1, most: 2 });
  });

  it('counts shared entities once, and no facts that the entities already include', async () => {
    const gateway = await fresh();
    const invoices = (fields: string) => `{ invoices(first: 20) { nodes { number ${fields} client { fullName } } } }`;
    expect(await forecast(gateway, invoices(''))).toMatchObject({ least: 1, most: 1 });
    expect(await forecast(gateway, invoices('balance { amount } items { id }'))).toMatchObject({ least: 1, most: 21 });
    expect(await forecast(gateway, '{ services(first: 20) { nodes { product { type } } } }')).toMatchObject({
      most: 2,
    });
  });

  it('counts a list sweep, and each entity that it may miss', async () => {
    const gateway = await fresh();
    await gateway.execute('{ clients(first: 1) { totalCount } }');
    const companies = '{ tickets(first: 10) { nodes { client { companyName } } } }';
    expect(await foretold(gateway, companies)).toEqual([1, 2, 12]);
  });

  it('is exact when the needed entities are known', async () => {
    const gateway = await fresh();
    const { data } = await gateway.execute<{ invoices: { nodes: { client: { id: string } }[] } }>(
      '{ invoices(first: 20) { nodes { client { id } } } }',
    );
    const clients = new Set(data.invoices.nodes.map(({ client }) => client.id)).size;
    const addresses = '{ invoices(first: 20) { nodes { client { address { city } } } } }';
    expect(await foretold(gateway, addresses)).toEqual([clients, clients, clients]);
    expect(await foretold(gateway, addresses)).toEqual([0, 0, 0]);
  });

  it('reports an unknown upper bound', async () => {
    const gateway = await fresh();
    const suspended = '{ client(id: "7") { services(status: SUSPENDED) { totalCount } } }';
    expect(await forecast(gateway, suspended)).toMatchObject({
      least: 1,
      most: null,
      byPath: [
        { path: 'client.services', most: null },
        { path: 'client', most: 1 },
      ],
    });
    const items = '{ orders(first: 1) { nodes { items { service { username } } } } }';
    expect(await forecast(gateway, items)).toMatchObject({ least: 1, most: null });
    // A client has no more services than exist.
    await gateway.execute('{ services(first: 1) { totalCount } }');
    const pages = Math.ceil(gateway.simulator.world.services.size / 100);
    expect(await forecast(gateway, suspended)).toMatchObject({ least: 1, most: 1 + pages });
  });
});
