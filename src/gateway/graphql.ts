/**
 * GraphQL over HTTP: text in, text out. Usual requests go straight to the engine. Yoga reads the others (GET, forms, batches, unusual
 * Accept headers) and writes their responses; it executes nothing itself.
 */
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Code } from '../graph/base/errors.ts';
import type { Engine, Variables } from './engine.ts';
import { mediaTypeFor, plainParams } from './http/fast-path.ts';
import type { GraphqlRequest, GraphqlResponse } from './http/graphql-message.ts';
import { printResult } from './http/print-result.ts';
import type { RequestContext } from './http/request-context.ts';
import { unsupported, type Batched } from './http/unsupported.ts';
import type { Log } from './observe/log.ts';
import { statusOf } from './response/http-status.ts';
import { codesOf, presentErrors } from './response/present.ts';
import { answerOf, joined } from './response/response-text.ts';

export interface Graphql {
  handle(request: GraphqlRequest, context: RequestContext): Promise<GraphqlResponse>;
}

export interface GraphqlOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** Of an answer. */
  readonly answerBytes: number;
}

/**
 * The headers of Yoga's that are passed on: what the answer is. How it is sent (Transfer-Encoding, Content-Length, Connection …) and
 * cached is decided by the server, which has all of its text.
 */
const passedOn = ['content-type', 'allow', 'accept'] as const;

/** Sent to callers that accept no media type of the gateway. */
const notAcceptable = JSON.stringify({
  errors: [
    {
      message: 'Accept application/graphql-response+json or application/json.',
      extensions: { code: 'BAD_USER_INPUT' satisfies Code },
    },
  ],
});

interface ServerContext extends Batched {
  readonly requestContext: RequestContext;
  /** What the engine made of the operation. */
  result?: ExecutionResult;
  /** A large body, which skips the fetch API: that would copy it more than once. */
  largeBody?: string;
}

/** A larger body does not go through the fetch API. */
const LARGE = 64 * 1024;

export function graphql({ engine, log, answerBytes }: GraphqlOptions): Graphql {
  const executed = (
    { query, variables, operationName }: Operation,
    context: RequestContext,
    readOnly: boolean,
  ): Promise<ExecutionResult> =>
    engine.execute(query, variables, context.viewer, {
      ...context.options,
      operationName,
      readOnly,
      requestId: context.requestId,
      caller: context.caller,
      requestBytes: context.requestBytes,
      record: context,
    });
  const loaded = async () => {
    const { createYoga } = await import('graphql-yoga');
    return createYoga<ServerContext>({
      // The HTTP server does these itself, or they are not needed.
      maxRequestBodySize: false,
      graphiql: false,
      landingPage: false,
      cors: false,
      multipart: false,
      logging: false,
      // The plugin `presented` words errors.
      maskedErrors: false,
      plugins: [overEngine(executed), presented(log, answerBytes), unsupported()],
    });
  };
  let loading: ReturnType<typeof loaded> | undefined;
  /** Loaded when it is first needed: it has many files, for which a start would wait. */
  const yogaServer = () => (loading ??= loaded());

  const throughYoga = async (
    { method, path, accept, contentType, body }: GraphqlRequest,
    requestContext: RequestContext,
  ): Promise<GraphqlResponse> => {
    const yoga = await yogaServer();
    const request = new yoga.fetchAPI.Request(`http://gateway${path}`, {
      method,
      headers: {
        ...(accept === undefined ? {} : { accept }),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === null ? {} : { body }),
    });
    const context: ServerContext = { requestContext };
    const response = await yoga.handleRequest(request, context);
    const headers: Record<string, string> = {};
    for (const name of passedOn) {
      const value = response.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    if (response.status !== 406)
      return { status: response.status, headers, body: context.largeBody ?? (await response.text()) };
    requestContext.codes = ['BAD_USER_INPUT' satisfies Code];
    return { status: 406, headers: { ...headers, 'content-type': 'application/json' }, body: notAcceptable };
  };

  return {
    async handle(request, context) {
      try {
        context.requestBytes = Buffer.byteLength(request.body ?? '');
        const mediaType = mediaTypeFor(request.accept);
        const params = mediaType && plainParams(request);
        if (!params) return await throughYoga(request, context);
        return await printResult(await executed(params, context, false), mediaType, answerBytes, context);
      } finally {
        context.rowShare?.end();
      }
    },
  };
}

interface Operation {
  readonly query: string;
  readonly variables?: Variables | null | undefined;
  readonly operationName?: string | null | undefined;
}

type Executed = (operation: Operation, context: RequestContext, readOnly: boolean) => Promise<ExecutionResult>;

/** Has the engine execute what Yoga has read, in place of all that Yoga would do with it. */
function overEngine(executed: Executed): Plugin<ServerContext, ServerContext> {
  return {
    onParams({ setParamsHandler }) {
      setParamsHandler(async ({ params: { query = '', ...operation }, request, context }) => {
        const result = await executed({ query, ...operation }, context.requestContext, request.method === 'GET');
        context.result = result;
        return result;
      });
    },
  };
}

/** Presents Yoga's own errors, and prints the answer within its limit. */
function presented(log: Log, answerBytes: number): Plugin<ServerContext, ServerContext> {
  return {
    async onResultProcess(event) {
      const { serverContext } = event;
      const { requestContext } = serverContext;
      if (!isOneResult(event.result)) return;
      const whole =
        event.result === serverContext.result
          ? event.result
          : presentErrors(event.result, undefined, { ...requestContext, record: requestContext }, log);
      const { result, data } = await answerOf(whole, answerBytes, requestContext.isQuery !== false);
      if (result !== whole) requestContext.codes = codesOf(result.errors);
      const isFramed = /multipart|event-stream/.test(event.request.headers.get('accept') ?? '');
      const stringify = (rest: ExecutionResult): string => {
        const text = 'data' in rest ? joined({ data }, rest) : JSON.stringify(rest);
        if (isFramed || text.length < LARGE) return text;
        serverContext.largeBody = text;
        return '';
      };
      event.setResult({ ...result, ...(result.errors && { errors: result.errors.map(forYoga) }), stringify });
    },
  };
}

/** Yoga reads the status of an error from its extensions, and takes it out before it prints them. */
function forYoga(error: GraphQLError): GraphQLError {
  const http = statusOf(error);
  if (!http) return error;
  const { message, nodes, source, positions, path, extensions } = error;
  const whole = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
  return new GraphQLError(message, { ...whole, extensions: { ...extensions, http } });
}

/** Whether a result is neither a batch nor a stream; the gateway has none of these. */
const isOneResult = (result: object): result is ExecutionResult =>
  !Array.isArray(result) && !(Symbol.asyncIterator in result);
