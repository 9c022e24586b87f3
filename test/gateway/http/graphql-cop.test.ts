/** What scanners look for first: graphql-cop's checks, as tests. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { schema } from '../../../src/graph/schema.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { findingNames, findings, type Send } from '../../support/graphql-cop.ts';
import { startNaiveServer } from '../../support/naive-server.ts';

it('its checks find all that they look for where it is', async () => {
  const { url, close } = await startNaiveServer(schema);
  onTestFinished(close);
  expect(await findings((path, init) => fetch(`${url}${path}`, init))).toEqual(findingNames);
});

async function doorOf(token: string | null, graphiql?: false): Promise<Send> {
  const gateway = await startTestGateway({ gateway: graphiql === undefined ? {} : { graphiql } });
  onTestFinished(() => gateway.close());
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    return gateway.fetch(`/graphql${path}`, { ...init, headers });
  };
}

describe('without a token', () => {
  it('nothing is found', async () => {
    expect(await findings(await doorOf(null, false))).toEqual([]);
  });

  it('nothing is found but GraphiQL, where that is shown', async () => {
    expect(await findings(await doorOf(null))).toEqual(['GraphiQL']);
  });

  it.each(['/', '/graphiql', '/playground', '/console', '/v1/graphql', '/altair'])(
    'there is no page at %s',
    async (path) => {
      const gateway = await startTestGateway();
      onTestFinished(() => gateway.close());
      const response = await gateway.fetch(path, { headers: { accept: 'text/html' } });
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
    },
  );
});

describe.each(['partner', 'client'])('with the token of a %s', (token) => {
  it('nothing is found but introspection and queries by GET, which no foreign page can send with a token', async () => {
    expect(await findings(await doorOf(token, false))).toEqual(['introspection', 'queries by GET']);
  });
});
