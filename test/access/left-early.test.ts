import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { Authenticated } from '../../src/access/authenticate.ts';
import { staff } from '../../src/access/viewer.ts';
import { admission } from '../../src/gateway/admission/admission.ts';
import { entrance } from '../../src/gateway/http/entrance.ts';
import { graphqlRoute } from '../../src/gateway/http/graphql-route.ts';
import { defaultLimits } from '../../src/config/limits.ts';
import { metrics } from '../../src/gateway/observe/metrics.ts';
import { noResponses } from '../../src/gateway/response-cache/response-cache.ts';
import { kept } from './rig.ts';

it('runs nothing for a caller that leaves before the keys of its JWT arrive, and waits for nothing', async () => {
  let verified: (viewer: Authenticated) => void = () => undefined;
  let asked = 0;
  const seen = { log: kept().log, metrics: metrics(new Set()) };
  const route = graphqlRoute({
    enter: entrance({
      authenticate: () => new Promise((resolve) => (verified = resolve)),
      cors: () => false,
      groups: { of: (viewer) => viewer },
      admission: admission(defaultLimits.load),
      ...seen,
    }),
    graphql: {
      handle: () => Promise.reject(new Error(`operation ${(asked += 1)}`)),
    },
    graphiql: () => undefined,
    responses: noResponses,
    mostBodyBytes: 1_000,
    ...seen,
  });
  let handled: unknown;
  const server = createServer((request, response) => {
    handled = route(request, response, 'the-request');
    server.emit('arrived', request);
  });
  server.listen(0, '127.0.0.1');
  const arrived = once(server, 'arrived') as Promise<[IncomingMessage]>;
  await once(server, 'listening');
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.write('POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n{');
  const [request] = await arrived;
  caller.destroy();
  await new Promise((resolve) => request.once('close', resolve));
  verified(staff('jane'));
  await handled;
  expect(asked).toBe(0);
  server.close();
});
