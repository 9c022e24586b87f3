/** GraphQL over HTTP as client libraries speak it; each request copies the named version of the client. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { csrfViolation } from '../../../src/gateway/http/csrf.ts';
import { useGateway } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const gateway = useGateway({ gateway: { schema: stubSchema } });

const asStaff = { authorization: 'Bearer staff' };
const query = encodeURIComponent('query Me { me }');

const apollo4 = { accept: 'application/graphql-response+json,application/json;q=0.9' };
const apollo3 = { accept: '*/*' };
const urql = {
  accept:
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
};

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  gateway.fetch('/graphql', {
    method: 'POST',
    headers: { ...asStaff, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('a short query by GET', () => {
  it.each([
    ['@urql/core 5', urql],
    ['@apollo/client 3, useGETForQueries', { ...apollo3, 'content-type': 'application/json' }],
    ['@apollo/client 4, useGETForQueries', { ...apollo4, 'content-type': 'application/json' }],
  ])('from %s is answered', async (_, headers) => {
    const response = await gateway.fetch(`/graphql?query=${query}&operationName=Me&variables=%7B%7D`, {
      headers: { ...asStaff, ...headers },
    });
    expect([response.status, await response.json()]).toMatchObject([200, { data: { me: 'staff' } }]);
  });

  it.each([
    ['the token', { authorization: 'Bearer staff' }],
    ['JSON', { 'content-type': 'application/json; charset=utf-8' }],
    ['a header of the gateway', { 'x-gateway-preflight': '1' }],
  ])('is accepted with %s, which requires a preflight', (_, headers) => {
    expect(csrfViolation({ method: 'GET', headers })).toBeNull();
  });

  it.each([
    ['no header', {}],
    [
      'headers that every page can send',
      { accept: '*/*', 'accept-language': 'de', cookie: 'a=b', origin: 'https://elsewhere.example' },
    ],
    ['text', { 'content-type': 'text/plain' }],
    ['text with JSON as a parameter', { 'content-type': 'text/plain; application/json' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('is refused with %s', (_, headers) => {
    expect(csrfViolation({ method: 'GET', headers })).toMatchObject({ status: 400 });
  });
});

describe('a persisted-query hash without a document', () => {
  const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
  const refusal = {
    errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
  };

  it.each([
    ['Apollo’s link 4', { operationName: 'Me', variables: {}, extensions: { persistedQuery } }, apollo4],
    ['Apollo’s link 3', { operationName: 'Me', variables: {}, extensions: { persistedQuery } }, apollo3],
    ['urql’s exchange 4', { operationName: 'Me', variables: {}, extensions: { persistedQuery } }, urql],
    ['one that leaves the document empty', { query: '', extensions: { persistedQuery } }, {}],
    ['urql’s exchange for persisted documents', { documentId: 'sha256:abc', variables: {} }, urql],
    ['Relay', { doc_id: '123', variables: {} }, {}],
    ['Relay, under its other name', { id: '123', variables: {} }, {}],
  ])('from %s gets the error that makes the client send the document', async (_, body, headers) => {
    const response = await post(body, headers);
    expect([response.status, await response.json()]).toEqual([200, refusal]);
  });

  it('gets the same error by GET', async () => {
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery }));
    const response = await gateway.fetch(`/graphql?operationName=Me&variables=%7B%7D&extensions=${extensions}`, {
      headers: { ...asStaff, 'content-type': 'application/json' },
    });
    expect([response.status, await response.json()]).toEqual([200, refusal]);
  });

  it('is ignored when the document is present', async () => {
    const response = await post({ query: '{ me }', extensions: { persistedQuery } });
    expect([response.status, await response.json()]).toMatchObject([200, { data: { me: 'staff' } }]);
  });

  it('is counted in the metrics under its code', async () => {
    await post({ extensions: { persistedQuery } });
    expect(await (await gateway.fetch('/metrics')).text()).toContain('outcome="PERSISTED_QUERY_NOT_SUPPORTED"');
  });
});

it('accepts the client name that Apollo client 4 sends in extensions', async () => {
  for (let time = 0; time < 2; time++) {
    const extensions = { clientLibrary: { name: '@apollo/client', version: '4.0.0' } };
    const response = await post({ operationName: 'Me', variables: {}, extensions, query: 'query Me { me }' }, apollo4);
    expect(await response.json()).toMatchObject({ data: { me: 'staff' } });
  }
});

describe('a batch', () => {
  const one = { operationName: 'Me', variables: {}, extensions: {}, query: 'query Me { me }' };
  const refusal = {
    errors: [{ message: expect.stringMatching(/batches are not supported/), extensions: { code: 'BAD_USER_INPUT' } }],
  };

  it.each([1, 2, 9])(
    'of %i is refused operation by operation, in the format of Apollo’s BatchHttpLink',
    async (many) => {
      const batch = Array.from({ length: many }, () => one);
      for (const headers of [apollo3, apollo4]) {
        const response = await post(batch, headers);
        expect([response.status, await response.json()]).toEqual([200, batch.map(() => refusal)]);
      }
    },
  );

  it.each([0, 10, 500])('of %i is refused with one error', async (many) => {
    const response = await post(Array.from({ length: many }, () => one));
    expect([response.status, await response.json()]).toEqual([400, refusal]);
  });

  it('executes no operation', async () => {
    const before = gateway.simulator.calls.total;
    await post([{ query: '{ currencies }' }, { query: 'mutation { mail }' }]);
    expect(gateway.simulator.calls.total).toBe(before);
  });
});

describe('an upload by the multipart request specification', () => {
  const form = (): FormData => {
    const data = new FormData();
    data.set('operations', JSON.stringify({ query: 'mutation ($file: Upload!) { mail }', variables: { file: null } }));
    data.set('map', JSON.stringify({ 0: ['variables.file'] }));
    data.set('0', new Blob(['text']), 'a.txt');
    return data;
  };

  it.each([
    ['apollo-upload-client 17', apollo3, 200, 'application/json; charset=utf-8'],
    ['apollo-upload-client 19', apollo4, 415, 'application/graphql-response+json; charset=utf-8'],
    ['@urql/core 5', urql, 415, 'application/graphql-response+json; charset=utf-8'],
  ])('from %s is refused with an error that the client shows', async (_, headers, status, type) => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      body: form(),
      headers: { ...asStaff, ...headers, 'apollo-require-preflight': 'true' },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringMatching(/base64/), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('every response ends as HTTP requires', () => {
  /** The bytes of a response until the server closes the connection, as the request asks. */
  const raw = (head: string, body = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      let told = '';
      connect(Number(port), hostname)
        .on('error', reject)
        .on('data', (bytes) => void (told += bytes.toString('latin1')))
        .on('close', () => resolve(told))
        .write(
          `${head}\r\nhost: gateway\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
    });

  const json = 'authorization: Bearer staff\r\ncontent-type: application/json';
  const asked = '{"query":"{ me }"}';
  const wrong = '{"query":"{ you }"}';

  it.each<readonly [string, string, string]>([
    ...[
      'multipart/mixed',
      'multipart/mixed;boundary="-";deferSpec=20220824',
      'text/event-stream',
      'application/json',
      '*/*',
      'multipart/*',
      'image/png',
    ].flatMap((accept) =>
      [asked, wrong].map((body): [string, string, string] => [
        accept,
        `POST /graphql HTTP/1.1\r\n${json}\r\naccept: ${accept}`,
        body,
      ]),
    ),
    [
      'multipart/mixed',
      'GET /graphql?query=%7Bme%7D HTTP/1.1\r\nauthorization: Bearer staff\r\naccept: multipart/mixed',
      '',
    ],
    ['a batch', `POST /graphql HTTP/1.1\r\n${json}\r\naccept: multipart/mixed`, `[${asked},${asked}]`],
    [
      'a hash without a document',
      `POST /graphql HTTP/1.1\r\n${json}\r\naccept: multipart/mixed`,
      '{"extensions":{"persistedQuery":{}}}',
    ],
    ['a body that is not JSON', `POST /graphql HTTP/1.1\r\n${json}`, '{'],
    ['a form', 'POST /graphql HTTP/1.1\r\nauthorization: Bearer staff\r\ncontent-type: text/plain', '{'],
    ['no token', 'POST /graphql HTTP/1.1\r\ncontent-type: application/json', asked],
    ['PUT', `PUT /graphql HTTP/1.1\r\n${json}\r\naccept: multipart/mixed`, asked],
    ['OPTIONS', 'OPTIONS /graphql HTTP/1.1\r\norigin: https://a.example', ''],
    ['HEAD', `HEAD /graphql HTTP/1.1\r\n${json}\r\naccept: multipart/mixed`, ''],
    ['GraphiQL', 'GET /graphql HTTP/1.1\r\naccept: text/html', ''],
    ['metrics', 'GET /metrics HTTP/1.1', ''],
    ['an unknown path', 'GET /nowhere HTTP/1.1', ''],
  ])('%s: %s', async (_, head, body) => {
    const told = await raw(head, body);
    const end = told.indexOf('\r\n\r\n');
    const [status = '', ...lines] = told.slice(0, end).toLowerCase().split('\r\n');
    const named = (name: string) => lines.filter((line) => line.startsWith(`${name}:`));
    const has = told.length - end - 4;
    expect([named('transfer-encoding'), named('content-encoding')]).toEqual([[], []]);
    expect(named('connection')).toEqual(['connection: close']);
    if (status.includes(' 204 ')) expect([named('content-length'), has]).toEqual([[], 0]);
    else if (head.startsWith('HEAD')) expect([named('content-length').length, has]).toEqual([1, 0]);
    else expect(named('content-length')).toEqual([`content-length: ${has}`]);
    if (head.includes('/graphql') && !head.includes('text/html'))
      expect(named('cache-control').join()).not.toMatch(/no-cache/);
  });

  it('ends a multipart response', async () => {
    const response = await gateway.fetch('/graphql', {
      method: 'POST',
      headers: { ...asStaff, 'content-type': 'application/json', accept: 'multipart/mixed' },
      body: asked,
    });
    expect(response.headers.get('content-type')).toBe('multipart/mixed; boundary="-"');
    const text = await response.text();
    expect(text).toMatch(/^\r\n---\r\n[^]*"me":"staff"[^]*\r\n-----\r\n$/);
  });

  it('answers in JSON when the caller accepts no available media type', async () => {
    const response = await post({ query: '{ me }' }, { accept: 'image/png' });
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      406,
      'application/json',
      { errors: [{ message: expect.stringMatching(/Accept/), extensions: { code: 'BAD_USER_INPUT' } }] },
    ]);
  });
});
