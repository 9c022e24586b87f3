import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useClock } from '../support/clock.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { useGateway } from '../support/gateway.ts';
import { settled } from '../support/settled.ts';

const { pass } = useClock();
const gateway = useGateway();

/** Longer than a list is fresh, and shorter than it may be used during a background refresh. */
const AGED = 59;

beforeEach(() => {
  gateway.simulator.heal();
  gateway.simulator.calls.reset();
  // Let the cache entries of earlier tests expire.
  pass(7 * 24 * 60 * 60);
});

afterEach(() => settled(gateway));

const told = (data: unknown) => JSON.stringify(data);

const ticket = () => gateway.simulator.world.tickets.of(1)[0] ?? expect.fail('client 1 has no ticket');

/** An administrator changes data in WHMCS itself, which the gateway cannot observe. */
const renameTicket = (subject: string) => Object.assign(ticket(), { subject });

const subjects = '{ tickets(clientId: 1, first: 50) { totalCount nodes { whmcsId subject } } }';

describe('a list without money and statuses', () => {
  it('is served stale to staff with its age, while one refresh runs in the background', async () => {
    renameTicket('Before');
    await gateway.execute(subjects);
    renameTicket('After');
    pass(AGED);
    const { data, extensions } = await gateway.execute(subjects);
    expect(told(data)).toContain('"Before"');
    expect(extensions?.whmcs).toEqual({
      calls: 1,
      byCommand: { GetTickets: 1 },
      cacheHits: 1,
      stale: [{ command: 'GetTickets', ageMs: AGED * 1000 }],
      waitedMs: 0,
    });
    await settled(gateway);
    const next = await gateway.execute(subjects);
    expect(told(next.data)).toContain('"After"');
    expect(next.extensions?.whmcs).toMatchObject({ calls: 0, stale: [] });
    expect(gateway.simulator.calls.total).toBe(2);
  });

  it('is fetched once for any number of concurrent requests', async () => {
    await gateway.execute(subjects);
    pass(AGED);
    gateway.simulator.fail({ kind: 'latency', latencyMs: 50 });
    const all = await Promise.all(Array.from({ length: 16 }, () => gateway.execute(subjects)));
    const prices = all.map(({ extensions }) => extensions?.whmcs);
    expect(prices.filter((price) => price?.stale.length === 1).length).toBeGreaterThan(0);
    expect(prices.reduce((calls, price) => calls + (price?.calls ?? 0), 0)).toBe(1);
    await settled(gateway);
    expect(gateway.simulator.calls.total).toBe(2);
  });

  it('is fetched first when it has been stale for long', async () => {
    renameTicket('Before');
    await gateway.execute(subjects);
    renameTicket('After');
    pass(60);
    const { data, extensions } = await gateway.execute(subjects);
    expect(told(data)).toContain('"After"');
    expect(extensions?.whmcs).toMatchObject({ calls: 1, stale: [] });
  });

  it('is fetched first after a write touched it', async () => {
    await gateway.execute(subjects);
    pass(AGED);
    const reply = `mutation { ticketReplyAdd(input: { ticketId: "${ticket().id}", clientId: 1, message: "Hi" }) { __typename } }`;
    expect((await gateway.execute(reply)).data).toEqual({ ticketReplyAdd: { __typename: 'TicketReplyAddPayload' } });
    const { extensions } = await gateway.execute(subjects);
    expect(extensions?.whmcs).toMatchObject({ calls: 1, stale: [] });
  });

  it.each(['partner', 'client'])('is always current for a %s, and so are its permissions', async (as) => {
    renameTicket('Before');
    await gateway.execute(subjects);
    const first = await gateway.execute(subjects, {}, { as });
    expect(told(first.data)).toContain('"Before"');
    renameTicket('After');
    pass(AGED);
    const { data, calls } = await gateway.execute(subjects, {}, { as });
    expect(told(data)).toContain('"After"');
    expect(calls.length).toBeGreaterThan(0);
  });
});

