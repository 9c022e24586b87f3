/** WHMCS goes down under load: the responses to readers and writers, and the calls that WHMCS gets. Counts, not timings. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/index.ts';
import { useClock } from '../support/clock.ts';
import { giveUpWhatHangs } from '../support/deadlines.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { settled } from '../support/settled.ts';

const { pass } = useClock();

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));

const CLIENTS = 60;
/** Longer than a record is fresh. */
const AGED = 61;
/** The first pause of the breaker. */
const PAUSE = 1;

const page = (client: number) => `{ client(id: ${client}) { fullName status } }`;
const write =
  'mutation { clientUpdate(input: { id: 1, companyName: "New" }) { __typename ... on NotSentError { code retryAfterMs } } }';

async function start(): Promise<TestGateway> {
  const simulator = await startSimulator({ clients: CLIENTS });
  const gateway = await startTestGateway({
    simulator,
    gateway: { limits: { patienceMs: 100 } },
  });
  onTestFinished(async () => {
    await gateway.close();
    await simulator.close();
  });
  return gateway;
}

const askAll = (gateway: TestGateway, clients: readonly number[]) =>
  Promise.all(clients.map((client) => gateway.execute(page(client))));
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const warm = upTo(10);
const cold = upTo(CLIENTS, 11);

/** The state of a circuit and how often it opened, from the Prometheus metrics. */
async function circuitOf({ fetch }: TestGateway, scope: string): Promise<[state: number, opened: number]> {
  const text = await (await fetch('/metrics')).text();
  const value = (name: string) => Number(new RegExp(`^${name}\\{scope="${scope}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  return [value('whmcs_breaker_state'), value('whmcs_breaker_opened_total')];
}

const ready = async ({ fetch }: TestGateway): Promise<unknown[]> => {
  const answer = await fetch('/health/ready');
  const body: unknown = await answer.json();
  return [answer.status, body];
};

describe.each([
  ['html-503', { code: 'WHMCS_UNEXPECTED_ANSWER', detail: 'html', httpStatus: 503 }],
  ['reset-before', { code: 'WHMCS_UNREACHABLE', detail: 'ECONNRESET' }],
  ['hang', { code: 'WHMCS_UNREACHABLE', detail: 'timeout' }],
] as const)('WHMCS goes down under load: %s', (kind, cause) => {
  it('serves cached data, fails other reads, sends no write, and pauses calls until WHMCS is back', async () => {
    const gateway = await start();
    const { simulator } = gateway;
    giveUpWhatHangs(simulator);
    const known = await askAll(gateway, warm);
    pass(AGED);
    simulator.fail({ kind });
    simulator.calls.reset();

    const readers = [...warm, ...cold, ...warm, ...cold];
    const told = await askAll(gateway, readers);
    told.forEach(({ data, errors }, index) => {
      const before = known[(readers[index] ?? NaN) - 1];
      if (before) expect([data, errors]).toEqual([before.data, undefined]);
      else expect(errors?.length).toBe(1);
    });
    await settled(gateway);
    expect(simulator.calls.total).toBeLessThanOrEqual(1.1 * CLIENTS);

    // One failing command does not prove that all of WHMCS is down; a second one does.
    await gateway.execute('{ invoices(first: 1) { nodes { number } } }');
    const [state, opened] = await circuitOf(gateway, 'GetClientsDetails');
    expect([state, opened]).toEqual([2, expect.any(Number)]);
    expect(await circuitOf(gateway, 'installation')).toEqual([2, 1]);
    expect(await ready(gateway)).toMatchObject([200, { status: 'degraded', cause }]);

    simulator.calls.reset();
    const again = await askAll(gateway, [...warm, ...cold]);
    expect(again.slice(0, warm.length).map(({ data }) => data)).toEqual(known.map(({ data }) => data));
    for (const { errors } of again.slice(warm.length))
      expect(errors).toMatchObject([{ extensions: { code: 'WHMCS_UNREACHABLE', retryAfterMs: expect.any(Number) } }]);
    expect((await gateway.execute(write)).data).toEqual({
      clientUpdate: { __typename: 'NotSentError', code: 'WHMCS_UNREACHABLE', retryAfterMs: PAUSE * 1_000 },
    });
    expect(simulator.calls.total).toBe(0);

    simulator.heal();
    pass(PAUSE);
    const back = await askAll(gateway, [...warm, ...cold, ...cold]);
    expect(back.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    await settled(gateway);
    expect(simulator.calls.total).toBeLessThanOrEqual(CLIENTS + 1);
    expect((await gateway.execute(write)).data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
    expect(await circuitOf(gateway, 'installation')).toEqual([0, 1]);
    expect(await ready(gateway)).toEqual([200, { status: 'up' }]);
  });
});

it('opens only the circuit of a command that fails alone', async () => {
  const gateway = await start();
  gateway.simulator.fail({ kind: 'html-503', action: 'GetClientsDetails' });
  await askAll(gateway, cold);
  expect([await circuitOf(gateway, 'GetClientsDetails'), await circuitOf(gateway, 'installation')]).toEqual([
    [2, 1],
    [0, 0],
  ]);
  const { errors } = await gateway.execute('{ tickets(first: 1) { nodes { subject } } }');
  expect(errors).toBeUndefined();
  expect((await gateway.execute(page(1))).calls).toEqual([]);
});

it('probes WHMCS before it sends the first write after the pause', async () => {
  const gateway = await start();
  const { simulator } = gateway;
  await gateway.execute(page(1));
  simulator.fail({ kind: 'reset-before' });
  await askAll(gateway, cold);
  await gateway.execute('{ invoices(first: 1) { nodes { number } } }');
  simulator.heal();
  expect((await gateway.execute(write)).data).toMatchObject({ clientUpdate: { code: 'WHMCS_UNREACHABLE' } });
  pass(PAUSE);
  expect((await gateway.execute(write)).data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
  expect(simulator.calls.of('UpdateClient')).toBe(1);
});
