/** Documents that have been asked before, by their text: whoever has been found valid once is not parsed and validated again. */
import { getOperationAST, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

export interface Documents {
  /** What is asked, where its document is known and has the operation; it is valid. */
  at(schema: GraphQLSchema, params: GraphQLParams): ExecutionArgs | undefined;
  /** Remembers a valid document. */
  learn(asked: Pick<ExecutionArgs, 'schema' | 'document'>, text: string | undefined): void;
}

/** Of texts, in characters; what is made of one is some ten times as large. */
const MOST_TEXT = 2 * 1024 * 1024;

export function documents(): Documents {
  const schemas = new WeakMap<GraphQLSchema, LRUCache<string, DocumentNode>>();
  const of = (schema: GraphQLSchema): LRUCache<string, DocumentNode> => {
    const known = schemas.get(schema);
    if (known) return known;
    const made = new LRUCache<string, DocumentNode>({
      maxSize: MOST_TEXT,
      sizeCalculation: (_, text) => text.length,
    });
    schemas.set(schema, made);
    return made;
  };
  return {
    at(schema, { query = '', variables, operationName }) {
      const document = of(schema).get(query);
      if (!document || !getOperationAST(document, operationName)) return undefined;
      return { schema, document, variableValues: variables, operationName };
    },
    learn({ schema, document }, text) {
      if (text) of(schema).set(text, document);
    },
  };
}
