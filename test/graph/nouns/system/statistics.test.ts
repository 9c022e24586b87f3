/** Figures of the installation, the log of its daily run, and its health. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({
  simulator: { clients: 8, now: () => new Date('2026-11-01T12:00:00Z') },
  gateway: { sharedCache: false },
});
const { execute } = gateway;

describe('statistics', () => {
  it('have counts, and amounts in the default currency', async () => {
    const { orders } = gateway.simulator.world;
    const { data, errors, calls } = await execute(
      `{ statistics { income { allTime { amount currencyCode formatted } } orders { pendingCount } tickets { closedCount }
         dueToDoItemCount timeline { on } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      statistics: {
        income: { allTime: { amount: expect.stringMatching(/^\d+\.\d\d$/), currencyCode: 'USD' } },
        orders: { pendingCount: orders.all().filter(({ status }) => status === 'Pending').length },
        timeline: null,
      },
    });
    expect(calls.map(({ action }) => action)).toEqual(['GetStats', 'GetCurrencies']);
  });

  it('have figures by day on request, newest first', async () => {
    const { data, calls } = await execute<{ statistics: { timeline: object[] } }>(
      '{ statistics(timelineDays: 3) { timeline { on newOrderCount income { amount } newTicketCount } } }',
    );
    expect(calls[0]?.params).toMatchObject({ timeline_days: '3' });
    expect(data.statistics.timeline).toMatchObject([
      { on: '2026-11-01', newOrderCount: expect.any(Number), income: { amount: expect.stringMatching(/^\d+\.\d\d$/) } },
      { on: '2026-10-31' },
      { on: '2026-10-30' },
    ]);
  });

  it.each([0, 91, -1])('refuse %d days, and ask nothing', async (days) => {
    const { errors, calls } = await execute(`{ statistics(timelineDays: ${days}) { staffOnlineCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });
});

describe('the automation log', () => {
  const log = (args: string) =>
    execute<{ automationLog: { entries: object[] } }>(
      `{ automationLog${args} { from to lastDailyRunAt entries { on namespace counters { name count } } } }`,
    );

  it('has an entry for each task and day', async () => {
    const { data, errors } = await log('(from: "2026-10-29", to: "2026-10-30")');
    expect(errors).toBeUndefined();
    expect(data.automationLog).toEqual({
      from: '2026-10-29T00:00:00+00:00',
      to: '2026-10-30T23:59:59+00:00',
      lastDailyRunAt: '2026-11-01T11:00:00+00:00',
      entries: [
        { on: '2026-10-30', namespace: 'CreateInvoices', counters: [{ name: 'invoice.created', count: 5 }] },
        { on: '2026-10-29', namespace: 'CreateInvoices', counters: [{ name: 'invoice.created', count: 6 }] },
        {
          on: '2026-10-29',
          namespace: 'AutoSuspensions',
          counters: [
            { name: 'suspended', count: 3 },
            { name: 'manual', count: 1 },
          ],
        },
      ],
    });
  });

  it('is empty where nothing was done, and not broken', async () => {
    const { data, errors } = await log('(namespace: "Nothing")');
    expect(errors).toBeUndefined();
    expect(data.automationLog.entries).toEqual([]);
  });
});

describe('the health of the installation', () => {
  it('shows the worst first, and asks other servers only on request', async () => {
    const health = '{ installation { health { name category result text } } }';
    const { data, calls } = await execute(health);
    expect(data).toEqual({
      installation: {
        health: [
          { name: 'phpVersion', category: 'PHP', result: 'WARNING', text: 'PHP 8.1 is <b>old</b>' },
          expect.objectContaining({ name: 'phpTimezone', result: 'SUCCESS' }),
        ],
      },
    });
    expect(calls.at(-1)?.params).not.toHaveProperty('fetchStatus');
    const asked = await execute('{ installation { health(fetchStatus: true) { name } } }');
    expect(asked.calls.at(-1)?.params).toMatchObject({ fetchStatus: '1' });
    expect(JSON.stringify(asked.data)).toContain('"version"');
  });
});

it.each([
  ['statistics', '{ statistics { staffOnlineCount } }'],
  ['automationLog', '{ automationLog { askedAt } }'],
  ['health', '{ installation { health { name } } }'],
])('%s is unknown to partners and clients', async (field, query) => {
  for (const as of ['partner', 'client']) expectUnknown(await execute(query, {}, { as }), field);
});
