/** /graphql: the token first, then the size, then GraphQL, and a line in the log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authenticate } from '../access/authenticate.ts';
import type { Code } from '../graph/errors.ts';
import { AbandonedError } from '../whmcs/errors.ts';
import { BodyAbortedError, BodyTooLargeError, readText } from './body.ts';
import { wantsGraphiql, type Graphiql } from './graphiql.ts';
import type { Graphql } from './graphql.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { send, type Handler } from './server.ts';
import type { Visit } from './visit.ts';

export interface GraphqlRouteOptions {
  readonly graphql: Graphql;
  readonly graphiql: Graphiql;
  readonly authenticate: Authenticate;
  readonly mostBodyBytes: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function graphqlRoute({
  graphql,
  graphiql,
  authenticate,
  mostBodyBytes,
  log,
  metrics,
}: GraphqlRouteOptions): Handler {
  return async (request, response, requestId) => {
    // The page itself holds nothing; what it asks for carries a token.
    if (wantsGraphiql(request)) return graphiql(request, response);
    const viewer = authenticate(request.headers.authorization);
    if (!viewer) {
      log.info({ requestId }, 'unauthenticated');
      return refuse(request, response, 401, 'UNAUTHENTICATED', 'Send a known token as "Authorization: Bearer …".', {
        'www-authenticate': 'Bearer',
      });
    }
    const startedAt = performance.now();
    const visit: Visit = { requestId, viewer, gone: goneSignal(response), codes: [] };
    try {
      const body = request.method === 'POST' ? await readText(request, mostBodyBytes) : null;
      const { path, accept, contentType } = partsOf(request);
      const answer = await graphql.handle({ method: request.method ?? 'GET', path, accept, contentType, body }, visit);
      send(response, answer.status, answer.body, answer.headers);
    } catch (error) {
      if (error instanceof BodyAbortedError) return void response.destroy();
      if (!(error instanceof BodyTooLargeError)) throw error;
      visit.codes = ['BAD_USER_INPUT'];
      refuse(request, response, 413, 'BAD_USER_INPUT', `The request is larger than ${mostBodyBytes} bytes.`);
    } finally {
      record(visit, performance.now() - startedAt, log, metrics);
    }
  };
}

/** Aborts when the connection closes before the answer is sent. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new AbandonedError('operation', 'the caller went away'));
  });
  return gone.signal;
}

const partsOf = ({
  url = '/',
  headers,
}: IncomingMessage): { path: string; accept: string | undefined; contentType: string | undefined } => ({
  path: url,
  accept: headers.accept,
  contentType: headers['content-type'],
});

/** A GraphQL error without GraphQL having been asked. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const spoken = (request.headers.accept ?? '').includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  send(response, status, body, { ...headers, 'content-type': `${spoken}; charset=utf-8` });
}

function record(
  { requestId, viewer, gone, operationName, price, codes }: Visit,
  ms: number,
  log: Log,
  metrics: Metrics,
): void {
  metrics.operated({ name: operationName, outcome: codes[0] ?? 'ok', ms, price });
  log.info(
    {
      requestId,
      viewer: viewer.name,
      operation: operationName,
      ms: Math.round(ms),
      ...(price && {
        calls: price.calls,
        byCommand: price.byCommand,
        cacheHits: price.cacheHits,
        waitedMs: price.waitedMs,
      }),
      ...(codes.length > 0 && { errors: codes }),
      ...(gone.aborted && { gone: true }),
    },
    'operation',
  );
}
