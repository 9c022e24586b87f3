/**
 * Documents that have been asked before, by their text: whoever has been found valid once is not parsed and validated again. Yoga keeps
 * what it has parsed here too; its own cache holds a thousand documents of any size.
 */
import { getOperationAST, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';

export interface DocumentCache {
  /** What is asked, where its document is known and has the operation; it is valid. */
  at(schema: GraphQLSchema, params: GraphQLParams): ExecutionArgs | undefined;
  /** Remembers that a document is valid. */
  learn(asked: Pick<ExecutionArgs, 'schema' | 'document'>): void;
  /** What Yoga has parsed. */
  readonly parsed: {
    get(text: string): DocumentNode | undefined;
    set(text: string, document: DocumentNode): void;
  };
}

const MOST_BYTES = 64 * 1024 * 1024;

/** A token with its part of the tree, as measured. */
const TOKEN_BYTES = 350;

/** What a document takes: its text is small beside what is made of it. */
export function documentBytes({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token = loc?.startToken ?? null; token; token = token.next) tokens++;
  return tokens * TOKEN_BYTES + textBytes(loc?.source.body ?? '');
}

export function documentCache(): DocumentCache {
  const known = boundedStore<string, DocumentNode>({
    name: 'documents',
    maxBytes: MOST_BYTES,
    bytesOf: (document, text) => ENTRY_BYTES + textBytes(text) + documentBytes(document),
  });
  const validIn = new WeakMap<DocumentNode, WeakSet<GraphQLSchema>>();
  return {
    at(schema, { query = '', variables, operationName }) {
      const document = known.get(query);
      if (!document || !validIn.get(document)?.has(schema) || !getOperationAST(document, operationName))
        return undefined;
      return { schema, document, variableValues: variables, operationName };
    },
    learn({ schema, document }) {
      const schemas = validIn.get(document) ?? new WeakSet();
      validIn.set(document, schemas.add(schema));
    },
    parsed: {
      get: (text) => known.get(text),
      set: (text, document) => void known.set(text, document),
    },
  };
}
