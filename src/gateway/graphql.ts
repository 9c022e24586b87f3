/** Yoga, with our context, our errors and our price. It is handed text and hands back text; HTTP itself is the server's. */
import {
  assertValidSchema,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Role, Viewer } from '../access/viewer.ts';
import { freshnessFor } from '../graph/read/freshness.ts';
import { Graph, type Installed } from '../graph/graph.ts';
import { RowsExceededError, type Code } from '../graph/base/errors.ts';
import { forecast } from '../graph/explain/forecast.ts';
import { rowShares, type RowShares } from '../graph/read/row-share.ts';
import type { RateLimit } from '../graph/read/rate-limit.ts';
import { rowForecast } from '../graph/schema-kit/row-forecast.ts';
import { variantsOf } from '../graph/schema-kit/variants.ts';
import { monotonic } from '../monotonic.ts';
import { answerOf, joined } from './response/response-text.ts';
import { documentErrors } from './documents/errors.ts';
import { documentLimits, documentReader } from './documents/limits.ts';
import { documentCache } from './documents/document-cache.ts';
import { executor, type Execute } from './documents/executor.ts';
import { explained } from './documents/explain.ts';
import type { DocumentLimits } from '../config/limits.ts';
import type { Log } from './observe/log.ts';
import { isPlain, mediaTypes, plainParams } from './http/fast-path.ts';
import type { GraphqlRequest, GraphqlResponse } from './http/graphql-message.ts';
import { presentResponse, type Presentable } from './response/present.ts';
import type { QueueRoom } from './admission/queue-room.ts';
import { unsupported, type Batched } from './http/unsupported.ts';
import { excessOf } from './documents/request-limits.ts';
import { isToldPrices, type RequestContext } from './http/request-context.ts';

export interface Graphql {
  handle(request: GraphqlRequest, visit: RequestContext): Promise<GraphqlResponse>;
  /** Resolves when no operation runs any more, those of callers who went away included. */
  idle(): Promise<void>;
}

/**
 * The headers of Yoga's that are passed on: what the answer is. How it is sent (Transfer-Encoding, Content-Length, Connection …) and
 * kept is the server's, who has all of its text.
 */
const passedOn = ['content-type', 'allow', 'accept'] as const;

/** Said to who accepts nothing that there is, in the form that is most likely to be read. */
const notAcceptable = JSON.stringify({
  errors: [
    {
      message: 'Accept application/graphql-response+json or application/json.',
      extensions: { code: 'BAD_USER_INPUT' satisfies Code },
    },
  ],
});

interface ServerContext extends Batched, Presentable {
  /** What the operation came to, where it has been executed already. */
  result?: ExecutionResult | AsyncIterable<ExecutionResult> | undefined;
}

/** What operations run on. */
interface Engine {
  readonly installed: Installed;
  /** Calls to WHMCS that one operation may cost. */
  readonly budget: Readonly<Record<Role, number>>;
  /** Rows that the answer to one operation may show. */
  readonly rows: Readonly<Record<Role, number>>;
  /** How fast a viewer may call WHMCS; undefined for as fast as they like. */
  readonly paceOf: (viewer: Viewer) => RateLimit | undefined;
  /** Whether operations find room in the queue for WHMCS. */
  readonly queue: Pick<QueueRoom, 'busy'>;
  readonly execute: Execute;
  readonly made: RowShares;
}

/** Values of all answers that are being made; some 250 MB. */
const MOST_MADE = 1_000_000;

export interface GraphqlOptions extends Omit<Engine, 'execute' | 'made'> {
  readonly schema: GraphQLSchema;
  readonly log: Log;
  readonly most: DocumentLimits;
  /** Of an answer. */
  readonly answerBytes: number;
}

