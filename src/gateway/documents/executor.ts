/**
 * Executes operations. Queries that come again and again are compiled by graphql-jit, which halves what execution costs: a screen's
 * query is one of few, and asked all day. graphql-js has the last word of all the others, and of every error: a compiled query that
 * meets one is executed once more in the same graph, where nothing is asked twice, so that errors are those of the reference.
 */
import { execute, getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { MaybePromise } from '../../graph/base/maybe-promise.ts';
import type { Rows } from '../../graph/read/row-budget.ts';
import { boundedStore, ENTRY_BYTES } from '../../whmcs/cache/bounded-store.ts';
import { documentBytes } from './document-cache.ts';

/**
 * Valid, and of an operation that it holds.
 *
 * @param rows counts what the operation shows; it is told where it is executed once more
 * @param most rows that it can show
 */
export type Execute = (asked: ExecutionArgs, rows: Rows, most: number) => MaybePromise<ExecutionResult>;

/** An operation, and how often it was asked. */
interface Known {
  asked: number;
}

interface Compiled {
  /** Null where it cannot be compiled. */
  readonly query: CompiledQuery['query'] | null;
  readonly bytes: number;
}

/** Compiling takes some milliseconds. */
const COMPILED_WHEN_ASKED = 3;

/** Of compiled queries, with the documents that they hold. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Compiled code beside its document, as measured. */
const CODE_PER_DOCUMENT = 1.5;

/** Compiled code does not make way for other requests; so many rows take it some milliseconds. */
const MOST_ROWS_COMPILED = 1_000;

/** Compiled code goes on to read variables after the tenth that does not fit. */
const MOST_VALUES_COMPILED = 500;

/** Where graphql-js stops. */
const options = { maxCoercionErrors: 10 };

/** @param compiledWhenAsked the time from which on a query is compiled */
export function executor(compiledWhenAsked = COMPILED_WHEN_ASKED): Execute {
  const schemas = new WeakMap<object, WeakMap<object, Map<string, Known>>>();
  const compiledQueries = boundedStore<Known, Compiled>({
    name: 'compiled queries',
    maxBytes: MOST_BYTES,
    bytesOf: ({ bytes }) => ENTRY_BYTES + bytes,
  });

  const knownOf = ({ schema, document, operationName }: ExecutionArgs): Known => {
    let documents = schemas.get(schema);
    if (!documents) schemas.set(schema, (documents = new WeakMap()));
    let operations = documents.get(document);
    if (!operations) documents.set(document, (operations = new Map<string, Known>()));
    let known = operations.get(operationName ?? '');
    if (!known) operations.set(operationName ?? '', (known = { asked: 0 }));
    return known;
  };

  const compiledAs = (asked: ExecutionArgs): CompiledQuery['query'] | null => {
    const known = knownOf(asked);
    let made = compiledQueries.get(known);
    if (!made && ++known.asked >= compiledWhenAsked) {
      made = compiled(asked);
      compiledQueries.set(known, made);
    }
    return made?.query ?? null;
  };

  return (asked, rows, most) => {
    const query =
      most > MOST_ROWS_COMPILED || valuesIn(asked.variableValues, MOST_VALUES_COMPILED) > MOST_VALUES_COMPILED
        ? null
        : compiledAs(asked);
    if (!query) return execute({ ...asked, options });
    rows.isCompiled = true;
    const result = query(asked.rootValue, asked.contextValue, asked.variableValues ?? {});
    return result instanceof Promise
      ? result.then((told) => referred(asked, told, rows))
      : referred(asked, result, rows);
  };
}

function referred(asked: ExecutionArgs, result: ExecutionResult, rows: Rows): MaybePromise<ExecutionResult> {
  if (result.errors === undefined || rows.stopped) return result;
  rows.restart();
  return execute({ ...asked, options });
}

function compiled({ schema, document, operationName }: ExecutionArgs): Compiled {
  const bytes = documentBytes(document);
  const none = { query: null, bytes: 0 };
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return none;
  // As a name in compiled code it would be no field of the result.
  if (document.loc?.source.body.includes('__proto__') !== false) return none;
  try {
    const made = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(made) ? { query: made.query, bytes: bytes * (1 + CODE_PER_DOCUMENT) } : none;
  } catch {
    return none;
  }
}

/** How many values there are in a value, up to the first that is more than `most`. */
function valuesIn(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const each of Object.values(value)) {
    if (count > most) break;
    count += valuesIn(each, most - count);
  }
  return count;
}
