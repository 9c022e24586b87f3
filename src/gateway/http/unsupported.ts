/**
 * What clients of GraphQL can be set to do and the gateway does not: hashes in place of documents, several operations at once, files in
 * forms. Each is answered in the form in which the clients that do it show the message, or go on without.
 */
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Code } from '../../graph/base/errors.ts';

export interface Batched {
  /** Of how many operations a batch consists that is refused. */
  batch?: number;
}

/** Scanners for batching count to ten; so many in one request and more get one answer. */
const MOST_ANSWERED_EACH = 9;

/** Names under which clients send what stands for a document: Apollo's and urql's links, Relay. */
const standsForDocument = ['documentId', 'doc_id', 'id'] as const;

export const uploadRefusal =
  'Files are not uploaded in forms: send the operation as JSON, and files in base64 within it, as AttachmentInput says.';

/** Refuses batches and hashes, before Yoga says something that clients of them do not show. */
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
      // 200 is what Apollo's own server says, and what every version of its link understands.
      if (isHash(params)) throw refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 200);
    },
    onResultProcess(event) {
      const { result, serverContext } = event;
      // Clients that batch hand out the answers by their places.
      if (serverContext.batch && !Array.isArray(result) && 'errors' in result)
        event.setResult(Array.from({ length: serverContext.batch }, () => result));
    },
  };
}

/** Whether a request names its document by a hash alone; with the document beside it there is no need to know the hash. */
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

/** Whether a form holds an operation as the multipart request specification of GraphQL has it. */
export const isUpload = (body: string): boolean => /\bname="?operations"?[\s;]/.test(body);
