import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({ gateway: { schema: stubSchema, limits: { bodyBytes: 2_000 } } });

const asStaff = { authorization: 'Bearer staff' };
const preflighted = { ...asStaff, 'x-gateway-preflight': '1' };
const post = (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.fetch('/graphql', {
    method: 'POST',
    headers: { ...asStaff, 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);

describe('/graphql', () => {
  it('answers queries by GET', async () => {
    const query = new URLSearchParams({
      query: 'query Twice($of: Int!) { double(of: $of) }',
      variables: '{"of": 4}',
      operationName: 'Twice',
    });
    const response = await gateway.fetch(`/graphql?${query.toString()}`, { headers: preflighted });
    expect(await response.json()).toMatchObject({ data: { double: 8 } });
  });

  it('never mutates by GET', async () => {
    const response = await gateway.fetch(`/graphql?query=${encodeURIComponent('mutation { emailSend }')}`, {
      headers: preflighted,
    });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(gateway.simulator.calls.of('SendEmail')).toBe(0);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('rejects the method %s', async (method) => {
    const response = await gateway.fetch('/graphql', { method, headers: asStaff });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('sends no CORS header that would let another site send the request', async () => {
    const response = await post('{"query":"{ me }"}', { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['', ' ', '[]', '"text"', '{"query": 5}', 'query=%7Bme%7D'])(
    'answers the invalid body %j with an error code',
    async (body) => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    },
  );

  it('gives each request an id, and adopts a harmless id of the caller', async () => {
    const own = await post('{"query":"{ me }"}', { 'x-request-id': 'order-42.7' });
    const odd = await post('{"query":"{ me }"}', { 'x-request-id': 'a b"c' });
    expect(own.headers.get('x-request-id')).toBe('order-42.7');
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a body above the limit', () => {
  const large = JSON.stringify({ query: `{ me } #${'x'.repeat(2_000)}` });

  it('is refused by its announced length', async () => {
    const response = await post(large);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      errors: [{ message: 'The request is larger than 2000 bytes.', extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('is refused while it streams when no length is announced', async () => {
    const response = await post(new Blob([large]).stream());
    expect(response.status).toBe(413);
  });

  it('is accepted at one byte less', async () => {
    const body = '{"query":"{ me }"}';
    const response = await post(body.padEnd(2_000));
    expect(await response.json()).toMatchObject({ data: { me: 'staff' } });
  });

  it('leaves no state behind when it never ends', async () => {
    const { hostname, port } = new URL(gateway.url);
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.end(
          'POST /graphql HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer staff\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"query":',
        );
      });
      socket
        .once('error', reject)
        .once('close', () => resolve())
        .resume();
    });
    expect(await (await post('{"query":"{ me }"}')).json()).toMatchObject({ data: { me: 'staff' } });
  });
});

describe('other paths', () => {
  it('answers the liveness probe', async () => {
    const response = await gateway.fetch('/health/live');
    expect([response.status, await response.json()]).toEqual([200, { status: 'up' }]);
  });

  it.each(['/', '/graphql/', '/health', '/favicon.ico'])('%s is not found', async (path) => {
    const response = await gateway.fetch(path, { headers: asStaff });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: 'Not found. GraphQL and GraphiQL are at /graphql.' },
    ]);
  });
});
