/**
 * Requests as nearly all of them are: JSON by POST, and a good answer. They do without the fetch API, which costs more than a small
 * operation. Whatever is unusual about one is left to Yoga, which knows what to say of it.
 */
import type { ExecutionResult } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { boundedStore, ENTRY_BYTES, textBytes } from '../../whmcs/cache/bounded-store.ts';
import type { GraphqlRequest, GraphqlResponse } from './graphql-message.ts';

const jsonRequest = /^application\/json(; ?charset=utf-8)?$/i;
const jsonResponse = /^application\/(graphql-response\+)?json\b/;

/** What is asked; null unless there is no doubt about it. */
export function plainParams({ method, contentType = '', body }: GraphqlRequest): GraphQLParams | null {
  if (method !== 'POST' || body === null || !jsonRequest.test(contentType)) return null;
  const given = parsed(body);
  if (!isObject(given)) return null;
  // Apollo's client names itself among the extensions, of which none changes what is done with a document that is there.
  const { query, variables, operationName, extensions, ...others } = given;
  const isUsual =
    typeof query === 'string' &&
    (variables == null || isObject(variables)) &&
    (operationName == null || typeof operationName === 'string') &&
    (extensions == null || isObject(extensions)) &&
    Object.keys(others).length === 0;
  if (!isUsual) return null;
  return { query, ...(variables && { variables }), ...(operationName != null && { operationName }) };
}

/** Whether there is nothing to a result but JSON with status 200. */
export const isPlain = (result: ExecutionResult | AsyncIterable<ExecutionResult> | undefined): boolean =>
  result !== undefined && 'data' in result && result.errors === undefined;

export interface MediaTypes {
  /** Of a good answer, in reply to this Accept header; undefined until it is learnt. */
  at(accept: string | undefined): string | undefined;
  learn(accept: string | undefined, response: GraphqlResponse): void;
}

const MOST_BYTES = 64 * 1024;

/** How Yoga reads Accept headers, of which callers send few: each is read once. */
export function mediaTypes(): MediaTypes {
  const known = boundedStore<string, string>({
    name: 'media types',
    maxBytes: MOST_BYTES,
    bytesOf: (type, accept) => ENTRY_BYTES + textBytes(type) + textBytes(accept),
  });
  return {
    at: (accept = '') => known.get(accept),
    learn(accept = '', { status, headers }) {
      const type = headers['content-type'];
      if (status === 200 && type !== undefined && jsonResponse.test(type)) known.set(accept, type);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