export function graphql({
  schema,
  installed,
  budget,
  rows,
  paceOf,
  queue,
  most,
  answerBytes,
  log,
}: GraphqlOptions): Graphql {
  const engine: Engine = { installed, budget, rows, paceOf, queue, execute: executor(), made: rowShares(MOST_MADE) };
  // Once for a schema, and long: better before the port is open than within the first request, which others would wait for.
  assertValidSchema(schema);
  const schemaFor = variantsOf(schema);
  const reader = documentReader(most);
  const known = documentCache(reader);
  const running = new Set<Promise<unknown>>();
  const run = (visit: RequestContext, asked: ExecutionArgs): Promise<ExecutionResult> => {
    const ending = executeAs(visit, asked, engine);
    running.add(ending);
    return ending.finally(() => running.delete(ending));
  };
  const yoga = createYoga<ServerContext>({
    schema: ({ visit }) => schemaFor(visit.viewer),
    // The server does these itself, or nobody does: bodies are counted there, and bearer tokens need no CORS and no CSRF header.
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    logging: false,
    // `presented` has the last word instead.
    maskedErrors: false,
    // Errors are cheap to find again, and whoever sends them sends others the next time.
    parserAndValidationCache: { documentCache: known.parsed, errorCache: nothing, validationCache: false },
    plugins: [documentLimits(reader), documentErrors(), inGraph(run), presentResponse(log, answerBytes), unsupported()],
  });
  const types = mediaTypes();

  const overFetch = async (
    { method, path, accept, contentType, body }: GraphqlRequest,
    context: ServerContext,
  ): Promise<GraphqlResponse> => {
    const request = new yoga.fetchAPI.Request(`http://gateway${path}`, {
      method,
      headers: {
        ...(accept === undefined ? {} : { accept }),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === null ? {} : { body }),
    });
    const response = await yoga.handleRequest(request, context);
    const headers: Record<string, string> = {};
    for (const name of passedOn) {
      const value = response.headers.get(name);
      if (value !== null) headers[name] = value;
    }
    if (response.status !== 406)
      return { status: response.status, headers, body: context.printing.body ?? (await response.text()) };
    context.visit.codes = ['BAD_USER_INPUT' satisfies Code];
    return { status: 406, headers: { ...headers, 'content-type': 'application/json' }, body: notAcceptable };
  };

  return {
    async handle(request, visit) {
      try {
        return await answered(request, visit);
      } finally {
        visit.held?.end();
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };

  async function answered(request: GraphqlRequest, visit: RequestContext): Promise<GraphqlResponse> {
    visit.bodyBytes = Buffer.byteLength(request.body ?? '');
    const params = plainParams(request);
    const type = params && types.at(request.accept);
    const asked = type && known.at(schemaFor(visit.viewer), params);
    if (asked) {
      const result = await run(visit, asked);
      if (!isPlain(result)) return overFetch(request, { visit, printing: {}, result });
      const answer = await answerOf(result, answerBytes, visit.reads !== false);
      if (answer.result !== result) return overFetch(request, { visit, printing: {}, result: answer.result });
      return { status: 200, headers: { 'content-type': type }, body: joined(answer, result) };
    }
    const response = await overFetch(request, { visit, printing: {} });
    if (params) types.learn(request.accept, response);
    return response;
  }
}

/** A cache that keeps nothing. */
const nothing = { get: () => undefined, set: () => undefined };

/** Executes what Yoga has parsed and found valid. */
function inGraph(
  run: (visit: RequestContext, asked: ExecutionArgs) => Promise<ExecutionResult>,
): Plugin<ServerContext, ServerContext> {
  return {
    onParams({ params, context, setResult }) {
      context.variables = params.variables;
      if (context.result) setResult(context.result);
    },
    onExecute({ args, setExecuteFn }) {
      const asked: ExecutionArgs = args;
      const { visit } = args.contextValue;
      setExecuteFn(() => run(visit, asked));
    },
  };
}

/** What the operation cost stands beside its result where staff asks; to others it would tell what exists. */
async function executeAs(
  visit: RequestContext,
  asked: ExecutionArgs,
  { installed, budget, rows, paceOf, queue, execute, made }: Engine,
): Promise<ExecutionResult> {
  const { viewer, wishes, caller, requestId } = visit;
  const operation = getOperationAST(asked.document, asked.operationName);
  visit.operationName = operation?.name?.value;
  visit.reads = operation?.operation === OperationTypeNode.QUERY;
  const excess = excessOf(asked, operation, visit.bodyBytes ?? 0);
  if (excess) return { errors: [excess] };
  const { anew, lane, explain } = wishes;
  const { calm, fallback } = freshnessFor(asked.document, asked.schema);
  // Who may see what has to be of this moment, and only staff see everything.
  const manner = { caller, anew, lane, calm: calm && viewer.clients === null, fallback, requestId };
  const limit = rows[viewer.role];
  // Refusing an operation by lengths that memory knows would tell others how long they are.
  const most = rowForecast(asked, isToldPrices(viewer) ? (list) => installed.totals.get(list) ?? Infinity : undefined);
  if (most > limit) return { errors: [new RowsExceededError(limit, most)] };
  if (explain === 'only') return explained({ asked, viewer, installed, manner, rows: { most, limit } });
  const held = (visit.held = made.begin(viewer.name));
  const graph = new Graph(viewer, installed, {
    ...manner,
    made: held,
    budget: budget[viewer.role],
    rows: limit,
    pace: paceOf(viewer),
    busy: (calls) => queue.busy(calls, lane),
  });
  const { session } = graph;
  visit.price = session.price;
  visit.mutations = graph.outcomes;
  const startedAt = monotonic();
  try {
    const result = await execute({ ...asked, contextValue: graph }, graph.rows, most);
    await graph.negatives.told(() => session.signal);
    const { price, plan } = session;
    const { refused, exceeded, retryAfterMs } = session.allowance;
    visit.retryAfterMs = retryAfterMs;
    if (exceeded && visit.reads && isToldPrices(viewer))
      exceeded.forecast = await forecast({ asked, viewer, installed, manner, since: startedAt });
    if (refused && visit.reads) return { errors: [stoppedBy(refused)] };
    if (graph.rows.stopped && visit.reads) return { errors: [stoppedBy(graph.rows.stopped)] };
    const flaws = [...graph.flaws.values()].flat();
    if (visit.reads && flaws.length === 0) visit.made = session.made;
    const whmcs = isToldPrices(viewer) ? { whmcs: explain ? { ...price, plan } : price } : {};
    const partial = session.cut.size > 0 ? { partial: { code: 'BUDGET_EXCEEDED', lists: [...session.cut] } } : {};
    const replayed = graph.replayed.length > 0 ? { replayed: graph.replayed } : {};
    const inferred = graph.inferred.length > 0 ? { inferred: graph.inferred } : {};
    const extensions = { ...result.extensions, ...whmcs, ...partial, ...replayed, ...inferred };
    const told = flaws.length > 0 ? { ...result, errors: [...(result.errors ?? []), ...flaws] } : result;
    return Object.keys(extensions).length > 0 ? { ...told, extensions } : told;
  } finally {
    session.end();
  }
}

/** An operation that was stopped on its way ends in this error alone. */
const stoppedBy = (error: Error): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
