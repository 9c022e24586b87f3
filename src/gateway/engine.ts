/**
 * Executes operations for viewers without HTTP. Every way into the gateway ends here, so that an operation has the same answer, the same
 * limits and the same calls to WHMCS on each of them.
 */
import { assertValidSchema, GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Viewer } from '../access/viewer.ts';
import type { DocumentLimits } from '../config/limits.ts';
import { rowShares } from '../graph/read/row-share.ts';
import { until, type Caller } from '../graph/read/deadline.ts';
import { served } from '../graph/schema-kit/served.ts';
import { variantsOf } from '../graph/schema-kit/variants.ts';
import { documentCache } from './documents/document-cache.ts';
import { executor } from './documents/executor.ts';
import {
  executeOperation,
  type ExecutionContext,
  type ExecutionRecord,
  type RequestOptions,
  type Runtime,
} from './execution.ts';
import type { Log } from './observe/log.ts';
import { presentErrors } from './response/present.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface ExecuteOptions extends Partial<RequestOptions> {
  /** The operation to execute, if the document has several. */
  readonly operationName?: string | null | undefined;
  /** Refuses mutations: the request came by a way that must not change data, such as GET. */
  readonly readOnly?: boolean;
  /** Identifies the operation in the log, in the journal, and in unexpected errors. */
  readonly requestId?: string;
  /** The operation is cancelled when the caller disconnects. */
  readonly caller?: Caller;
  /** The size of the request that carried the operation, in bytes. */
  readonly requestBytes?: number;
  /** Filled in while the operation runs. The code that passes it ends its `rowShare` when the result is printed. */
  readonly record?: ExecutionRecord;
}

export interface Engine {
  /**
   * Executes an operation of a document. Failures are errors of the result, with a code and in words that the viewer may read.
   */
  execute(
    document: string,
    variables: Variables | null | undefined,
    viewer: Viewer,
    options?: ExecuteOptions,
  ): Promise<ExecutionResult>;
  /** Resolves when no operation runs any more, including those whose callers have disconnected. */
  idle(): Promise<void>;
}

export interface EngineOptions extends Omit<Runtime, 'execute' | 'rowShares'> {
  readonly schema: GraphQLSchema;
  /** The mutations, off by default, that are offered; none by default. */
  readonly secrets?: readonly string[];
  readonly document: DocumentLimits;
  readonly log: Log;
}

/** Values in all answers that are being built; about 250 MB. */
const MOST_VALUES = 1_000_000;

const neverGone: Caller = until(new AbortController().signal);

export function engine({ schema, secrets, document: limits, log, ...shared }: EngineOptions): Engine {
  // What staff are offered is validated before the port is open and not in the first request: it takes long.
  const offered = served(schema, secrets ?? []);
  assertValidSchema(offered);
  const schemaFor = variantsOf(offered, secrets ?? []);
  const documents = documentCache(limits);
  const runtime: Runtime = { ...shared, execute: executor(), rowShares: rowShares(MOST_VALUES) };
  const running = new Set<Promise<unknown>>();

  /** An error that was thrown rather than returned is an error of the operation as well. */
  const failed = (error: unknown): ExecutionResult => {
    const originalError = error instanceof Error ? error : new Error(String(error));
    return { errors: [new GraphQLError(originalError.message, { originalError })] };
  };

  const executed = async (
    text: string,
    variables: Variables | null | undefined,
    { operationName, readOnly = false }: ExecuteOptions,
    context: ExecutionContext,
  ): Promise<ExecutionResult> => {
    const visible = schemaFor(context.viewer);
    const found = documents.find(visible, text, operationName, readOnly);
    if ('errors' in found) return found;
    const { document } = found;
    const ending = executeOperation(
      { schema: visible, document, variableValues: variables, operationName },
      context,
      runtime,
    );
    running.add(ending);
    try {
      return await ending;
    } finally {
      running.delete(ending);
    }
  };

  return {
    async execute(text, variables, viewer, options = {}) {
      const { noCache = false, explain = null, lane = 'interactive', record = { codes: [] } } = options;
      const context: ExecutionContext = {
        requestId: options.requestId ?? '',
        viewer,
        options: { noCache, explain, lane },
        caller: options.caller ?? neverGone,
        requestBytes: options.requestBytes ?? 0,
        record,
      };
      try {
        return presentErrors(await executed(text, variables, options, context).catch(failed), variables, context, log);
      } finally {
        if (!options.record) record.rowShare?.end();
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
