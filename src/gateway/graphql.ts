/** Yoga, with our context, our errors and our price. It is handed text and hands back text; HTTP itself is the server's. */
import { execute, getOperationAST, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { Graph, type Installed } from '../graph/context.ts';
import type { Log } from './log.ts';
import { present } from './errors.ts';
import type { Visit } from './visit.ts';

/** The parts of an HTTP request that GraphQL needs; no other header reaches it. */
export interface GraphqlRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string | null;
}

export interface GraphqlResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Graphql {
  handle(request: GraphqlRequest, visit: Visit): Promise<GraphqlResponse>;
  /** Resolves when no operation runs any more, those of callers who went away included. */
  idle(): Promise<void>;
}

interface ServerContext {
  visit: Visit;
}

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly installed: Installed;
  readonly log: Log;
}

export function graphql({ schema, installed, log }: GraphqlOptions): Graphql {
  const running = new Set<Promise<unknown>>();
  const yoga = createYoga<ServerContext>({
    schema,
    // The server does these itself, or nobody does: bodies are counted there, and bearer tokens need no CORS and no CSRF header.
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    logging: false,
    // `presented` has the last word instead.
    maskedErrors: false,
    plugins: [inGraph(installed, running), presented(log)],
  });

  return {
    async handle({ method, path, accept, contentType, body }, visit) {
      const request = new yoga.fetchAPI.Request(`http://gateway${path}`, {
        method,
        headers: {
          ...(accept === undefined ? {} : { accept }),
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === null ? {} : { body }),
      });
      const response = await yoga.handleRequest(request, { visit });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Executes each operation in a Graph of its own. graphql-js does it: typed, and as fast here as Yoga's own executor. */
function inGraph(installed: Installed, running: Set<Promise<unknown>>): Plugin<ServerContext, ServerContext> {
  return {
    onExecute({ args, setExecuteFn }) {
      const { visit } = args.contextValue;
      const asked: ExecutionArgs = args;
      visit.operationName = getOperationAST(asked.document, asked.operationName)?.name?.value;
      setExecuteFn(() => {
        const ending = executeAs(visit, asked, installed);
        running.add(ending);
        return ending.finally(() => running.delete(ending));
      });
    },
  };
}

/** What the operation cost stands beside its result where staff asks; to others it would tell what exists. */
async function executeAs(visit: Visit, asked: ExecutionArgs, installed: Installed): Promise<ExecutionResult> {
  const graph = new Graph(visit.viewer, installed, visit.gone);
  visit.price = graph.session.price;
  try {
    const result = await execute({ ...asked, contextValue: graph });
    return visit.viewer.role === 'STAFF'
      ? { ...result, extensions: { ...result.extensions, whmcs: graph.session.price } }
      : result;
  } finally {
    graph.session.end();
  }
}

/** Gives every error in a response its code, and logs those that nobody foresaw. */
function presented(log: Log): Plugin<ServerContext, ServerContext> {
  return {
    onResultProcess(event) {
      const { result, serverContext } = event;
      const { visit } = serverContext;
      if (!('errors' in result) || result.errors === undefined) return;
      const errors = result.errors.map((told) => {
        const { error, unexpected } = present(told, visit.viewer, visit.requestId);
        if (unexpected !== undefined)
          log.error(
            { requestId: visit.requestId, operation: visit.operationName, path: error.path, err: unexpected },
            'unexpected error',
          );
        return error;
      });
      visit.codes = errors.map(({ extensions }) => String(extensions['code']));
      event.setResult({ ...result, errors });
    },
  };
}
