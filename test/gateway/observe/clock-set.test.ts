/** The wall clock is set, as NTP does: no duration becomes longer or shorter. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { directory } from '../../../src/access/directory.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/index.ts';
import { accessIn, kept } from '../../access/rig.ts';
import { useClock } from '../../support/clock.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import { settled } from '../../support/settled.ts';

const clock = useClock();
const HOUR = 3_600;
const DAY = 24 * HOUR;

// Retries without pauses.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));

async function start(options: TestGatewayOptions = {}): Promise<TestGateway & { simulator: Simulator }> {
  const simulator = await startSimulator({ clients: 12 });
  const gateway = await startTestGateway({ simulator, ...options });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return gateway;
}

const record = '{ client(id: "1") { fullName } }';
const invoices = '{ invoices(clientId: "1", first: 5) { nodes { number status total { amount } } } }';

describe.each([
  ['an hour back', -HOUR],
  ['a day forward', DAY],
])('%s', (_, seconds) => {
  it('keeps the retry time of a rate limit', async () => {
    const callsPerMinute = { STAFF: null, PARTNER: null, CLIENT: 2 };
    const { execute } = await start({ gateway: { limits: { callsPerMinute } } });
    const as = 'client';
    for (const document of ['{ currencies { code } }', '{ paymentMethods { module } }'])
      await execute(document, {}, { as });
    clock.set(seconds);
    const refused = await execute(record, {}, { as });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    clock.pass(30);
    expect((await execute(record, {}, { as })).errors).toBeUndefined();
  });

  it('keeps a fresh cache entry fresh for its whole lifetime', async () => {
    const gateway = await start();
    const { execute } = gateway;
    await execute(invoices);
    clock.set(seconds);
    expect((await execute(invoices)).calls).toEqual([]);
    // Another operation, so that the response cache does not answer it.
    expect((await execute(`query Again ${invoices}`)).calls).toEqual([]);
    clock.pass(HOUR);
    expect((await execute(invoices)).calls).toHaveLength(1);
    await settled(gateway);
  });

  it('keeps stale answers available in an outage for as long as configured', async () => {
    const gateway = await start();
    const { execute, simulator } = gateway;
    await execute(record);
    clock.pass(300);
    simulator.fail({ kind: 'html-503' });
    clock.set(seconds);
    const aged = await execute(record);
    expect([aged.errors, aged.extensions?.whmcs?.stale]).toEqual([
      undefined,
      [{ command: 'GetClientsDetails', ageMs: 300_000 }],
    ]);
    clock.pass(30 * DAY);
    expect((await execute(record)).errors).toMatchObject([{ path: ['client'] }]);
    await settled(gateway);
  });

  it('closes an open breaker after its pause when WHMCS works', async () => {
    const gateway = await start();
    const { execute, simulator, fetch } = gateway;
    simulator.fail({ kind: 'reset-before' });
    const all = Array.from({ length: 12 }, (__, index) => execute(`{ client(id: "${index + 1}") { email } }`));
    await Promise.all(all);
    await execute(invoices);
    simulator.heal();
    const refused = await execute(invoices);
    expect([refused.errors?.[0]?.extensions.code, refused.calls]).toEqual(['WHMCS_UNREACHABLE', []]);
    clock.set(seconds);
    expect((await execute(invoices)).calls).toEqual([]);
    clock.pass(1);
    expect((await execute(invoices)).errors).toBeUndefined();
    expect(await (await fetch('/health/ready')).json()).toEqual({ status: 'up' });
    await settled(gateway);
  });

  it('keeps the membership of a group for its maximum age, and not longer', async () => {
    const { authenticate, groups } = directory(
      accessIn('viewers: [{ name: reseller, role: partner, token: the-reseller, clients: { group: 3 } }]'),
    );
    const { execute, simulator } = await start({ gateway: { authenticate, groups: () => groups } });
    for (const client of simulator.world.clients.all()) client.groupid = client.id === 2 ? 3 : 0;
    const seen = async () =>
      (
        await execute<{ viewer: { clients: { whmcsId: number }[] } }>(
          '{ viewer { clients { whmcsId } } }',
          {},
          { as: 'the-reseller' },
        )
      ).data.viewer.clients.map(({ whmcsId }) => whmcsId);
    expect(await seen()).toEqual([2]);
    simulator.fail({ kind: 'html-503' });
    clock.set(seconds);
    clock.pass(899);
    expect(await seen()).toEqual([2]);
    clock.pass(2);
    expect(await seen()).toEqual([]);
  });

  it('keeps an idempotency key for its whole lifetime', async () => {
    const { execute } = await start({ gateway: { journal: memoryJournal() } });
    const open = `mutation { ticketOpen(input: { departmentId: "1", subject: "s", message: "m", clientId: "1",
      idempotencyKey: "k" }) { __typename } }`;
    const sent = async () => (await execute(open)).calls.filter(({ action }) => action === 'OpenTicket').length;
    expect(await sent()).toBe(1);
    clock.set(seconds);
    expect(await sent()).toBe(0);
    clock.pass(DAY - 1);
    expect(await sent()).toBe(0);
    clock.pass(2);
    expect(await sent()).toBe(1);
  });

  it('logs the clock change once, with its size', async () => {
    const lines = kept();
    const { execute } = await start({ gateway: { log: lines.log } });
    clock.set(seconds);
    const told = () => lines.lines('wall clock changed');
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(1);
    expect(told()).toMatchObject([{ level: 'warn', stepMs: seconds * 1000 }]);
    await execute(record);
    expect(told()).toHaveLength(1);
  });
});
