/** Limits of the request head in bytes, and of the head and the body in time. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({ gateway: { schema: stubSchema, limits: { headerBytes: 2_000 } } });
/** A gateway with short timeouts. Nothing that the tests send to it arrives in time. */
const impatient = useGateway({ gateway: { schema: stubSchema, limits: { headersMs: 400, requestMs: 800 } } });

const body = '{"query":"{ me }"}';
const line = 'POST /graphql HTTP/1.1\r\n';
const head =
  'host: gateway\r\nauthorization: Bearer staff\r\ncontent-type: application/json\r\nconnection: close\r\n' +
  `content-length: ${body.length}\r\n\r\n`;

/** Sends the pieces with a pause between them until the gateway hangs up; returns what the gateway sent. */
function drip(pieces: readonly string[], everyMs: number, { url } = gateway): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let said = '';
    const rest = [...pieces];
    const socket = connect(Number(port), hostname, () => socket.write(rest.shift() ?? ''));
    const dripping = setInterval(() => void (rest.length > 0 && socket.write(rest.shift() ?? '')), everyMs);
    socket
      .on('data', (piece) => (said += piece.toString()))
      // Ignore write errors on the closed socket.
      .on('error', () => undefined)
      .once('close', () => {
        clearInterval(dripping);
        resolve(said);
      });
  });
}

const answerOf = (said: string): unknown => [
  Number(said.slice('HTTP/1.1 '.length).split(' ', 1)[0]),
  JSON.parse(said.slice(said.indexOf('\r\n\r\n') + 4)),
];

const refusal = (message: string) => ({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
const tooSlow = [408, refusal('The request took too long to arrive.')];

describe('a request', () => {
  it('in several pieces within the timeout is answered', async () => {
    const said = await drip([line, head, body.slice(0, 5), body.slice(5)], 5);
    expect(answerOf(said)).toMatchObject([200, { data: { me: 'staff' } }]);
  });

  it('with slowly dripping headers is refused, and its connection is closed', async () => {
    const headers = Array.from({ length: 200 }, (_, index) => `x-${index}: ${index}\r\n`);
    expect(answerOf(await drip([line, ...headers], 20, impatient))).toEqual(tooSlow);
  });

  it('with a slowly dripping body is refused, and its connection is closed', async () => {
    expect(answerOf(await drip([line + head, ...body.split('')], 100, impatient))).toEqual(tooSlow);
  });

  it('with a stalled body is refused', async () => {
    expect(answerOf(await drip([line + head + body.slice(0, 5)], 1_000, impatient))).toEqual(tooSlow);
  });
});

describe('the head of a request', () => {
  // Names, values and the path count; separators do not.
  const around = `/graphql${head}`.replaceAll(/: |\r\n/g, '').length + 'x-long'.length;
  const withHead = (bytes: number): string => `${line}x-long: ${'x'.repeat(bytes - around)}\r\n${head}${body}`;

  it('is accepted at the limit', async () => {
    expect(answerOf(await drip([withHead(2_000)], 1_000))).toMatchObject([200, { data: { me: 'staff' } }]);
  });

  it('is refused one byte above the limit', async () => {
    expect(answerOf(await drip([withHead(2_001)], 1_000))).toEqual([431, refusal('The headers are too large.')]);
  });
});

describe('the Host header', () => {
  const asked = (hosts: string, version = '1.1'): Promise<string> =>
    drip([`GET /health/live HTTP/${version}\r\n${hosts}connection: close\r\n\r\n`], 1_000);
  const refused = [400, refusal('Send exactly one valid Host header.')];

  it.each([
    ['two', 'host: gateway\r\nHOST: elsewhere\r\n'],
    ['two equal ones', 'host: gateway\r\nhost: gateway\r\n'],
    ['none', ''],
    ['one with a blank', 'host: gate way\r\n'],
    ['two in one', 'host: gateway, elsewhere/\r\n'],
    ['one with a path', 'host: gateway/x\r\n'],
    ['one with a user', 'host: user@gateway\r\n'],
  ])('is refused: %s', async (_, hosts) => {
    expect(answerOf(await asked(hosts))).toEqual(refused);
  });

  it.each(['gateway', 'gateway:8080', '127.0.0.1:80', '[::1]:80', 'my_host.example', ' gateway '])(
    'accepts %j',
    async (host) => {
      expect(answerOf(await asked(`host: ${host}\r\n`))).toEqual([200, { status: 'up' }]);
    },
  );

  it('is optional in HTTP/1.0', async () => {
    expect(answerOf(await asked('', '1.0'))).toEqual([200, { status: 'up' }]);
  });
});

it('refuses bytes that are not HTTP with the same error format', async () => {
  expect(answerOf(await drip(['this is no HTTP\r\n\r\n'], 1_000))).toEqual([
    400,
    refusal('The request is not HTTP/1.1.'),
  ]);
});

it('keeps serving other callers', async () => {
  expect((await gateway.execute('{ me }')).data).toEqual({ me: 'staff' });
});
