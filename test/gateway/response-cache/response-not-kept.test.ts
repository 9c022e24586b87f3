/** Whole responses: which are never stored, what invalidates one, and that a cache hit skips none of the checks before it. */
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { useClock } from '../../support/clock.ts';
import { startTestGateway, useGateway, type ExecuteOptions } from '../../support/gateway.ts';
import { settled, until } from '../../support/settled.ts';
import { wholeResponses } from '../../support/whole-responses.ts';

const lines: string[] = [];
const destination = new Writable({
  write(written: Buffer, _, done) {
    lines.push(...written.toString().trimEnd().split('\n'));
    done();
  },
});

const { pass } = useClock();
const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { limits: { bodyBytes: 2_000 }, log: createLog({ level: 'info', secrets: [] }, destination) },
});

let before = 0;
beforeEach(async () => {
  gateway.simulator.heal();
  // Let the cache entries of earlier tests expire.
  pass(7 * 24 * 60 * 60);
  before = await wholeResponses(gateway);
});
afterEach(() => settled(gateway));

const given = async (): Promise<number> => (await wholeResponses(gateway)) - before;

const client = (id: number) => gateway.simulator.world.clients.get(id) ?? expect.fail(`there is no client ${id}`);
const named = (id: number) => `{ client(id: "${id}") { firstName } }`;
const firstName = async (id: number, options: ExecuteOptions = {}): Promise<unknown> => {
  const { data } = await gateway.execute<{ client: { firstName: string } }>(named(id), {}, options);
  return data.client.firstName;
};
const rename = (id: number, name: string) =>
  gateway.execute(`mutation { clientUpdate(input: { id: "${id}", firstName: "${name}" }) { __typename } }`);
const whmcsSees = (action: string, before: number) => until(() => gateway.simulator.calls.of(action) > before);

describe('the response cache never stores', () => {
  it.each(['invoice(id: "no number") { id }', 'tickets(first: 1) { totalCount }'])(
    'a response with errors: %s',
    async (failing) => {
      gateway.simulator.fail({ action: 'GetTickets', kind: 'wrong-credential' });
      const partial = `{ client(id: "1") { firstName } ${failing} }`;
      for (const _ of ['first', 'again']) expect((await gateway.execute(partial)).errors).toHaveLength(1);
      expect(await given()).toBe(0);
    },
  );

  it('a response with a missing entity, which may exist a moment later', async () => {
    const { clients } = gateway.simulator.world;
    const id = clients.size + 1;
    const next = named(id);
    expect((await gateway.execute(next)).data).toEqual({ client: null });
    clients.add({ ...client(1), id, firstname: 'Nell' });
    expect((await gateway.execute(next)).data).toEqual({ client: { firstName: 'Nell' } });
  });

  it('a response with stale parts', async () => {
    const subjects = '{ tickets(clientId: 1, first: 50) { nodes { subject } } }';
    await gateway.execute(subjects);
    pass(45);
    expect((await gateway.execute(subjects)).extensions?.whmcs?.stale).toHaveLength(1);
    await settled(gateway);
    expect((await gateway.execute(subjects)).extensions?.whmcs?.stale).toEqual([]);
    expect(await given()).toBe(0);
  });

  it('a mutation, not even one without effect', async () => {
    const inVain = 'mutation { ticketReplyAdd(input: { ticketId: "99999", message: "?" }) { __typename } }';
    for (const _ of ['first', 'again'])
      expect((await gateway.execute(inVain, {}, { as: 'client' })).data).toEqual({
        ticketReplyAdd: { __typename: 'NotFoundError' },
      });
    expect(await given()).toBe(0);
  });

  it.each(['plan', 'only'])('an explanation (%s), and never answers one with a stored response', async (explain) => {
    await firstName(2);
    for (const _ of ['first', 'again']) {
      const { extensions } = await gateway.execute(named(2), {}, { headers: { 'x-gateway-explain': explain } });
      expect(extensions?.whmcs).toHaveProperty(explain === 'plan' ? 'plan' : 'forecast');
    }
    expect(await given()).toBe(0);
  });

  it('anything when answers are not shared', async () => {
    const alone = await startTestGateway({ simulator: gateway.simulator, gateway: { sharedCache: false } });
    for (const _ of ['first', 'again'])
      expect((await alone.execute(named(1))).extensions?.whmcs).toMatchObject({ calls: 1, cacheHits: 0 });
    expect(await wholeResponses(alone)).toBe(0);
    await alone.close();
  });
});

