import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator, type FaultKind } from '../../src/simulator/index.ts';
import { defaultBreaker } from '../../src/whmcs/transport/breaker-options.ts';
import { useClock } from '../support/clock.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { startTestGateway, useGateway } from '../support/gateway.ts';
import { settled } from '../support/settled.ts';

const { pass } = useClock();
// The breaker in an outage has tests of its own.
const breaker = { ...defaultBreaker, failures: Infinity, percent: 100 };
const gateway = useGateway({ gateway: { limits: { breaker } } });

beforeEach(() => {
  // Retries without pauses.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  gateway.simulator.heal();
  gateway.simulator.calls.reset();
  // Let the cache entries of earlier tests expire.
  pass(7 * 24 * 60 * 60);
});

afterEach(() => settled(gateway));

/** Longer than lists and records are fresh, and shorter than money is served in an outage. */
const AGED = 300;

const page = `{
  client(id: 1) { fullName credit { amount } services(first: 5) { nodes { name status } } }
  tickets(first: 5) { nodes { subject status } }
  invoices(clientId: 1, first: 5) { nodes { number status total { amount } } }
  products { name }
}`;
const commands = ['GetClientsDetails', 'GetClientsProducts', 'GetInvoices', 'GetTickets'];

const failing = [
  'reset-before',
  'reset-after',
  'html-200',
  'html-403',
  'html-503',
  'html-500-after',
  'status-429',
  'truncated',
  'empty',
] as const satisfies readonly FaultKind[];

