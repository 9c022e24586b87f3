/** The time at which a restricted viewer gets a not-found error, and that other requests do not wait for it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { restricted, staff } from '../../src/access/viewer.ts';
import { floors } from '../../src/whmcs/cache/floors.ts';
import { useVirtualTime, virtualGateway, type VirtualOptions } from '../support/virtual-gateway.ts';

const partner = restricted('partner', 'PARTNER', [1, 2, 3, 4, 5]);
const FOUND_MS = 80;
const MISSING_MS = 20;
const MISSING = 8_888_888;

beforeEach(useVirtualTime);
afterEach(() => void vi.useRealTimers());

const start = (more: Partial<VirtualOptions> = {}) =>
  virtualGateway({ latency: (_, exists) => (exists ? FOUND_MS : MISSING_MS), ...more });

const ticket = (id: number) => `{ ticket(id: "${id}") { subject } }`;
const reply = (id: number) =>
  `ticketReplyAdd(input: { ticketId: "${id}", message: "m" }) { __typename ... on UserError { message } }`;

/** Enough positive answers about tickets for a measured floor. */
async function learnt(at: ReturnType<typeof start>, answers = 20): Promise<void> {
  const [own] = at.world.tickets.of(1);
  for (let asked = 0; asked < answers; asked++) await at.ask(partner, ticket(own?.id ?? 0));
}

describe('the floor of a command', () => {
  it('is half a second before 20 positive answers, then the 99th percentile of the last 200', () => {
    const known = floors(500);
    for (let ms = 1; ms <= 19; ms++) known.learn('GetTicket', ms);
    expect(known.ms('GetTicket')).toBe(500);
    known.learn('GetTicket', 20);
    expect(known.ms('GetTicket')).toBe(20);
    expect(known.ms('GetOrders')).toBe(500);
    for (let ms = 1; ms <= 200; ms++) known.learn('GetTicket', ms);
    expect(known.ms('GetTicket')).toBe(198);
    for (let answer = 0; answer < 200; answer++) known.learn('GetTicket', 7);
    expect(known.ms('GetTicket')).toBe(7);
  });

  it('is zero when it is turned off', () => {
    const known = floors(0);
    for (let answer = 0; answer < 50; answer++) known.learn('GetTicket', 9);
    expect(known.ms('GetTicket')).toBe(0);
  });
});

describe('foreign and missing entities', () => {
  it.each<[string, (id: number) => string]>([
    ['ticket(id)', ticket],
    ['node', (id) => `{ node(id: "${Buffer.from(`Ticket:${id}`).toString('base64url')}") { id } }`],
    ['a mutation', (id) => `mutation { ${reply(id)} }`],
  ])('answer at the same time: %s', async (_, query) => {
    const at = start();
    const [foreign] = at.world.tickets.of(7);
    for (const floorMs of [500, FOUND_MS]) {
      const theirs = await at.ask(partner, query(foreign?.id ?? 0));
      expect(theirs).toEqual(await at.ask(partner, query(MISSING)));
      expect([theirs.ms, theirs.calls]).toEqual([floorMs, ['GetTicket']]);
      await learnt(at);
    }
  });

  it('answer together, not one after the other', async () => {
    const at = start();
    await learnt(at);
    const three = [1, 2, 3].map((each) => `t${each}: ticket(id: "${MISSING + each}") { subject }`).join(' ');
    expect((await at.ask(partner, `{ ${three} }`)).ms).toBe(FOUND_MS);
    const acts = [1, 2, 3].map((each) => `t${each}: ${reply(MISSING + each)}`).join(' ');
    expect((await at.ask(partner, `mutation { ${acts} }`)).ms).toBe(FOUND_MS);
  });

  it('do not reveal their number, even above the limit of concurrent calls', async () => {
    const at = start();
    await learnt(at);
    const [one, two] = [at.world.tickets.of(7), at.world.tickets.of(9)];
    const foreign = [...one, ...two].slice(0, 6).map(({ id }) => id);
    const asked = (ids: readonly number[]) =>
      `{ ${ids.map((id, index) => `t${index}: ticket(id: "${id}") { subject }`).join(' ')} }`;
    const theirs = await at.ask(partner, asked(foreign));
    expect(foreign).toHaveLength(6);
    expect(theirs).toEqual(await at.ask(partner, asked(foreign.map((_, index) => MISSING + index))));
  });

  it('reveal nothing beside entities of the viewer', async () => {
    const at = start();
    await learnt(at);
    const [[own], [foreign]] = [at.world.tickets.of(1), at.world.tickets.of(7)];
    const ids = (other: number) =>
      [own?.id ?? 0, other].map((id) => `"${Buffer.from(`Ticket:${id}`).toString('base64url')}"`).join(' ');
    const asked = (other: number) => `{ nodes(ids: [${ids(other)}]) { ... on Ticket { subject } } }`;
    const theirs = await at.ask(partner, asked(foreign?.id ?? 0));
    expect(theirs).toEqual(await at.ask(partner, asked(MISSING)));
    expect(theirs.ms).toBe(FOUND_MS);
  });
});

describe('no delay applies', () => {
  it('to staff', async () => {
    const at = start();
    expect((await at.ask(staff('staff'), ticket(MISSING))).ms).toBe(MISSING_MS);
  });

  it('to an entity that exists', async () => {
    const at = start();
    const [own] = at.world.tickets.of(1);
    expect((await at.ask(partner, ticket(own?.id ?? 0))).ms).toBe(FOUND_MS);
  });

  it('to a client that needs no call', async () => {
    const at = start();
    expect(await at.ask(partner, '{ client(id: "7") { fullName } }')).toMatchObject({ ms: 0, calls: [] });
  });

  it('beyond the deadline of the operation', async () => {
    const at = start({ deadlineMs: 300 });
    const { ms, body } = await at.ask(partner, ticket(MISSING));
    expect([ms, JSON.parse(body)]).toEqual([300, { data: { ticket: null } }]);
  });

  it('to a caller that has disconnected', async () => {
    const at = start();
    const caller = new AbortController();
    setTimeout(() => caller.abort(new Error('gone')), 100);
    expect((await at.ask(partner, ticket(MISSING), caller.signal)).ms).toBe(100);
  });
});

it('holds no call slot during the delay', async () => {
  const at = start();
  const waiting = ['1', '2', '3', '4'].map((each) => at.ask(partner, ticket(MISSING + Number(each))));
  const [own] = at.world.tickets.of(1);
  const [found] = await Promise.all([at.ask(partner, ticket(own?.id ?? 0)), ...waiting]);
  expect(found.ms).toBeLessThan(500);
});
