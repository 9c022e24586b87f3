/** /graphql: the token first, then the size, then memory, then GraphQL, and a line in the log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { Stranger, type Authenticate } from '../access/authenticate.ts';
import { Unready, type Membership } from '../access/membership.ts';
import type { Code } from '../graph/errors.ts';
import { AbandonedError } from '../whmcs/errors.ts';
import { BodyAbortedError, BodyTooLargeError, readText } from './body.ts';
import { wantsGraphiql, type Graphiql } from './graphiql.ts';
import type { Graphql, GraphqlRequest } from './graphql.ts';
import { keptOf } from './kept.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { narrowedBy } from './narrowing.ts';
import { recorder, type Answered, type Ended } from './recorder.ts';
import { responseKey, type ResponseCache } from './response-cache.ts';
import { send, type Handler } from './server.ts';
import type { Visit } from './visit.ts';
import { wishesOf } from './wishes.ts';

export interface GraphqlRouteOptions {
  readonly graphql: Graphql;
  readonly graphiql: Graphiql;
  readonly authenticate: Authenticate;
  readonly groups: Pick<Membership, 'of'>;
  readonly responses: ResponseCache;
  readonly mostBodyBytes: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function graphqlRoute({
  graphql,
  graphiql,
  authenticate,
  groups,
  responses,
  mostBodyBytes,
  log,
  metrics,
}: GraphqlRouteOptions): Handler {
  const record = recorder(log, metrics);
  return async (request, response, requestId) => {
    // The page itself holds nothing; what it asks for carries a token.
    if (wantsGraphiql(request)) return graphiql(request, response);
    const startedAt = performance.now();
    const outcome = authenticate(request.headers.authorization);
    const known = outcome instanceof Promise ? await outcome : outcome;
    if (known instanceof Stranger) {
      log[known.isOurs ? 'warn' : 'info']({ requestId, because: known.because }, 'unauthenticated');
      return refuse(request, response, 401, 'UNAUTHENTICATED', 'Send a known token as "Authorization: Bearer …".', {
        'www-authenticate': 'Bearer',
      });
    }
    const seen = groups.of(known);
    const whole = seen instanceof Promise ? await seen : seen;
    // Nothing tells of somebody who went away while the keys of his token were fetched, or his clients were found out.
    if (request.destroyed) return void response.destroy();
    if (whole instanceof Unready) {
      record.ended({ requestId, viewer: known, ms: performance.now() - startedAt }, unready);
      const { retryAfterMs } = whole;
      const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
      const message = 'It is not known yet who your clients are; try again shortly.';
      return refuse(request, response, 503, 'WHMCS_UNREACHABLE', message, headers, { retryAfterMs });
    }
    const viewer = narrowedBy(request.headers, whole);
    if (viewer instanceof GraphQLError) {
      record.ended({ requestId, viewer: known, ms: performance.now() - startedAt }, misread);
      return refuse(request, response, 400, 'BAD_USER_INPUT', viewer.message);
    }
    const wishes = wishesOf(request.headers, viewer);
    const so = (): Answered => ({ requestId, viewer, ms: performance.now() - startedAt });
    let body: string | null;
    try {
      body = request.method === 'POST' ? await readText(request, mostBodyBytes) : null;
    } catch (error) {
      record.ended(so(), error instanceof BodyTooLargeError ? misread : { codes: [] });
      if (error instanceof BodyAbortedError) return void response.destroy();
      if (!(error instanceof BodyTooLargeError)) throw error;
      return refuse(request, response, 413, 'BAD_USER_INPUT', `The request is larger than ${mostBodyBytes} bytes.`);
    }
    const asked = requestOf(request, body);
    const key = wishes.explain === null ? responseKey(viewer, asked) : null;
    if (key !== null && wishes.anew) responses.forget(key);
    const kept = key === null ? undefined : responses.at(key);
    if (kept) {
      send(response, 200, kept.body, kept.headers);
      return record.recalled(so(), kept);
    }
    const visit: Visit = { requestId, viewer, wishes, gone: goneSignal(response), codes: [] };
    try {
      const answer = await graphql.handle(asked, visit);
      send(response, answer.status, answer.body, answer.headers);
      const keep = keptOf(answer, visit);
      if (key !== null && keep) responses.keep(key, keep);
    } finally {
      record.ended(so(), visit);
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

const requestOf = ({ method = 'GET', url = '/', headers }: IncomingMessage, body: string | null): GraphqlRequest => ({
  method,
  path: url,
  accept: headers.accept,
  contentType: headers['content-type'],
  body,
});

/** A GraphQL error without GraphQL having been asked. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  extensions: Readonly<Record<string, unknown>> = {},
): void {
  const spoken = (request.headers.accept ?? '').includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] });
  send(response, status, body, { ...headers, 'content-type': `${spoken}; charset=utf-8` });
}

const unready: Ended = { codes: ['WHMCS_UNREACHABLE'] };
const misread: Ended = { codes: ['BAD_USER_INPUT'] };
