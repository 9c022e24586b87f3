/**
 * Executes operations. Queries that come again and again are compiled by graphql-jit, which halves what execution costs: a screen's
 * query is one of few, and asked all day. graphql-js executes all others. It also executes once more, in the same graph and without
 * another call, the few compiled queries whose errors graphql-jit does not report as graphql-js does.
 */
import { execute, getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { RowBudget } from '../../graph/read/row-budget.ts';
import { boundedStore, ENTRY_BYTES } from '../../whmcs/cache/bounded-store.ts';
import { withLocatedErrors } from './compiled-errors.ts';
import { compiler } from './compiler.ts';
import { documentBytes } from './document-cache.ts';
import { inFieldOrder } from './error-order.ts';

/**
 * Executes an operation of a valid document.
 *
 * @param rows counts the rows that the operation shows
 * @param most rows that it can show
 */
export type Execute = (args: ExecutionArgs, rows: RowBudget, most: number) => MaybePromise<ExecutionResult>;

/** An operation, and how often it came. */
interface Seen {
  times: number;
}

interface Compiled {
  /** Null if it cannot be compiled. */
  readonly query: CompiledQuery['query'] | null;
  readonly bytes: number;
}

/** Compiling takes some milliseconds. */
const COMPILED_AFTER = 3;

/** Of compiled queries with the documents that they hold. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Memory of compiled code relative to its document, as measured. */
const CODE_PER_DOCUMENT = 1.5;

/** Compiled code does not yield to other requests. It takes some milliseconds for this many rows. */
const MOST_ROWS_COMPILED = 1_000;

/** Compiled code does not stop at the tenth invalid variable. */
const MOST_VALUES_COMPILED = 500;

/** graphql-js stops at this many invalid variables. */
const options = { maxCoercionErrors: 10 };

/** @param compiledAfter how often a query must come to be compiled */
export function executor(compiledAfter = COMPILED_AFTER): Execute {
  const schemas = new WeakMap<object, WeakMap<object, Map<string, Seen>>>();
  const compiledQueries = boundedStore<Seen, Compiled>({
    name: 'compiled queries',
    maxBytes: MOST_BYTES,
    bytesOf: ({ bytes }) => ENTRY_BYTES + bytes,
  });

  const seen = ({ schema, document, operationName }: ExecutionArgs): Seen => {
    let documents = schemas.get(schema);
    if (!documents) schemas.set(schema, (documents = new WeakMap()));
    let operations = documents.get(document);
    if (!operations) documents.set(document, (operations = new Map<string, Seen>()));
    let operation = operations.get(operationName ?? '');
    if (!operation) operations.set(operationName ?? '', (operation = { times: 0 }));
    return operation;
  };

  const compiledQuery = (args: ExecutionArgs): CompiledQuery['query'] | null => {
    const operation = seen(args);
    let known = compiledQueries.get(operation);
    if (!known && ++operation.times >= compiledAfter) {
      known = compiled(args);
      compiledQueries.set(operation, known);
    }
    return known?.query ?? null;
  };

  return (args, rows, most) => {
    const query =
      most > MOST_ROWS_COMPILED || valuesIn(args.variableValues, MOST_VALUES_COMPILED) > MOST_VALUES_COMPILED
        ? null
        : compiledQuery(args);
    if (!query) return interpreted(args);
    rows.isCompiled = true;
    const result = query(args.rootValue, args.contextValue, args.variableValues ?? {});
    return andThen(result, (raised) => withErrorsOfGraphqlJs(args, raised, rows));
  };
}

const interpreted = (args: ExecutionArgs): MaybePromise<ExecutionResult> =>
  andThen(execute({ ...args, options }), inFieldOrder);

function withErrorsOfGraphqlJs(
  args: ExecutionArgs,
  result: ExecutionResult,
  rows: RowBudget,
): MaybePromise<ExecutionResult> {
  if (result.errors === undefined || rows.stopped) return result;
  const located = withLocatedErrors(args.document, result);
  if (located) return inFieldOrder(located);
  rows.restart();
  return interpreted(args);
}

function compiled({ schema, document, operationName }: ExecutionArgs): Compiled {
  const bytes = documentBytes(document);
  const none = { query: null, bytes: 0 };
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return none;
  // In an object literal of compiled code this name sets the prototype instead of a field.
  if (document.loc?.source.body.includes('__proto__') !== false) return none;
  const { compileQuery, isCompiledQuery } = compiler();
  try {
    const made = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(made) ? { query: made.query, bytes: bytes * (1 + CODE_PER_DOCUMENT) } : none;
  } catch {
    return none;
  }
}

/** The number of values in a value; counting stops above `most`. */
function valuesIn(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const each of Object.values(value)) {
    if (count > most) break;
    count += valuesIn(each, most - count);
  }
  return count;
}
