/** Whole responses: which requests share one, at what price, and for how long. */
import { describe, expect, it } from 'vitest';
import { restricted, staff } from '../../../src/access/viewer.ts';
import { responseCache, responseKey, type StoredResponse } from '../../../src/gateway/response-cache/response-cache.ts';
import { useClock } from '../../support/clock.ts';
import { useGateway, type As } from '../../support/gateway.ts';
import { wholeResponses } from '../../support/whole-responses.ts';

const { pass } = useClock();
const gateway = useGateway({ simulator: { clients: 12 } });

/** Longer than any response is stored. */
const LONG = 24 * 60 * 60;

const page = (id: number) => `query Page { client(id: "${id}") { fullName services { nodes { name status } } } }`;

describe('an identical read', () => {
  it('is answered without calls or parsing, and reports its own price', async () => {
    const first = await gateway.execute(page(1));
    const before = await wholeResponses(gateway);
    const again = await gateway.execute(page(1));
    expect(first.extensions?.whmcs).toMatchObject({ calls: 2, cacheHits: 0 });
    expect(again.extensions).toEqual({
      whmcs: { calls: 0, byCommand: {}, cacheHits: 2, stale: [], waitedMs: 0 },
    });
    expect([again.data, again.calls]).toEqual([first.data, []]);
    expect((await wholeResponses(gateway)) - before).toBe(1);
  });

  it('gets the same headers and its own request id', async () => {
    const headersOf = async () => {
      const { headers } = await gateway.execute('query Names { clients(first: 2) { nodes { fullName } } }');
      const told = [...headers].filter(([name]) => !['date', 'x-request-id', 'content-length'].includes(name));
      return { told, id: headers.get('x-request-id') };
    };
    const before = await wholeResponses(gateway);
    const [first, again] = [await headersOf(), await headersOf()];
    expect((await wholeResponses(gateway)) - before).toBe(1);
    expect(again.told).toEqual(first.told);
    expect(again.told).toContainEqual(['cache-control', 'no-store']);
    expect(again.id).not.toBe(first.id);
  });

  it('shows its price to staff only', async () => {
    const before = await wholeResponses(gateway);
    const told = [
      await gateway.execute(page(1), {}, { as: 'client' }),
      await gateway.execute(page(1), {}, { as: 'client' }),
    ];
    expect(told.map(({ extensions }) => extensions)).toEqual([undefined, undefined]);
    expect((await wholeResponses(gateway)) - before).toBe(1);
  });

  it('may come by GET and in any media type', async () => {
    const url = `/graphql?query=${encodeURIComponent('{ client(id: "2") { fullName } }')}`;
    const get = async (accept: string) => {
      const response = await gateway.fetch(url, {
        headers: { authorization: 'Bearer staff', 'x-gateway-preflight': '1', accept },
      });
      return [response.headers.get('content-type'), await response.text()];
    };
    const before = await wholeResponses(gateway);
    for (const type of ['application/json', 'application/graphql-response+json']) {
      const [first, again] = [await get(type), await get(type)];
      expect([first?.[0], again?.[0]]).toEqual([`${type}; charset=utf-8`, `${type}; charset=utf-8`]);
      expect(JSON.parse(again?.[1] ?? '')).toHaveProperty(
        'data',
        (JSON.parse(first?.[1] ?? '') as { data: unknown }).data,
      );
    }
    expect((await wholeResponses(gateway)) - before).toBe(2);
  });

  it('misses the cache with other variables or another operation name', async () => {
    const document = 'query One($id: ID) { client(id: $id) { fullName } } query Two { client(id: "4") { whmcsId } }';
    const send = async (variables: object, operationName: string) => {
      const response = await gateway.fetch('/graphql', {
        method: 'POST',
        headers: { authorization: 'Bearer staff', 'content-type': 'application/json' },
        body: JSON.stringify({ query: document, variables, operationName }),
      });
      return ((await response.json()) as { data: unknown }).data;
    };
    const three = await send({ id: '3' }, 'One');
    const four = await send({ id: '4' }, 'One');
    expect(three).not.toEqual(four);
    expect(await send({ id: '4' }, 'Two')).toEqual({ client: { whmcsId: 4 } });
    expect(await send({ id: '3' }, 'One')).toEqual(three);
  });
});

