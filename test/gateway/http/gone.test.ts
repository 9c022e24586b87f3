import { connect, type Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { until } from '../../support/settled.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({
  gateway: { schema: stubSchema, sharedCache: false },
  whmcs: { maxConcurrency: 1 },
});

beforeEach(() => {
  gateway.simulator.heal();
  gateway.simulator.calls.reset();
});

/** Sends a request over a socket of its own, so that the test can destroy the socket. */
function ask(query: string): Socket {
  const { hostname, port } = new URL(gateway.url);
  const body = JSON.stringify({ query });
  const headers = [
    'POST /graphql HTTP/1.1',
    'host: gateway',
    'authorization: Bearer staff',
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).write(`${headers.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}

/** Waits until WHMCS has seen the call. */
const whmcsSees = (action: string): Promise<void> => until(() => gateway.simulator.calls.of(action) === 1);

/** The number of calls in progress and in the queue. */
async function load(): Promise<{ active: number; queued: number }> {
  const text = await (await gateway.fetch('/metrics')).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  return { active: value('whmcs_calls_active'), queued: value('whmcs_calls_queued') };
}

describe('when the caller disconnects', () => {
  it.each(['destroy', 'resetAndDestroy'] as const)('aborts reads that no other request needs (%s)', async (leave) => {
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'hang' });
    const caller = ask('{ currencies paymentMethods }');
    await whmcsSees('GetCurrencies');
    await expect.poll(load, { interval: 5 }).toEqual({ active: 1, queued: 1 });
    caller[leave]();
    await expect.poll(load, { interval: 5 }).toEqual({ active: 0, queued: 0 });
    expect(gateway.simulator.calls.byAction).toEqual({ GetCurrencies: 1 });
  });

  it('continues a read that another request needs', async () => {
    gateway.simulator.fail({ action: 'GetCurrencies', kind: 'latency', latencyMs: 2_000 });
    const caller = ask('{ currencies }');
    await whmcsSees('GetCurrencies');
    const other = gateway.execute('{ currencies }');
    await new Promise((resolve) => setTimeout(resolve, 100));
    caller.destroy();
    const { data } = await other;
    expect(data).toEqual({ currencies: 4 });
    expect(gateway.simulator.calls.of('GetCurrencies')).toBe(1);
  });

  it('completes a write that was sent', async () => {
    gateway.simulator.fail({ action: 'SendEmail', kind: 'latency', latencyMs: 2_000 });
    const caller = ask('mutation { emailSend }');
    await whmcsSees('SendEmail');
    caller.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await load()).toEqual({ active: 1, queued: 0 });
    await expect.poll(load, { interval: 5 }).toEqual({ active: 0, queued: 0 });
  });
});
