/**
 * What a foreign site can make a browser send without asking us first: a GET, or a POST as of a form. Nothing of the kind is executed.
 * For JSON, and for headers that no form sends, the browser asks (see cors.ts). The token is such a header: a proxy in front that makes
 * tokens of cookies has to keep foreign sites out itself.
 */
import type { IncomingMessage } from 'node:http';

/** The token, with which urql sends a GET, and those that clients send for this very purpose; what they say does not matter. */
const usual = new Set([
  'authorization',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'x-graphql-yoga-csrf',
  'graphql-require-preflight',
]);

/** Every header of ours will do as well, such as `X-Gateway-Preflight: 1`. */
const isPreflighted = (header: string): boolean => header.startsWith('x-gateway-') || usual.has(header);

const isJson = /^application\/json(?:$|[\s;])/i;

export interface CsrfViolation {
  readonly status: number;
  readonly message: string;
}

/** Why a request is not executed; null where a foreign site cannot have sent it. */
export function csrfViolation({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): CsrfViolation | null {
  // Apollo sends it with a GET as well.
  if (isJson.test(headers['content-type'] ?? '')) return null;
  if (method === 'POST')
    return { status: 415, message: 'Send the operation as JSON, with "Content-Type: application/json".' };
  if (method !== 'GET' || Object.keys(headers).some(isPreflighted)) return null;
  return { status: 400, message: 'Send a GET together with a header such as "X-Gateway-Preflight: 1", or use POST.' };
}
