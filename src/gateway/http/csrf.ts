/**
 * CSRF: another site can make a browser send a GET or a form POST without a preflight request. Such requests are not executed. JSON, and
 * headers that no form sends, cause a preflight request (see cors.ts). The bearer token is such a header: a proxy that derives tokens
 * from cookies must do its own CSRF protection.
 */
import type { IncomingMessage } from 'node:http';

/** The token, which urql sends with a GET, and headers that clients send for this very purpose. Their values do not matter. */
const usual = new Set([
  'authorization',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'x-graphql-yoga-csrf',
  'graphql-require-preflight',
]);

/** Any header of the gateway counts as well, such as `X-Gateway-Preflight: 1`. */
const isPreflighted = (header: string): boolean => header.startsWith('x-gateway-') || usual.has(header);

const isJson = /^application\/json(?:$|[\s;])/i;

export interface CsrfViolation {
  readonly status: number;
  readonly message: string;
}

/** Why a request is not executed; null if another site cannot have sent it. */
export function csrfViolation({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): CsrfViolation | null {
  // Apollo sends this header with a GET as well.
  if (isJson.test(headers['content-type'] ?? '')) return null;
  if (method === 'POST')
    return { status: 415, message: 'Send the operation as JSON, with "Content-Type: application/json".' };
  if (method !== 'GET' || Object.keys(headers).some(isPreflighted)) return null;
  return { status: 400, message: 'Send a GET together with a header such as "X-Gateway-Preflight: 1", or use POST.' };
}
