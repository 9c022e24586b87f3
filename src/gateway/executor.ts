/**
 * Executes operations. Queries that come again and again are compiled by graphql-jit, which halves what execution costs: a screen's
 * query is one of few, and asked all day. graphql-js has the last word of all the others, and of every error: a compiled query that
 * meets one is executed once more in the same graph, where nothing is asked twice, so that errors are those of the reference.
 */
import { execute, getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { MaybePromise } from '../graph/entity.ts';
import type { Rows } from '../graph/rows.ts';

/**
 * Valid, and of an operation that it holds.
 *
 * @param rows counts what the operation shows; it is told where it is executed once more
 * @param most rows that it can show
 */
export type Execute = (asked: ExecutionArgs, rows: Rows, most: number) => MaybePromise<ExecutionResult>;

interface Known {
  asked: number;
  /** Null where it cannot be compiled. */
  compiled?: CompiledQuery['query'] | null;
}

/** Compiling takes some milliseconds. */
const COMPILED_WHEN_ASKED = 3;

/** Compiled code is not small. */
const MOST_KNOWN = 500;

/** Compiled code does not make way for other requests; so many rows take it some milliseconds. */
const MOST_ROWS_COMPILED = 1_000;

/** @param compiledWhenAsked the time from which on a query is compiled */
export function executor(compiledWhenAsked = COMPILED_WHEN_ASKED): Execute {
  // By document, because whoever parses them keeps those that come again.
  const schemas = new WeakMap<object, LRUCache<object, Map<string, Known>>>();

  const knownOf = ({ schema, document, operationName }: ExecutionArgs): Known => {
    let documents = schemas.get(schema);
    if (!documents) schemas.set(schema, (documents = new LRUCache({ max: MOST_KNOWN })));
    let operations = documents.get(document);
    if (!operations) documents.set(document, (operations = new Map()));
    let known = operations.get(operationName ?? '');
    if (!known) operations.set(operationName ?? '', (known = { asked: 0 }));
    return known;
  };

  return (asked, rows, most) => {
    if (most > MOST_ROWS_COMPILED) return execute(asked);
    const known = knownOf(asked);
    if (known.compiled === undefined && ++known.asked >= compiledWhenAsked) known.compiled = compiled(asked);
    if (!known.compiled) return execute(asked);
    rows.isCompiled = true;
    const result = known.compiled(asked.rootValue, asked.contextValue, asked.variableValues ?? {});
    return result instanceof Promise
      ? result.then((told) => referred(asked, told, rows))
      : referred(asked, result, rows);
  };
}

function referred(asked: ExecutionArgs, result: ExecutionResult, rows: Rows): MaybePromise<ExecutionResult> {
  if (result.errors === undefined || rows.stopped) return result;
  rows.restart();
  return execute(asked);
}

function compiled({ schema, document, operationName }: ExecutionArgs): CompiledQuery['query'] | null {
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.QUERY) return null;
  // As a name in compiled code it would be no field of the result.
  if (document.loc?.source.body.includes('__proto__') !== false) return null;
  try {
    const made = compileQuery(schema, document, operationName ?? undefined);
    return isCompiledQuery(made) ? made.query : null;
  } catch {
    return null;
  }
}
