/**
 * Executes operations. Queries that come again and again are compiled by graphql-jit, which halves what execution costs: a screen's
 * query is one of few, and asked all day. graphql-js has the last word of all the others, and of every error: a compiled query that
 * meets one is executed once more in the same graph, where nothing is asked twice, so that errors are those of the reference.
 */
import { execute, getOperationAST, OperationTypeNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { MaybePromise } from '../graph/entity.ts';

/** Valid, and of an operation that it holds. */
export type Execute = (asked: ExecutionArgs) => MaybePromise<ExecutionResult>;

interface Known {
  asked: number;
  /** Null where it cannot be compiled. */
  compiled?: CompiledQuery['query'] | null;
}

/** Compiling takes some milliseconds. */
const COMPILED_WHEN_ASKED = 3;

/** Compiled code is not small. */
const MOST_KNOWN = 500;

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

  return (asked) => {
    const known = knownOf(asked);
    if (known.compiled === undefined && ++known.asked >= compiledWhenAsked) known.compiled = compiled(asked);
    if (!known.compiled) return execute(asked);
    const result = known.compiled(asked.rootValue, asked.contextValue, asked.variableValues ?? {});
    return result instanceof Promise ? result.then((told) => referred(asked, told)) : referred(asked, result);
  };
}

const referred = (asked: ExecutionArgs, result: ExecutionResult): MaybePromise<ExecutionResult> =>
  result.errors === undefined ? result : execute(asked);

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
