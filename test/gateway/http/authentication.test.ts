import { describe, expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway();

const introspection = '{ __schema { queryType { name } } }';

describe('an unauthenticated caller', () => {
  it.each([
    ['no token', null],
    ['an unknown token', 'stuff'],
    ['a known token with a suffix', 'staff2'],
  ])('gets 401 and no data: %s', async (_, as) => {
    const { status, headers, errors, data, extensions, calls } = await gateway.execute(introspection, {}, { as });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(errors).toEqual([
      { message: 'Send a known token as "Authorization: Bearer …".', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect([data, extensions, calls]).toEqual([undefined, undefined, []]);
  });

  it.each([['Basic c3RhZmY6c3RhZmY='], ['staff'], ['Bearer'], ['Bearer staff partner']])(
    'is not authenticated by "Authorization: %s"',
    async (authorization) => {
      const response = await gateway.fetch(`/graphql?query=${encodeURIComponent(introspection)}`, {
        headers: { authorization },
      });
      expect(response.status).toBe(401);
    },
  );

  it('gets no information about the document, which is not even parsed', async () => {
    const { status, errors } = await gateway.execute('{ this is no GraphQL', {}, { as: null });
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('gets the error in the requested media type', async () => {
    const types = await Promise.all(
      ['application/graphql-response+json', 'application/json', '*/*'].map(async (accept) => {
        const { headers } = await gateway.execute(introspection, {}, { as: null, headers: { accept } });
        return headers.get('content-type');
      }),
    );
    expect(types).toEqual([
      'application/graphql-response+json; charset=utf-8',
      'application/json; charset=utf-8',
      'application/json; charset=utf-8',
    ]);
  });
});

it.each([
  ['staff', 'STAFF'],
  ['partner', 'PARTNER'],
  ['client', 'CLIENT'],
])('authenticates %s by token', async (as, role) => {
  const { data } = await gateway.execute('{ viewer { name role } }', {}, { as });
  expect(data).toEqual({ viewer: { name: as, role } });
});