describe('the catalogue', () => {
  const products = '{ products { name } }';

  it.each(['staff', 'partner', 'client'])('is served stale to %s during a background refresh', async (as) => {
    const first = await gateway.execute(products, {}, { as });
    pass(600 + 3_599);
    gateway.simulator.fail({ kind: 'hang' });
    giveUpWhatHangs(gateway.simulator);
    const { data, errors, extensions } = await gateway.execute(products, {}, { as });
    expect([data, errors]).toEqual([first.data, undefined]);
    expect(extensions?.whmcs?.stale).toEqual(
      as === 'staff' ? [{ command: 'GetProducts', ageMs: 4_199_000 }] : undefined,
    );
    await settled(gateway);
    expect(gateway.simulator.calls.total).toBe(2);
  });

  it('is fetched first when it has been stale for long', async () => {
    await gateway.execute(products);
    pass(600 + 3_600);
    expect((await gateway.execute(products)).extensions?.whmcs).toMatchObject({ calls: 1, stale: [] });
  });
});

describe('is always current:', () => {
  it.each([
    ['a status', AGED, '{ tickets(first: 5) { nodes { subject status } } }'],
    ['a list filtered by status', AGED, '{ tickets(first: 5, status: "Open") { nodes { subject } } }'],
    ['a status below', AGED, '{ tickets(first: 5) { nodes { subject client { services { nodes { status } } } } } }'],
    ['why a service does not run', AGED, '{ services(first: 5) { nodes { name suspensionReason } } }'],
    ['money in a list of other entities', AGED, '{ services(first: 5) { nodes { name recurringAmount { amount } } } }'],
    ['a list of invoices', AGED, '{ invoices(first: 5) { nodes { number dueOn } } }'],
    ['a list of orders', AGED, '{ orders(first: 5) { nodes { number placedAt } } }'],
    ['a list of transactions', AGED, '{ transactions(clientId: 1, first: 5) { nodes { transactionId gateway } } }'],
    ['a client', 61, '{ client(id: 1) { fullName } }'],
    ['a ticket', 61, '{ ticket(id: 1) { notes { body } } }'],
    ['a service', 61, '{ service(id: 1) { name } }'],
    ['a field without a declared staleness', AGED, '{ tickets(first: 5) { nodes { department { openTickets } } } }'],
  ])('%s', async (_, seconds, query) => {
    const first = await gateway.execute(query);
    pass(seconds);
    const again = await gateway.execute(query);
    expect([first.errors, again.errors, again.data]).toEqual([undefined, undefined, first.data]);
    expect(again.extensions?.whmcs?.stale).toEqual([]);
    expect(again.extensions?.whmcs?.calls).toBeGreaterThan(0);
  });
});

describe('Cache-Control: no-cache', () => {
  const anew = { headers: { 'cache-control': 'no-cache' } };
  const page = `{ client(id: 1) { fullName tickets(first: 50) { nodes { subject } } } products { name } }`;

  it.each(['staff', 'client'])(
    'goes to WHMCS for every request of %s, and stores the answers for others',
    async (as) => {
      renameTicket('Before');
      await gateway.execute(page, {}, { as });
      await gateway.execute(page, {}, { as: 'partner' });
      renameTicket('After');
      expect((await gateway.execute(page, {}, { as })).calls).toEqual([]);
      const { data, calls, extensions } = await gateway.execute(page, {}, { as, ...anew });
      expect(told(data)).toContain('"After"');
      expect(calls.map(({ action }) => action).toSorted()).toEqual(['GetClientsDetails', 'GetProducts', 'GetTickets']);
      if (as === 'staff') expect(extensions?.whmcs).toMatchObject({ calls: 3, cacheHits: 0, stale: [] });
      // The same request, whose whole response was in memory, and another one made of the same answers.
      const other = page.replace('fullName', 'companyName');
      for (const query of [page, other]) {
        const next = await gateway.execute(query, {}, { as });
        expect([told(next.data).includes('"After"'), next.calls]).toEqual([true, []]);
      }
    },
  );

  it('makes one call for identical concurrent requests', async () => {
    await gateway.execute(page);
    gateway.simulator.fail({ kind: 'latency', latencyMs: 50 });
    const before = gateway.simulator.calls.total;
    const all = await Promise.all(Array.from({ length: 16 }, () => gateway.execute(page, {}, anew)));
    expect(all.map(({ errors }) => errors)).toEqual(all.map(() => undefined));
    expect(gateway.simulator.calls.total - before).toBe(3);
  });
});