describe('while WHMCS is down', () => {
  const hanging = useGateway({ gateway: { limits: { patienceMs: 100, breaker } } });

  it.each([...failing, 'hang'] as const)('staff get cached data with its age: %s', async (kind) => {
    const { execute, simulator } = kind === 'hang' ? hanging : gateway;
    giveUpWhatHangs(simulator);
    const first = await execute(page);
    expect(first.errors).toBeUndefined();
    pass(AGED);
    simulator.calls.reset();
    simulator.fail({ kind });
    for (const most of [commands.length, 1, 0, 0]) {
      const { data, errors, extensions } = await execute(page);
      expect([errors, data]).toEqual([undefined, first.data]);
      const stale = commands.map((command) => ({ command, ageMs: AGED * 1000 }));
      expect(extensions?.whmcs?.stale).toHaveLength(stale.length);
      expect(extensions?.whmcs?.stale).toEqual(expect.arrayContaining(stale));
      expect(extensions?.whmcs?.calls).toBeLessThanOrEqual(most);
      await settled(kind === 'hang' ? hanging : gateway);
    }
    expect(simulator.calls.total).toBeLessThanOrEqual(commands.length + 1);
  });

  it.each(['partner', 'client'])('a %s gets cached data too, and no more details than usual', async (as) => {
    const first = await gateway.execute(page, {}, { as });
    expect(first.errors).toBeUndefined();
    pass(AGED);
    gateway.simulator.fail({ kind: 'html-503' });
    for (let again = 0; again < 2; again++) {
      const { data, errors, extensions } = await gateway.execute(page, {}, { as });
      expect([data, errors, extensions]).toEqual([first.data, undefined, undefined]);
    }
  });

  it('WHMCS gets few calls for any number of requests', async () => {
    const first = await gateway.execute(page);
    pass(AGED);
    gateway.simulator.calls.reset();
    gateway.simulator.fail({ kind: 'html-503' });
    for (let round = 0; round < 5; round++) {
      const all = await Promise.all(Array.from({ length: 8 }, () => gateway.execute(page)));
      expect(all.map(({ data }) => data)).toEqual(all.map(() => first.data));
    }
    await settled(gateway);
    expect(gateway.simulator.calls.total).toBeLessThanOrEqual(commands.length + 1);
  });

  it('a failing command affects only its own answers', async () => {
    await gateway.execute(page);
    pass(AGED);
    gateway.simulator.fail({ kind: 'reset-before', action: 'GetTickets' });
    for (let again = 0; again < 2; again++) {
      const { errors, extensions } = await gateway.execute(page);
      expect([errors, extensions?.whmcs?.stale]).toEqual([undefined, [{ command: 'GetTickets', ageMs: AGED * 1000 }]]);
    }
  });

  it('data that is not cached is requested, and fails alone', async () => {
    await gateway.execute(page);
    pass(AGED);
    gateway.simulator.fail({ kind: 'html-503' });
    await gateway.execute(page);
    const { data, errors } = await gateway.execute(
      '{ client(id: 1) { fullName credit { amount } } order(id: 1) { number } }',
    );
    expect(data).toEqual({ client: expect.anything(), order: null });
    expect(errors).toMatchObject([{ path: ['order'], extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
  });

  it('Cache-Control: no-cache gets data from WHMCS or an error', async () => {
    await gateway.execute(page);
    gateway.simulator.fail({ kind: 'html-503' });
    const { errors } = await gateway.execute(page, {}, { headers: { 'cache-control': 'no-cache' } });
    expect(errors?.map(({ path }) => path?.[0]).toSorted()).toEqual(['client', 'invoices', 'products', 'tickets']);
  });
});

describe('money', () => {
  it.each([
    ['invoices', '{ invoices(clientId: 1, first: 5) { nodes { number } } }', 30],
    ['transactions', '{ transactions(clientId: 1, first: 5) { nodes { transactionId } } }', 30],
    ['orders', '{ orders(clientId: 1, first: 5) { nodes { number } } }', 30],
    ["a client's credit", '{ client(id: 1) { fullName credit { amount } } }', 60],
    ['prices of services', '{ services(clientId: 1, first: 5) { nodes { name recurringAmount { amount } } } }', 30],
  ])('is served for five minutes only: %s', async (_, query, fresh) => {
    const first = await gateway.execute(query);
    expect(first.errors).toBeUndefined();
    gateway.simulator.fail({ kind: 'html-503' });
    pass(fresh + 299);
    const { data, errors } = await gateway.execute(query);
    expect([data, errors]).toEqual([first.data, undefined]);
    pass(1);
    const after = await gateway.execute(query);
    expect(after.errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
  });

  it.each([
    ['clients', '{ client(id: 1) { fullName status } }', 60 + 3_600],
    ['services', '{ services(clientId: 1, first: 5) { nodes { name status } } }', 30 + 3_600],
    ['the catalogue and its prices', '{ products { pricing { monthly { price { amount } } } } }', 600 + 86_400],
  ])('is limited more than other data: %s', async (_, query, seconds) => {
    const first = await gateway.execute(query);
    expect(first.errors).toBeUndefined();
    gateway.simulator.fail({ kind: 'html-503' });
    pass(seconds - 1);
    const { data, errors } = await gateway.execute(query);
    expect([data, errors]).toEqual([first.data, undefined]);
    pass(1);
    expect((await gateway.execute(query)).errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
  });
});

describe('a stale answer is never served', () => {
  const name = (id: number) => `{ client(id: ${id}) { companyName } }`;
  // The unknown outcome of a write keeps this client's answers out of the cache, also in the following tests.
  const rename = (to: string) => `mutation { clientUpdate(input: { id: 6, companyName: "${to}" }) { __typename } }`;

  it.each([
    ['done', [], 'ClientUpdatePayload'],
    ['done, as a read proves', ['UpdateClient'], 'ClientUpdatePayload'],
    // When the previous state cannot be read, no later read proves anything.
    ['done or not, nobody knows', ['GetClientsDetails', 'UpdateClient'], 'UnknownOutcomeError'],
  ] as const)('for an entity that a write has changed: %s', async (how, failing, outcome) => {
    for (const id of [6, 2]) await gateway.execute(name(id));
    for (const action of failing)
      gateway.simulator.fail({ action, kind: action === 'UpdateClient' ? 'reset-after' : 'json-error', times: 1 });
    expect((await gateway.execute(rename(how))).data).toEqual({ clientUpdate: { __typename: outcome } });
    expect(gateway.simulator.calls.of('UpdateClient')).toBe(1);
    gateway.simulator.fail({ kind: 'html-503' });
    pass(61);
    const [mine, other] = [await gateway.execute(name(6)), await gateway.execute(name(2))];
    expect([mine.data, mine.errors?.length, mine.extensions?.whmcs?.stale]).toEqual([{ client: null }, 1, []]);
    expect([other.errors, other.extensions?.whmcs?.stale.length]).toEqual([undefined, 1]);
  });

  it.each([
    ['missing permission', 'role', 'WHMCS_UNAUTHORIZED'],
    ['wrong credential', 'wrong-credential', 'WHMCS_UNAUTHORIZED'],
    ['refused command', 'json-error', 'WHMCS_REFUSED'],
  ] as const)('after a refusal by WHMCS: %s', async (_, kind, code) => {
    await gateway.execute(name(1));
    pass(61);
    gateway.simulator.fail({ action: 'GetClientsDetails', kind });
    for (let again = 0; again < 2; again++)
      expect((await gateway.execute(name(1))).errors).toMatchObject([{ extensions: { code } }]);
  });

  it('for an entity that WHMCS reports as missing', async () => {
    await gateway.execute(name(1));
    pass(61);
    gateway.simulator.fail({ kind: 'json-error', message: 'Client Not Found' });
    const { data, errors, extensions } = await gateway.execute(name(1));
    expect([data, errors, extensions?.whmcs?.stale]).toEqual([{ client: null }, undefined, []]);
  });
});

describe('permissions in an outage', () => {
  const things = ['service', 'domain', 'invoice', 'order', 'ticket'] as const;
  const look = (thing: string, id: number) => `{ ${thing}(id: ${id}) { whmcsId } }`;
  const ofClient2 = (thing: (typeof things)[number]): number => {
    const { services, domains, invoices, orders, tickets } = gateway.simulator.world;
    const tables = { service: services, domain: domains, invoice: invoices, order: orders, ticket: tickets };
    return tables[thing].of(2)[0]?.id ?? expect.fail(`client 2 has no ${thing}`);
  };

  it.each(things)('hide a foreign %s like a missing one, with any cache content', async (thing) => {
    const foreign = ofClient2(thing);
    expect((await gateway.execute(look(thing, foreign))).data).toEqual({ [thing]: { whmcsId: foreign } });
    pass(61);
    gateway.simulator.fail({ kind: 'html-503' });
    // The request that detects the outage, and the requests after it.
    for (let again = 0; again < 3; again++) {
      const [one, other] = [
        await gateway.execute(look(thing, foreign), {}, { as: 'client' }),
        await gateway.execute(look(thing, 999_999), {}, { as: 'client' }),
      ];
      expect(one.errors).toMatchObject([{ extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' } }]);
      expect([one.data, one.errors]).toEqual([other.data, other.errors]);
    }
  });

  it('never rely on stale data for a write', async () => {
    const { id } = gateway.simulator.world.tickets.of(1)[0] ?? expect.fail('client 1 has no ticket');
    await gateway.execute(look('ticket', id), {}, { as: 'client' });
    pass(61);
    gateway.simulator.fail({ kind: 'html-503', action: 'GetTicket' });
    expect((await gateway.execute(look('ticket', id), {}, { as: 'client' })).errors).toBeUndefined();
    const reply = `mutation { ticketReplyAdd(input: { ticketId: ${id}, message: "Hi" }) { __typename } }`;
    const { data, calls } = await gateway.execute(reply, {}, { as: 'client' });
    expect(data).toEqual({ ticketReplyAdd: { __typename: 'NotSentError' } });
    expect(calls.filter(({ action }) => action === 'AddTicketReply')).toEqual([]);
  });
});

describe('once WHMCS is back', () => {
  it('the first request starts a refresh, and the next one gets fresh data', async () => {
    const first = await startSimulator({ clients: 8 });
    const other = await startTestGateway({ simulator: first });
    onTestFinished(() => other.close());
    const { data } = await other.execute(page);
    pass(AGED);
    await first.close();
    for (let again = 0; again < 3; again++) {
      const down = await other.execute(page);
      expect([down.errors, down.data]).toEqual([undefined, data]);
    }
    await settled(other);
    const second = await startSimulator({ clients: 8, port: Number(new URL(first.url).port) });
    onTestFinished(() => second.close());
    pass(1);
    const back = await other.execute(page);
    expect(back.extensions?.whmcs).toMatchObject({ calls: 1, stale: { length: commands.length } });
    await settled(other);
    const { errors, extensions } = await other.execute(page);
    expect([errors, extensions?.whmcs?.stale]).toEqual([undefined, []]);
    expect(second.calls.total).toBe(commands.length);
  });
});

describe('with GATEWAY_CACHE=off', () => {
  const forgetful = useGateway({ gateway: { sharedCache: false } });

  it('no data is available while WHMCS is down', async () => {
    const query = '{ tickets(first: 1) { nodes { subject } } products { name } }';
    await forgetful.execute(query);
    forgetful.simulator.fail({ kind: 'html-503' });
    const { errors, extensions } = await forgetful.execute(query);
    expect([errors?.length, extensions?.whmcs?.stale, extensions?.whmcs?.cacheHits]).toEqual([2, [], 0]);
  });
});
