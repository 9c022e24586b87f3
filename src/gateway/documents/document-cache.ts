/**
 * Documents that have been asked before, by their text: whoever has been found valid once is not parsed and validated again. Yoga keeps
 * what it has parsed here too; its own cache holds a thousand documents of any size, and its way takes as long as reading a screen's.
 */
import { getOperationAST, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';
import type { DocumentReader } from './limits.ts';

export interface DocumentCache {
  /** The operation that the params ask for, where its document is valid and has the operation; Yoga reports what is wrong with any other. */
  at(schema: GraphQLSchema, params: GraphQLParams): ExecutionArgs | undefined;
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

/** @param reader reads documents that are new */
export function documentCache(reader: DocumentReader): DocumentCache {
  const known = boundedStore<string, DocumentNode>({
    name: 'documents',
    maxBytes: MOST_BYTES,
    bytesOf: (document, text) => ENTRY_BYTES + textBytes(text) + documentBytes(document),
  });
  const read = (text: string): DocumentNode | undefined => {
    try {
      const document = reader.parse(text);
      known.set(text, document);
      return document;
    } catch {
      return undefined;
    }
  };
  return {
    at(schema, { query = '', variables, operationName }) {
      const document = known.get(query) ?? read(query);
      if (!document || reader.errorsIn(document, schema).length > 0 || !getOperationAST(document, operationName))
        return undefined;
      return { schema, document, variableValues: variables, operationName };
    },
    parsed: {
      get: (text) => known.get(text),
      set: (text, document) => void known.set(text, document),
    },
  };
}
