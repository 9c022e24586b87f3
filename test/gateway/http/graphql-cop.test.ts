/** The checks of the scanner graphql-cop, as tests. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { schema } from '../../../src/graph/schema.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { findingNames, findings, type Send } from '../../support/graphql-cop.ts';
import { startNaiveServer } from '../../support/naive-server.ts';

it('detects every finding on a vulnerable server', async () => {
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
  it('finds nothing', async () => {
    expect(await findings(await doorOf(null, false))).toEqual([]);
  });

  it('finds only GraphiQL when it is enabled', async () => {
    expect(await findings(await doorOf(null))).toEqual(['GraphiQL']);
  });

  it.each(['/', '/graphiql', '/playground', '/console', '/v1/graphql', '/altair'])(
    'finds no page at %s',
    async (path) => {
      const gateway = await startTestGateway();
      onTestFinished(() => gateway.close());
      const response = await gateway.fetch(path, { headers: { accept: 'text/html' } });
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
    },
  );
});

describe.each(['partner', 'client'])('with the token of a %s', (token) => {
  it('finds only introspection and queries by GET, which no foreign page can send with a token', async () => {
    expect(await findings(await doorOf(token, false))).toEqual(['introspection', 'queries by GET']);
  });
});
