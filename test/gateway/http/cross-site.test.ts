/** The requests that pages of other sites can and cannot send through the browser of a known user. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const ours = 'https://app.example.com';
const gateway = useGateway({
  gateway: { schema: stubSchema, origins: [ours, 'http://localhost:5173'], corsHeaders: ['X-Tenant'] },
});
const closed = useGateway({ gateway: { schema: stubSchema } });

const asStaff = { authorization: 'Bearer staff' };
const body = '{"query":"{ me currencies }"}';
const json = { ...asStaff, 'content-type': 'application/json' };

const corsOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

describe('refuses every request that a page of another site can make a browser send', () => {
  it.each([
    ['a form', 415, '/graphql', { method: 'POST', body: new URLSearchParams({ query: '{ me currencies }' }) }],
    ['a form with files', 415, '/graphql', { method: 'POST', body: formOf({ query: '{ me currencies }' }) }],
    ['JSON labelled as text', 415, '/graphql', { method: 'POST', body, headers: { 'content-type': 'text/plain' } }],
    ['JSON without a label', 415, '/graphql', { method: 'POST', body: new Blob([body]) }],
    [
      'JSON labelled as text and JSON',
      415,
      '/graphql',
      { method: 'POST', body, headers: { 'content-type': 'text/plain; application/json' } },
    ],
    [
      'GraphQL',
      415,
      '/graphql',
      { method: 'POST', body: '{ me }', headers: { 'content-type': 'application/graphql' } },
    ],
  ])('%s', async (_, status, path, init: RequestInit) => {
    const before = gateway.simulator.calls.total;
    const headers = new Headers(init.headers);
    headers.set('authorization', asStaff.authorization);
    const response = await gateway.fetch(path, { ...init, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(gateway.simulator.calls.total).toBe(before);
  });

  it('treats a GET without preflight headers and without a token as unauthenticated', async () => {
    const before = gateway.simulator.calls.total;
    const response = await gateway.fetch(`/graphql?query=${encodeURIComponent('{ me currencies }')}`);
    expect([response.status, gateway.simulator.calls.total]).toEqual([401, before]);
  });

  it.each([
    'x-gateway-preflight',
    'x-gateway-client',
    'x-graphql-yoga-csrf',
    'apollo-require-preflight',
    'x-apollo-operation-name',
    'graphql-require-preflight',
  ])('accepts a GET with %s, which requires a preflight', async (header) => {
    const response = await gateway.fetch(`/graphql?query=%7Bme%7D`, { headers: { ...asStaff, [header]: '1' } });
    expect(await response.json()).toMatchObject({ data: { me: 'staff' } });
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset=UTF-8'])(
    'accepts a POST of %s, which requires a preflight',
    async (type) => {
      const response = await gateway.fetch('/graphql', {
        method: 'POST',
        body,
        headers: { ...asStaff, 'content-type': type },
      });
      expect(await response.json()).toMatchObject({ data: { me: 'staff' } });
    },
  );

  it('refuses mutations by GET with any header', async () => {
    const response = await gateway.fetch(`/graphql?query=${encodeURIComponent('mutation { mail }')}`, {
      headers: { ...asStaff, 'x-gateway-preflight': '1' },
    });
    expect([response.status, gateway.simulator.calls.of('SendEmail')]).toEqual([405, 0]);
  });
});

describe('a page of an allowed origin', () => {
  it('gets a preflight response without a token', async () => {
    const response = await gateway.fetch('/graphql', {
      method: 'OPTIONS',
      headers: {
        origin: ours,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-gateway-client',
      },
    });
    expect([response.status, response.headers.get('vary'), await response.text()]).toEqual([204, 'Origin', '']);
    const told = corsOf(response);
    expect(told).toEqual({
      'access-control-allow-origin': ours,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': expect.any(String),
      'access-control-expose-headers': 'X-Request-Id, Retry-After, Content-Disposition',
      'access-control-max-age': '7200',
    });
    const allowed = told['access-control-allow-headers']?.toLowerCase().split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining(
        [
          'authorization content-type cache-control x-request-id',
          'x-gateway-client x-gateway-explain x-gateway-lane x-gateway-preflight',
          'x-graphql-yoga-csrf apollo-require-preflight graphql-require-preflight',
          'apollographql-client-name apollographql-client-version x-apollo-operation-name',
          'traceparent tracestate x-tenant',
        ].flatMap((names) => names.split(' ')),
      ),
    );
  });

  it('may read the response, including a cached one', async () => {
    for (let time = 0; time < 2; time++) {
      const response = await gateway.fetch('/graphql', { method: 'POST', headers: { ...json, origin: ours }, body });
      expect(response.headers.get('vary')).toBe('Origin');
      expect(corsOf(response)).toEqual({
        'access-control-allow-origin': ours,
        'access-control-expose-headers': 'X-Request-Id, Retry-After, Content-Disposition',
      });
    }
  });

  it.each([
    [401, { 'content-type': 'application/json' }, body],
    [415, asStaff, body],
    [400, json, '{'],
  ])('may read an error response: %i', async (status, headers, sent) => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { ...headers, origin: ours },
      body: sent,
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([status, ours]);
  });
});

describe('a page of any other origin', () => {
  it.each(['https://elsewhere.example', 'https://app.example.com.evil.example', 'http://app.example.com', 'null', '*'])(
    'gets no CORS header: %s',
    async (origin) => {
      const preflight = await gateway.fetch('/graphql', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      const asked = await gateway.fetch('/graphql', { method: 'POST', headers: { ...json, origin }, body });
      expect([corsOf(preflight), corsOf(asked)]).toEqual([{}, {}]);
      expect([preflight.headers.get('vary'), asked.headers.get('vary')]).toEqual(['Origin', 'Origin']);
    },
  );

  it('gets no CORS header while no origin is allowed', async () => {
    const response = await closed.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { origin: ours, 'access-control-request-method': 'POST' },
    });
    expect([response.status, corsOf(response), response.headers.get('vary')]).toEqual([204, {}, null]);
  });
});

describe('every response', () => {
  it.each([
    ['to an operation', '/graphql', { method: 'POST', headers: json, body }],
    ['to an unauthenticated caller', '/graphql', { method: 'POST', body }],
    ['to an unknown path', '/nowhere', {}],
    ['with metrics', '/metrics', {}],
  ])('is protected from other readers: %s', async (_, path, init) => {
    const { headers } = await gateway.fetch(path, init);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('of GraphiQL loads only from its own origin and forbids framing', async () => {
    const { headers } = await gateway.fetch('/graphql', { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"]),
    );
    expect(policy).not.toMatch(/https?:|\*/);
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
