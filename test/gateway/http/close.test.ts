import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator, type Simulator } from '../../../src/simulator/index.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { until } from '../../support/settled.ts';
import { stubSchema } from '../stub-schema.ts';

async function start(): Promise<{ gateway: TestGateway; simulator: Simulator }> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return { simulator, gateway: await startTestGateway({ simulator, gateway: { schema: stubSchema } }) };
}

it('does not wait for connections that never sent a request', async () => {
  const { gateway } = await start();
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  // The connection is cut only after many minutes, long after this test would have failed.
  await gateway.close();
  expect((await gateway.fetch('/health/live').catch((error: unknown) => error)) instanceof Error).toBe(true);
});

it('waits for a response in progress', async () => {
  const { gateway, simulator } = await start();
  simulator.fail({ kind: 'latency', latencyMs: 200 });
  const underWay = gateway.execute('{ currencies }');
  await until(() => simulator.calls.total === 1);
  const [{ data }] = await Promise.all([underWay, gateway.close()]);
  expect(data).toEqual({ currencies: 4 });
});

it('waits for a write after its caller disconnects', async () => {
  const { gateway, simulator } = await start();
  simulator.fail({ action: 'SendEmail', kind: 'latency', latencyMs: 300 });
  const mails = simulator.world.mails.all().length;
  const caller = new AbortController();
  const torn = gateway.execute('mutation { emailSend }', {}, { signal: caller.signal }).catch(() => 'torn');
  await until(() => simulator.calls.of('SendEmail') === 1);
  caller.abort();
  expect(await torn).toBe('torn');
  await gateway.close();
  // WHMCS performs the write at the end of the latency.
  expect(simulator.world.mails.all().length).toBe(mails + 1);
});

it('does not wait for a background refresh, even when WHMCS hangs', async () => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const gateway = await startTestGateway({
    simulator,
    gateway: { schema: stubSchema, limits: { cacheSeconds: { reference: 0, record: 0, list: 0 } } },
  });
  await gateway.execute('{ currencies }');
  simulator.fail({ kind: 'hang' });
  expect((await gateway.execute('{ currencies }')).data).toEqual({ currencies: 4 });
  await until(() => simulator.calls.total === 2);
  await gateway.close();
});
