/** A gateway near its limits: the errors that a viewer gets, and the capacity left for others. */
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/config/limits.ts';
import { useGateway } from '../../support/gateway.ts';
import { until } from '../../support/settled.ts';
import { stubSchema } from '../stub-schema.ts';

const load = { ...defaultLimits.load, requests: 4, turnMs: 600_000, bodyBytes: 60_000, viewerBodyBytes: 20_000 };
const gateway = useGateway({ gateway: { schema: stubSchema, limits: { load } } });

const sockets: Socket[] = [];
const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await gateway.fetch('/metrics')).text())?.[1]);
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await until(async () => (await metric('gateway_requests_active')) === 0);
});

/** A request with an incomplete body; resolves to the socket for the rest of it. */
const begin = (token: string, sent: number, announced = sent + 1): Socket => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket
    .on('error', () => undefined)
    .write(
      `POST /graphql HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
        `content-length: ${announced}\r\n\r\n${' '.repeat(sent)}`,
    );
  return socket;
};

const busyFor = async (as: string) => {
  const { status, headers, errors } = await gateway.execute('{ me }', {}, { as });
  return [status, headers.get('retry-after'), errors?.[0]?.extensions];
};

it('limits one viewer to half of the requests, and keeps room for others', async () => {
  begin('partner', 10);
  begin('partner', 10);
  await until(async () => (await metric('gateway_requests_active')) === 2);
  expect(await busyFor('partner')).toEqual([429, '1', { code: 'RATE_LIMITED', retryAfterMs: 1_000 }]);
  expect((await gateway.execute('{ me }', {}, { as: 'client' })).data).toEqual({ me: 'client' });
});

it('refuses all callers at the limit before authentication; health and metrics still answer', async () => {
  begin('partner', 10);
  begin('partner', 10);
  begin('client', 10);
  await until(async () => (await metric('gateway_requests_active')) === 3);
  begin('staff', 10);
  await until(async () => (await metric('gateway_requests_active')) === 4);
  for (const token of ['staff', 'nobody'])
    expect(await busyFor(token)).toEqual([503, '1', { code: 'WHMCS_BUSY', retryAfterMs: 1_000 }]);
  expect((await gateway.fetch('/health/live')).status).toBe(200);
  expect(await metric('gateway_requests_refused_total\\{reason="requests"\\}')).toBe(2);
});

it('limits unfinished bodies for each viewer, without effect on others', async () => {
  const read = (socket: Socket): Promise<string> =>
    new Promise((resolve) => socket.once('data', (said) => resolve(String(said))));
  begin('partner', 15_000);
  await until(async () => (await metric('gateway_request_bytes_held')) === 15_000);
  // By the announced length, before reading, and by the bytes received.
  expect(await read(begin('partner', 0, 10_000))).toMatch(/^HTTP\/1\.1 429 [^]*"RATE_LIMITED"/);
  begin('client', 15_000);
  await until(async () => (await metric('gateway_request_bytes_held')) === 30_000);
  expect((await gateway.execute('{ me }', {}, { as: 'staff' })).data).toEqual({ me: 'staff' });
});
