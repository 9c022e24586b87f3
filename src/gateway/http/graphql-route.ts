/** /graphql: checks CORS, the token, the form and the size of a request; then the response cache, then GraphQL, then the log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { Unauthenticated, tooManyJwts, type Authenticate, type Authenticated } from '../../access/authenticate.ts';
import { NotReady, type Membership } from '../../access/membership.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Caller } from '../../graph/read/deadline.ts';
import { monotonic } from '../../monotonic.ts';
import { AbandonedError } from '../../whmcs/errors.ts';
import type { Admission, AdmittedRequest } from '../admission/admission.ts';
import { BodyAbortedError, BodyRefusedError, BodyTooLargeError, readText } from './body.ts';
import { shapeFault } from './body-shape.ts';
import type { Cors } from './cors.ts';
import { csrfViolation } from './csrf.ts';
import { belongsTo } from './deliveries.ts';
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
  readonly cors: Cors;
  readonly authenticate: Authenticate;
  readonly groups: Pick<Membership, 'of'>;
  readonly responses: ResponseCache;
  readonly mostBodyBytes: number;
  readonly admission: Admission;
  readonly log: Log;
  readonly metrics: Metrics;
}

export function graphqlRoute({
  graphql,
  graphiql,
  cors,
  authenticate,
  groups,
  responses,
  mostBodyBytes,
  admission,
  log,
  metrics,
}: GraphqlRouteOptions): Handler {
  const record = requestLog(log, metrics);
  const turnAway = overloaded(log, metrics);

  const authenticated = async (request: IncomingMessage): Promise<Authenticated> => {
    const address = request.socket.remoteAddress ?? '';
    let isBegun = false;
    try {
      return await authenticate(request.headers.authorization, () => (isBegun = admission.beginJwt(address)));
    } finally {
      if (isBegun) admission.endJwt(address);
    }
  };

  return async (request, response, requestId) => {
    // The page itself contains no data; its requests carry a token.
    if (graphiql && wantsGraphiql(request)) return graphiql(request, response);
    if (cors(request, response)) return undefined;
    const overload = admission.overload();
    if (overload) return turnAway(request, response, overload);
    const startedAt = monotonic();
    const known = await authenticated(request);
    if (known === tooManyJwts) return turnAway(request, response, 'jwt');
    if (known instanceof Unauthenticated) {
      const address = request.socket.remoteAddress;
      log[known.isOurs ? 'warn' : 'info']({ requestId, because: known.because, address }, 'unauthenticated');
      metrics.unauthenticated(known.kind);
      return refuse(request, response, 401, 'UNAUTHENTICATED', 'Send a known token as "Authorization: Bearer …".', {
        'www-authenticate': 'Bearer',
      });
    }
    belongsTo(response, known.name);
    const visitor = admission.admit(known.name);
    if (typeof visitor === 'string') return turnAway(request, response, visitor);
    try {
      await serve(request, response, { requestId, known, visitor, startedAt });
    } finally {
      visitor.leave();
    }
  };

  async function serve(request: IncomingMessage, response: ServerResponse, entered: Entered): Promise<void> {
    const { requestId, known, visitor, startedAt } = entered;
    const seen = groups.of(known);
    const wholeViewer = seen instanceof Promise ? await seen : seen;
    // No event reports a caller that disconnected while the keys of its token, or the clients of its groups, were fetched.
    if (request.destroyed) return void response.destroy();
    if (wholeViewer instanceof NotReady) {
      record.ended({ requestId, viewer: known, ms: monotonic() - startedAt }, notReady);
      const { retryAfterMs } = wholeViewer;
      const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
      const message = 'It is not known yet who your clients are; try again shortly.';
      return refuse(request, response, 503, 'WHMCS_UNREACHABLE', message, headers, { retryAfterMs });
    }
    const refuseInput = (status: number, message: string): void => {
      record.ended({ requestId, viewer: known, ms: monotonic() - startedAt }, badInput);
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

/** An admitted request of a known viewer. */
interface Entered {
  readonly requestId: string;
  readonly known: Viewer;
  readonly visitor: AdmittedRequest;
  readonly startedAt: number;
}

/** The caller that waits for a response. The signal is created when it is first read: most responses are ready at once. */
function callerOf(response: ServerResponse): Caller {
  let gone: AbortController | undefined;
  return {
    get isGone() {
      return response.destroyed && !response.writableFinished;
    },
    get gone() {
      if (gone) return gone.signal;
      const leaving = (gone = new AbortController());
      const leave = (): void => {
        if (!response.writableFinished) leaving.abort(new AbandonedError('operation', 'the caller went away'));
      };
      if (response.destroyed) leave();
      else response.once('close', leave);
      return leaving.signal;
    },
  };
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

const notReady: EndedOperation = { codes: ['WHMCS_UNREACHABLE'] };
const badInput: EndedOperation = { codes: ['BAD_USER_INPUT'] };
