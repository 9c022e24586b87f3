/** /graphql: checks the form and the size of a request that has entered; then the response cache, then GraphQL, then the log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { monotonic } from '../../monotonic.ts';
import { BodyAbortedError, BodyRefusedError, BodyTooLargeError, readText } from './body.ts';
import { shapeFault } from './body-shape.ts';
import { callerOf } from './caller.ts';
import { csrfViolation } from './csrf.ts';
import type { Enter, Entered } from './entrance.ts';
import { wantsGraphiql, type Graphiql } from './graphiql.ts';
import type { Graphql } from '../graphql.ts';
import type { GraphqlRequest } from './graphql-message.ts';
import { storableResponse } from '../response-cache/storable-response.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { narrowedBy } from './narrowing.ts';
import { overloaded } from '../admission/overloaded.ts';
import { acceptsGraphql, refuse } from './refuse.ts';
import { requestLog, type AnsweredRequest, type EndedOperation } from '../observe/request-log.ts';
import { responseKey, type ResponseCache } from '../response-cache/response-cache.ts';
import { send, type Handler } from './server.ts';
import { isUpload, uploadRefusal } from './unsupported.ts';
import type { RequestContext } from './request-context.ts';
import { requestOptionsOf } from './request-options.ts';

export interface GraphqlRouteOptions {
  readonly graphql: Graphql;
  /** Null for no GraphiQL page. */
  readonly graphiql: Graphiql | null;
  readonly enter: Enter;
  readonly responses: ResponseCache;
  readonly mostBodyBytes: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function graphqlRoute({
  graphql,
  graphiql,
  enter,
  responses,
  mostBodyBytes,
  log,
  metrics,
}: GraphqlRouteOptions): Handler {
  const record = requestLog(log, metrics);
  const turnAway = overloaded(log, metrics);

  return (request, response, requestId) => {
    // The page itself contains no data; its requests carry a token.
    if (graphiql && wantsGraphiql(request)) return graphiql(request, response);
    return enter(request, response, requestId, (entered) => serve(request, response, entered));
  };

  async function serve(request: IncomingMessage, response: ServerResponse, entered: Entered): Promise<void> {
    const { requestId, viewer: wholeViewer, visitor, startedAt } = entered;
    const refuseInput = (status: number, message: string): void => {
      record.ended({ requestId, viewer: wholeViewer, ms: monotonic() - startedAt }, badInput);
      refuse(request, response, status, 'BAD_USER_INPUT', message);
    };
    const violation = csrfViolation(request);
    if (violation && !isForm(request)) return refuseInput(violation.status, violation.message);
    const viewer = narrowedBy(request.headers, wholeViewer);
    if (viewer instanceof GraphQLError) return refuseInput(400, viewer.message);
    const options = requestOptionsOf(request.headers, viewer);
    const answered = (): AnsweredRequest => ({ requestId, viewer, ms: monotonic() - startedAt });
    let body: string | null;
    try {
      body = request.method === 'POST' ? await readText(request, mostBodyBytes, visitor) : null;
    } catch (error) {
      if (error instanceof BodyRefusedError) return turnAway(request, response, error.reason);
      record.ended(answered(), error instanceof BodyTooLargeError ? badInput : { codes: [] });
      if (error instanceof BodyAbortedError) return void response.destroy();
      if (!(error instanceof BodyTooLargeError)) throw error;
      return refuse(request, response, 413, 'BAD_USER_INPUT', `The request is larger than ${mostBodyBytes} bytes.`);
    }
    if (violation) {
      if (body === null || !isUpload(body)) return refuseInput(violation.status, violation.message);
      // Apollo shows the errors of a response only if it has this media type or a status below 300.
      return refuseInput(acceptsGraphql(request) ? violation.status : 200, uploadRefusal);
    }
    const badShape = body === null ? null : shapeFault(body);
    if (badShape !== null) return refuseInput(400, badShape);
    const asked = requestOf(request, body);
    const key = options.explain === null ? responseKey(viewer, asked) : null;
    if (key !== null && options.noCache) responses.forget(key);
    const kept = key === null ? undefined : responses.at(key);
    if (kept) {
      send(response, 200, kept.body, kept.headers);
      return record.responseCacheHit(answered(), kept);
    }
    const context: RequestContext = {
      requestId,
      viewer,
      options,
      caller: callerOf(response),
      requestBytes: 0,
      codes: [],
    };
    try {
      const answer = await graphql.handle(asked, context);
      send(response, answer.status, answer.body, { ...answer.headers, ...retryAfter(context) });
      const keep = key !== null && responses.shouldStore(key) && storableResponse(answer, context);
      if (keep) responses.keep(key, keep);
    } finally {
      record.ended(answered(), context);
    }
  }
}

const requestOf = ({ method = 'GET', url = '/', headers }: IncomingMessage, body: string | null): GraphqlRequest => ({
  method,
  path: url,
  accept: headers.accept,
  contentType: headers['content-type'],
  body,
});

/** The header Retry-After in whole seconds, rounded up. */
const retryAfter = ({ retryAfterMs }: RequestContext): Readonly<Record<string, string>> =>
  retryAfterMs == null ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };

const isForm = ({ headers }: IncomingMessage): boolean =>
  /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');

const badInput: EndedOperation = { codes: ['BAD_USER_INPUT'] };
