/** Executes one valid operation in the graph of its viewer, and records what it learns on the way. */
import { getOperationAST, GraphQLError, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Role, Viewer } from '../access/viewer.ts';
import { RowsExceededError } from '../graph/base/errors.ts';
import { forecast } from '../graph/explain/forecast.ts';
import { Graph, type Installed } from '../graph/graph.ts';
import type { Caller } from '../graph/read/deadline.ts';
import { freshnessFor } from '../graph/read/freshness.ts';
import type { RateLimit } from '../graph/read/rate-limit.ts';
import type { RowShare, RowShares } from '../graph/read/row-share.ts';
import type { Price } from '../graph/read/session.ts';
import type { MutationOutcome } from '../graph/write/write-scope.ts';
import { remoteInList } from '../graph/schema-kit/remote-fields.ts';
import { rowForecast } from '../graph/schema-kit/row-forecast.ts';
import { monotonic } from '../monotonic.ts';
import type { Provenance } from '../whmcs/cache/cached-answer.ts';
import type { Lane } from '../whmcs/transport/lane.ts';
import type { QueueRoom } from './admission/queue-room.ts';
import { explained } from './documents/explain.ts';
import type { Execute } from './documents/executor.ts';
import { excessOf } from './documents/request-limits.ts';

/** The choices of a caller in addition to the operation itself. */
export interface RequestOptions {
  /** Cached answers are ignored: every read goes to WHMCS. */
  readonly noCache: boolean;
  /** The decisions of the call plan beside the answer, or the forecast instead of it. For staff only. */
  readonly explain: 'plan' | 'only' | null;
  /** `background` if no person waits for the answer. */
  readonly lane: Lane;
}

/** What is known of an operation while it runs and after it: for the log, the metrics and the response cache. */
export interface ExecutionRecord {
  /** The name that the caller gave the operation. */
  operationName?: string | undefined;
  isQuery?: boolean;
  /** Its calls so far; set when it starts to run. */
  price?: Price;
  /** The memory that its result holds. The code that passed the record ends it when the result is printed. */
  rowShare?: RowShare;
  /** The cached answers that a query was made of; null if the response must not be cached. */
  provenance?: Provenance | null;
  /** When to retry, if the viewer exceeded its rate limit. */
  retryAfterMs?: number | null;
  mutations?: readonly MutationOutcome[];
  /** Why calls to WHMCS failed, as sentences for the log. */
  causes?: readonly string[];
  /** The codes of the errors in the response. */
  codes: readonly string[];
}

/** One operation: its viewer, its options, and what is recorded of it. */
export interface ExecutionContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly options: RequestOptions;
  readonly caller: Caller;
  /** The size of the request that carried the operation. */
  readonly requestBytes: number;
  readonly record: ExecutionRecord;
}

/** What all operations of a gateway share. */
export interface Runtime {
  readonly installed: Installed;
  /** Calls to WHMCS that one operation may cost. */
  readonly budget: Readonly<Record<Role, number>>;
  /** Rows that the answer to one operation may show. */
  readonly rows: Readonly<Record<Role, number>>;
  /** The rate limit of a viewer; undefined if its role has none. */
  readonly rateLimitOf: (viewer: Viewer) => RateLimit | undefined;
  /** Whether operations find room in the queue for WHMCS. */
  readonly queue: Pick<QueueRoom, 'busy'>;
  readonly execute: Execute;
  readonly rowShares: RowShares;
}

/** Whether a viewer sees what an operation cost. Only staff may: the number of calls reveals what exists. */
export const seesPrices = ({ role }: Viewer): boolean => role === 'STAFF';

/** The errors of the result are those of graphql-js and of resolvers: nothing is hidden from the viewer yet. */
export async function executeOperation(
  args: ExecutionArgs,
  { requestId, viewer, options, caller, requestBytes, record }: ExecutionContext,
  { installed, budget, rows, rateLimitOf, queue, execute, rowShares }: Runtime,
): Promise<ExecutionResult> {
  const operation = getOperationAST(args.document, args.operationName);
  record.operationName = operation?.name?.value;
  record.isQuery = operation?.operation === OperationTypeNode.QUERY;
  const excess = excessOf(args, operation, requestBytes);
  if (excess) return { errors: [excess] };
  const tooManyRemote = remoteInList(args);
  if (tooManyRemote) return { errors: [tooManyRemote] };
  const { noCache, lane, explain } = options;
  const { allowStale, fallback } = freshnessFor(args.document, args.schema);
  // Access must be decided by current facts, and only staff see everything.
  const sessionOptions = {
    caller,
    noCache,
    lane,
    allowStale: allowStale && viewer.clients === null,
    fallback,
    requestId,
  };
  const limit = rows[viewer.role];
  // To refuse an operation by list lengths in the cache would reveal those lengths to anyone but staff.
  const most = rowForecast(args, seesPrices(viewer) ? (list) => installed.totals.get(list) ?? Infinity : undefined);
  if (most > limit) return { errors: [new RowsExceededError(limit, most)] };
  if (explain === 'only')
    return explained({ execution: args, viewer, installed, options: sessionOptions, rows: { most, limit } });
  const rowShare = (record.rowShare = rowShares.begin(viewer.name));
  const graph = new Graph(viewer, installed, {
    ...sessionOptions,
    rowShare,
    budget: budget[viewer.role],
    rows: limit,
    rateLimit: rateLimitOf(viewer),
    busy: (calls) => queue.busy(calls, lane),
  });
  const { session } = graph;
  record.price = session.price;
  record.mutations = graph.outcomes;
  const startedAt = monotonic();
  try {
    const result = await execute({ ...args, contextValue: graph }, graph.rows, most);
    await graph.negatives.wait(() => session.signal);
    const { refused, exceeded, retryAfterMs } = session.allowance;
    record.retryAfterMs = retryAfterMs;
    if (exceeded && record.isQuery && seesPrices(viewer))
      exceeded.forecast = await forecast({
        execution: args,
        viewer,
        installed,
        options: sessionOptions,
        since: startedAt,
      });
    const stopped = refused ?? graph.rows.stopped;
    if (stopped && record.isQuery) return { errors: [stoppedBy(stopped)] };
    const flaws = [...graph.flaws.values()].flat();
    if (record.isQuery && flaws.length === 0) record.provenance = session.provenance;
    const extensions = { ...result.extensions, ...extensionsOf(graph, viewer, explain !== null) };
    const whole = flaws.length > 0 ? { ...result, errors: [...(result.errors ?? []), ...flaws] } : result;
    return Object.keys(extensions).length > 0 ? { ...whole, extensions } : whole;
  } finally {
    session.end();
  }
}

/** What the response says beside its data. */
function extensionsOf({ session, replayed, inferred }: Graph, viewer: Viewer, isExplained: boolean) {
  const { price, plan, cut } = session;
  return {
    ...(seesPrices(viewer) && { whmcs: isExplained ? { ...price, plan } : price }),
    ...(cut.size > 0 && { partial: { code: 'BUDGET_EXCEEDED', lists: [...cut] } }),
    ...(replayed.length > 0 && { replayed }),
    ...(inferred.length > 0 && { inferred }),
  };
}

/** The only error of an operation that was stopped. */
const stoppedBy = (error: Error): GraphQLError =>
  error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
