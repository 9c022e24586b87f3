/**
 * The usual request: JSON by POST, from a caller that accepts JSON. It bypasses the fetch API, which costs more than a small operation.
 * All other requests are left to Yoga.
 */
import type { GraphqlRequest } from './graphql-message.ts';

const jsonRequest = /^application\/json(; ?charset=utf-8)?$/i;

/** The operation of a usual request; null for any other request. */
export function plainParams({ method, contentType = '', body }: GraphqlRequest): PlainParams | null {
  if (method !== 'POST' || body === null || !jsonRequest.test(contentType)) return null;
  const given = parsed(body);
  if (!isObject(given)) return null;
  // Apollo's client names itself in the extensions. None of them matters if the document is there.
  const { query, variables, operationName, extensions, ...others } = given;
  if (
    typeof query !== 'string' ||
    // A hash may stand for the document.
    query === '' ||
    !(variables == null || isObject(variables)) ||
    !(operationName == null || typeof operationName === 'string') ||
    !(extensions == null || isObject(extensions)) ||
    Object.keys(others).length > 0
  )
    return null;
  return { query, variables, operationName };
}

export interface PlainParams {
  readonly query: string;
  readonly variables: Record<string, unknown> | null | undefined;
  readonly operationName: string | null | undefined;
}

/** Media types of JSON. With `application/json`, a status other than 200 says that the request was not understood at all. */
export type MediaType = 'application/graphql-response+json' | 'application/json';

/** The media type of the response to an Accept header: its first type that is JSON, as Yoga chooses it. Undefined if there is none. */
export function mediaTypeFor(accept: string | undefined): MediaType | undefined {
  for (const range of (accept || '*/*').replaceAll(/\s/g, '').toLowerCase().split(',')) {
    const [type = '', ...params] = range.split(';');
    if (params.some((param) => param.includes('charset=') && param !== 'charset=utf-8')) continue;
    // A caller that accepts anything may not know the newer type.
    if (type === 'application/json' || type === 'application/*' || type === '*/*') return 'application/json';
    if (type === 'application/graphql-response+json') return type;
  }
  return undefined;
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