describe('Cache-Control: no-cache', () => {
  it('reads from WHMCS, and later requests without it get nothing older', async () => {
    client(3).firstname = 'Before';
    await firstName(3);
    client(3).firstname = 'After';
    expect(await firstName(3)).toBe('Before');
    expect(await firstName(3, { headers: { 'cache-control': 'no-cache' } })).toBe('After');
    expect(await firstName(3)).toBe('After');
  });
});

describe('a write', () => {
  it('invalidates only the responses that depend on what it touches', async () => {
    await Promise.all([firstName(1), firstName(2)]);
    await rename(1, 'Renamed');
    expect(await firstName(1)).toBe('Renamed');
    expect(await given()).toBe(0);
    await firstName(2);
    expect(await given()).toBe(1);
  });

  it('prevents an operation that is running from storing its response', async () => {
    const slow = '{ client(id: "4") { firstName } products { name } }';
    gateway.simulator.fail({ action: 'GetProducts', kind: 'latency', latencyMs: 200, times: 1 });
    const seen = gateway.simulator.calls.of('GetProducts');
    const read = gateway.execute<{ client: { firstName: string } }>(slow);
    await whmcsSees('GetProducts', seen);
    await rename(4, 'Later');
    expect((await read).data.client.firstName).not.toBe('Later');
    expect((await gateway.execute(slow)).data).toMatchObject({ client: { firstName: 'Later' } });
    expect(await given()).toBe(0);
  });

  it('in progress prevents responses from being served and stored', async () => {
    await firstName(5);
    gateway.simulator.fail({ action: 'UpdateClient', kind: 'latency', latencyMs: 200, times: 1 });
    const seen = gateway.simulator.calls.of('UpdateClient');
    const write = rename(5, 'Written');
    await whmcsSees('UpdateClient', seen);
    for (const _ of ['first', 'again']) {
      const { calls } = await gateway.execute(named(5));
      expect(calls.map(({ action }) => action)).toContain('GetClientsDetails');
    }
    await write;
    expect(await firstName(5)).toBe('Written');
    expect(await given()).toBe(0);
  });
});

describe('a cache hit', () => {
  const body = JSON.stringify({ query: named(6) });
  const post = (init: { readonly headers?: Record<string, string>; readonly body?: string } = {}): Promise<Response> =>
    gateway.fetch('/graphql', {
      method: 'POST',
      body,
      ...init,
      headers: { authorization: 'Bearer staff', 'content-type': 'application/json', ...init.headers },
    });
  beforeEach(async () => {
    await post();
    before = await wholeResponses(gateway);
  });

  it.each([
    ['an unknown token', 401, { headers: { authorization: 'Bearer stuff' } }],
    ['a body above the limit', 413, { body: body.padEnd(2_001) }],
    ['an unsupported content type', 415, { headers: { 'content-type': 'text/plain' } }],
    ['an unsupported media type in Accept', 406, { headers: { accept: 'text/html-or-so' } }],
  ])('is not given to a request with %s', async (_, status, init) => {
    expect((await post(init)).status).toBe(status);
    expect(await given()).toBe(0);
    await post();
    expect(await given()).toBe(1);
  });

  it('writes a log line and counts in the metrics', async () => {
    const response = await post({ headers: { 'x-request-id': 'given-again' } });
    expect(response.headers.get('x-request-id')).toBe('given-again');
    const isIt = (line: string) => line.includes('given-again');
    await until(() => lines.some(isIt));
    expect(JSON.parse(lines.find(isIt) ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
      viewer: 'staff',
      calls: 0,
      byCommand: {},
      cacheHits: 1,
      waitedMs: 0,
      requestId: 'given-again',
      ms: expect.any(Number),
      msg: 'operation',
    });
    const operations = /^gateway_operations_total\{operation="other",outcome="ok"\} (\d+)$/m;
    const count = async () => Number(operations.exec(await (await gateway.fetch('/metrics')).text())?.[1]);
    const counted = await count();
    await post();
    expect((await count()) - counted).toBe(1);
  });
});
