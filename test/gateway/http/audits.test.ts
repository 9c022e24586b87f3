import { auditServer } from 'graphql-http';
import { expect, it } from 'vitest';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway();

it('passes all 61 audits of the GraphQL over HTTP specification', async () => {
  const results = await auditServer({
    url: () => `${gateway.url}/graphql`,
    fetchFn(url: string, init: RequestInit = {}) {
      const headers = new Headers(init.headers);
      headers.set('authorization', 'Bearer staff');
      headers.set('x-gateway-preflight', '1');
      return fetch(url, { ...init, headers });
    },
  });
  const failed = results
    .filter(({ status }) => status !== 'ok')
    .map(({ id, name, status }) => `${status} ${id}: ${name}`);
  expect(failed).toEqual([]);
  expect(results).toHaveLength(61);
});