describe('many identical requests at once', () => {
  it('cost the calls of one', async () => {
    pass(LONG);
    const all = await Promise.all(Array.from({ length: 16 }, () => gateway.execute(page(5))));
    expect(new Set(all.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    const paid = all.map(({ extensions }) => extensions?.whmcs?.calls ?? 0).filter((calls) => calls > 0);
    expect(paid).toEqual([2]);
  });
});

describe('a viewer', () => {
  it('never gets the response of another viewer', async () => {
    const mine = '{ viewer { name } clients(first: 50) { totalCount } }';
    const ask = async (as: As) => (await gateway.execute(mine, {}, { as })).data;
    const expected = [
      { viewer: { name: 'staff' }, clients: { totalCount: 12 } },
      { viewer: { name: 'partner' }, clients: { totalCount: 5 } },
      { viewer: { name: 'client' }, clients: { totalCount: 1 } },
    ];
    const everybody: As[] = ['staff', 'partner', 'client'];
    const executed = await Promise.all(everybody.map(ask));
    const fromMemory = await Promise.all(everybody.map(ask));
    expect([executed, fromMemory]).toEqual([expected, expected]);
  });

  it('that narrows a request gets a narrowed response', async () => {
    const count = async (headers: Record<string, string> = {}) =>
      (await gateway.execute('{ clients(first: 20) { nodes { whmcsId } } }', {}, { as: 'partner', headers })).data;
    const [all, one] = [await count(), await count({ 'x-gateway-client': '2' })];
    expect(one).toEqual({ clients: { nodes: [{ whmcsId: 2 }] } });
    expect([await count(), await count({ 'x-gateway-client': '2' })]).toEqual([all, one]);
  });

  it('with the same name and other permissions has its own cache entries', () => {
    const request = { method: 'POST', path: '/graphql', accept: '*/*', contentType: 'application/json', body: '{}' };
    const viewers = [
      staff('one'),
      staff('two'),
      restricted('one', 'PARTNER', [1]),
      restricted('one', 'PARTNER', [1, 2]),
      restricted('one', 'CLIENT', [1]),
    ];
    expect(new Set(viewers.map((viewer) => responseKey(viewer, request))).size).toBe(viewers.length);
  });
});

describe('a cached response is fresh', () => {
  it('as long as its shortest-lived answer', async () => {
    pass(LONG);
    const both = '{ client(id: "6") { fullName } tickets(clientId: 6, first: 5) { nodes { id status } } }';
    await gateway.execute(both);
    pass(29);
    expect((await gateway.execute(both)).extensions?.whmcs).toMatchObject({ calls: 0, cacheHits: 2 });
    pass(2);
    expect((await gateway.execute(both)).extensions?.whmcs?.byCommand).toEqual({ GetTickets: 1 });
  });

  it('no longer when executed later: its age is that of its oldest answer', async () => {
    pass(LONG);
    await gateway.execute('{ client(id: "7") { fullName } }');
    pass(50);
    await gateway.execute('{ client(id: "7") { firstName } }');
    pass(11);
    const { calls } = await gateway.execute('{ client(id: "7") { firstName } }');
    expect(calls.map(({ action }) => action)).toEqual(['GetClientsDetails']);
  });

  it('for a short time when it needed no call', async () => {
    const before = await wholeResponses(gateway);
    const introspection = '{ __schema { queryType { name } } }';
    await gateway.execute(introspection);
    await gateway.execute(introspection);
    pass(LONG);
    await gateway.execute(introspection);
    expect((await wholeResponses(gateway)) - before).toBe(1);
  });
});

describe('the response cache', () => {
  const kept = (bytes: number): StoredResponse => ({
    headers: {},
    body: Buffer.alloc(bytes),
    operationName: undefined,
    price: { calls: 0, byCommand: {}, cacheHits: 1, stale: [], waitedMs: 0 },
    provenance: { answers: 1, tags: ['clients'], askedAt: 0, freshUntil: Infinity },
  });
  const KIB = 1024;
  const small = () => responseCache({ maxBytes: 64 * KIB, isAlive: () => true });

  it('has a limit in bytes and evicts the least recently used response', () => {
    const responses = small();
    const keys = Array.from({ length: 1_000 }, (_, index) => `${index}`);
    for (const key of keys) {
      responses.keep(key, kept(KIB));
      responses.at('0');
    }
    const left = keys.filter((key) => responses.at(key));
    expect(left.length).toBeGreaterThan(20);
    expect(left.length).toBeLessThan(64);
    expect([left[0], left.at(-1)]).toEqual(['0', '999']);
  });

  it('stores no response that would evict all others, and none under an overlong key', () => {
    const responses = small();
    responses.keep('large', kept(9 * KIB));
    expect(responses.at('large')).toBeUndefined();
    const body = 'x'.repeat(70 * KIB);
    const request = { method: 'POST', path: '/graphql', accept: undefined, contentType: 'application/json', body };
    expect(responseKey(staff('staff'), request)).toBeNull();
  });
});
