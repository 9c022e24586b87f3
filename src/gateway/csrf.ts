/**
 * What a foreign site can make a browser send without asking us first: a GET, or a POST as of a form. Nothing of the kind is executed.
 * For JSON, and for headers that no form sends, the browser asks (see cors.ts). A bearer token would be such a header too, but some
 * day somebody puts a proxy in front that makes tokens of cookies.
 */
import type { IncomingMessage } from 'node:http';

/** Those that clients of GraphQL send for this very purpose; what they say does not matter. */
const usual = new Set([
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'x-graphql-yoga-csrf',
  'graphql-require-preflight',
]);

/** Every header of ours will do as well, such as `X-Gateway-Preflight: 1`. */
const isPreflighted = (header: string): boolean => header.startsWith('x-gateway-') || usual.has(header);

const isJson = /^application\/json(?:$|[\s;])/i;

export interface Mistrust {
  readonly status: number;
  readonly message: string;
}

/** Why a request is not executed; null where a foreign site cannot have sent it. */
export function mistrusted({ method, headers }: IncomingMessage): Mistrust | null {
  if (method === 'POST') {
    return isJson.test(headers['content-type'] ?? '')
      ? null
      : { status: 415, message: 'Send the operation as JSON, with "Content-Type: application/json".' };
  }
  if (method !== 'GET' || Object.keys(headers).some(isPreflighted)) return null;
  return { status: 400, message: 'Send a GET together with a header such as "X-Gateway-Preflight: 1", or use POST.' };
}
