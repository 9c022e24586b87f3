import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operations } from '../src/cli/package-files.ts';
import { startSimulator } from '../src/simulator/index.ts';
import { daysGateway } from './bench/baselines/days-gateway/gateway.ts';
import { upperBound } from './bench/baselines/upper-bound/gateway.ts';
import { whmcs } from './bench/baselines/whmcs.ts';
import { printedAgainst, runAgainst } from './bench/against.ts';
import { runBench } from './bench/bench.ts';
import { send, type Operation } from './bench/operation.ts';
import { printed } from './bench/printed.ts';
import { root } from './bench/processes.ts';
import { screens, unrepeated } from './bench/screens/screen.ts';
import { leastMs, wavesOf } from './bench/screens/waves.ts';
import { variables } from './bench/variables.ts';
import { useGateway } from './support/gateway.ts';

interface Sent {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const sentBy = ({ body }: Pick<Operation, 'body'>): Sent => JSON.parse(body) as Sent;

describe('operations', () => {
  it('has variables for every operation', () => {
    expect(Object.keys(variables).toSorted()).toEqual([...operations().keys()]);
  });

  it('measures an operation, and prints the figures', { timeout: 600_000 }, async () => {
    const report = await runBench({ quick: true, only: ['UnpaidInvoices'] });
    expect(report.failures).toEqual([]);
    expect(report.operations).toEqual([
      expect.objectContaining({ name: 'UnpaidInvoices', kind: 'query', as: 'staff', calls: { cold: 1, warm: 0 } }),
    ]);
    expect(report).toMatchObject({ screens: [], growth: null, overload: null });
    expect(printed(report)).toMatch(/^UnpaidInvoices +staff +1 +0 /m);
  });

  it('refuses a name that is neither a part, an operation nor a screen', async () => {
    await expect(runBench({ only: ['screens', 'UnpaidInvoice'] })).rejects.toThrow('the bench has no UnpaidInvoice');
  });
});

describe('against another checkout', () => {
  it('measures both with the same screens, and prints ratios', { timeout: 600_000 }, async () => {
    const rows = await runAgainst(root, { quick: true, only: ['InvoiceScreen'] });
    const cost = {
      cold: expect.any(Number) as number,
      executed: expect.any(Number) as number,
      identical: expect.any(Number) as number,
    };
    expect(rows).toEqual([{ screen: 'InvoiceScreen', other: cost, own: cost }]);
    expect(printedAgainst(rows)).toMatch(/^InvoiceScreen(?: +[\d,]+ +[\d,]+ +\d+\.\d\d){3}$/m);
  });

  it('refuses an unknown screen', async () => {
    await expect(runAgainst(root, { only: ['Nothing'] })).rejects.toThrow('the bench has no screen Nothing');
  });
});

describe('screens', () => {
  const gateway = useGateway();
  const schema = buildSchema(readFileSync('schema/gateway.graphql', 'utf8'));

  it('are ten', () => {
    expect(screens).toHaveLength(10);
  });

  it.each(screens)('$name is a valid query in both styles, and with unique requests', (screen) => {
    const { world } = gateway.simulator;
    const asked = (['nodes', 'edges'] as const).map((style) => screen.operation(style, world));
    for (const operation of [...asked, ...asked.map(unrepeated)]) {
      expect(validate(schema, parse(sentBy(operation).query))).toEqual([]);
      // Both declared and sent: validation does not see the variables.
      const declared = /^query \w+(?:\((.*)\))? \{/m.exec(sentBy(operation).query)?.[1] ?? '';
      expect(declared.match(/(?<=\$)\w+/g) ?? []).toEqual(Object.keys(sentBy(operation).variables));
    }
  });

  it.each(screens)('$name has the same response from the gateway and from each baseline', async (screen) => {
    const { world, url } = gateway.simulator;
    const operation = screen.operation('nodes', world);
    const { query, variables: given } = sentBy(operation);
    const { data, errors } = await gateway.execute(query, given);
    expect(errors).toBeUndefined();

    const call = whmcs(url, 8);
    const bound: unknown = await upperBound(call)(query)(undefined, undefined, given);
    expect(bound).toEqual({ data });

    const { headers, body } = operation;
    const days = await daysGateway(call).fetch('http://day/graphql', { method: 'POST', headers, body });
    expect(await days.json()).toEqual({ data });
  });

  it('never repeats a unique request', async () => {
    const simulator = await startSimulator();
    const [screen] = screens;
    const operation = unrepeated(screen!.operation('nodes', simulator.world));
    const bodies = [operation.body, operation.next?.(), operation.next?.()];
    expect(new Set(bodies).size).toBe(3);
    expect(JSON.parse(await send(operation, `${gateway.url}/graphql`))).toMatchObject({ data: { unasked: null } });
    await simulator.close();
  });

  it('measures a screen with every subject', { timeout: 900_000 }, async () => {
    const report = await runBench({ quick: true, only: ['UnpaidScreen'] });
    expect(report.failures).toEqual([]);
    const calls = report.screens.map(({ subject, cold }) => [subject, cold?.calls, cold?.callsAgain, cold?.waves]);
    expect(calls).toEqual([
      ['gateway', 1, 0, 1],
      ['gateway, edges', 1, 0, 1],
      ['upper bound', 1, 0, 1],
      // If sending a wave takes longer than WHMCS does, it is counted as several waves.
      ["a day's", 23, 23, expect.any(Number)],
      ['bare', undefined, undefined, undefined],
    ]);
    expect(printed(report)).toMatch(/^UnpaidScreen +gateway +1 +0 +1 /m);
    expect(printed(report)).toMatch(/^identical: CPU over the bare server: \d+\.\d\d, at most 2.2 /m);
    expect(printed(report)).toMatch(/^executed: CPU over the upper bound: \d+\.\d\d, at most 2 /m);
  });
});

describe('waves', () => {
  const came = (...instants: number[]) => instants.map((at) => ({ at }));

  it.each([
    { what: 'nothing', calls: came(), waves: [] },
    { what: 'calls at once', calls: came(1000, 1003, 1040), waves: [3] },
    { what: 'calls that waited for the one before', calls: came(1000, 1122, 1245), waves: [1, 1, 1] },
    { what: 'a call that came too soon to have waited', calls: came(1000, 1110, 1121, 1125), waves: [2, 2] },
    { what: 'calls that were written down late', calls: came(1121, 1000), waves: [1, 1] },
  ])('of $what', ({ calls, waves }) => {
    expect(wavesOf(calls, 120)).toEqual(waves);
  });

  it.each([
    { waves: [], least: 0 },
    { waves: [1], least: 120 },
    { waves: [8, 8], least: 240 },
    { waves: [1, 25], least: 600 },
    // The call that waited shares its round with the rest of the first wave.
    { waves: [12, 1], least: 240 },
  ])('$waves take at least $least ms with eight workers', ({ waves, least }) => {
    expect(leastMs(waves, 120, 8)).toBe(least);
  });
});

it('measures memory after few requests and after many', { timeout: 600_000 }, async () => {
  const report = await runBench({ quick: true, only: ['memory'] });
  expect(report.growth?.looks.map(({ questions }) => questions)).toEqual([200, 1000]);
  const [first, last] = report.growth?.looks ?? [];
  expect(report.growth?.ratio).toBe(last!.heapBytes / first!.heapBytes);
  expect(printed(report)).toMatch(/^1,000 distinct questions: \d+\.\d MB of heap/m);
});

it('measures refusals at ten times the rate that WHMCS can answer', { timeout: 600_000 }, async () => {
  const { failures, overload, ...report } = await runBench({ quick: true, only: ['overload'] });
  expect([failures, overload?.offeredPerSecond]).toEqual([[], 800]);
  expect(overload?.refused.count).toBeGreaterThan(overload?.answered.count ?? 0);
  expect(printed({ failures, overload, ...report })).toMatch(
    /^overload: median of refusals in ms: \d+\.\d\d, at most 50 /m,
  );
});
