/**
 * Features of GraphQL clients that the gateway does not support: hashes instead of documents, batches, and files in forms. Each is refused
 * in the form in which the clients that use it show the message, or continue without it.
 */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Code } from '../../graph/base/errors.ts';

export interface Batched {
  /** The number of operations in a refused batch. */
  batch?: number;
}

/** Scanners test batching with ten operations; larger batches get one error in total. */
const MOST_ANSWERED_EACH = 9;

/** Parameters that clients send instead of a document: Apollo's and urql's links, Relay. */
const standsForDocument = ['documentId', 'doc_id', 'id'] as const;

export const uploadRefusal =
  'Files are not uploaded in forms: send the operation as JSON, and files in base64 within it, as AttachmentInput says.';

/** Refuses batches and hashes before Yoga does, with a message that their clients show. */
export function unsupported(): Plugin<Batched, Batched> {
  return {
    onRequestParse({ serverContext }) {
      return {
        onRequestParseDone({ requestParserResult: asked }) {
          if (!Array.isArray(asked)) return;
          const isAnsweredEach = asked.length > 0 && asked.length <= MOST_ANSWERED_EACH;
          if (isAnsweredEach) serverContext.batch = asked.length;
          const message = 'Send each operation in a request of its own: batches are not supported.';
          throw refusal('BAD_USER_INPUT', message, isAnsweredEach ? 200 : 400);
        },
      };
    },
    onParams({ params }) {
      // Apollo's own server sends 200, and every version of its link understands it.
      if (isHash(params)) throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 200);
    },
    onResultProcess(event) {
      const { result, serverContext } = event;
      // Clients that batch assign the results by index.
      if (serverContext.batch && !Array.isArray(result) && 'errors' in result)
        event.setResult(Array.from({ length: serverContext.batch }, () => result));
    },
  };
}

/** Whether a request has only a hash of its document. If the document is there too, the hash does not matter. */
function isHash(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  const asked: { readonly query?: unknown; readonly extensions?: unknown } = params;
  if (asked.query != null && asked.query !== '') return false;
  const { extensions } = asked;
  const persisted = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions;
  return persisted || standsForDocument.some((name) => name in params);
}

const refusal = (code: Code, message: string, status: number): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });

/** Whether a form contains an operation, by the GraphQL multipart request specification. */
export const isUpload = (body: string): boolean => /\bname="?operations"?[\s;]/.test(body);
