/** CORS: the origins that the configuration lists may send requests. Tokens are sent in a header, so cookies are never allowed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { deliver } from './deliveries.ts';

/**
 * Adds the CORS headers to a response, and answers a preflight request.
 *
 * @returns whether the request was a preflight request and has been answered
 */
export type Cors = (request: IncomingMessage, response: ServerResponse) => boolean;

const exposedHeaders = 'X-Request-Id, Retry-After, Content-Disposition';

/** Headers that GraphQL clients and tracing send, and those that the gateway reads. */
const usualHeaders = [
  'Authorization',
  'Content-Type',
  'Cache-Control',
  'X-Request-Id',
  'X-Gateway-Client',
  'X-Gateway-Explain',
  'X-Gateway-Lane',
  'X-Gateway-Preflight',
  'X-GraphQL-Yoga-CSRF',
  'GraphQL-Require-Preflight',
  'Apollo-Require-Preflight',
  'Apollographql-Client-Name',
  'Apollographql-Client-Version',
  'X-Apollo-Operation-Id',
  'X-Apollo-Operation-Name',
  'X-Apollo-Operation-Type',
  'Traceparent',
  'Tracestate',
  'Baggage',
];

const preflightHeaders = (headers: readonly string[]) =>
  new Map([
    ['access-control-allow-methods', 'GET, POST'],
    ['access-control-allow-headers', [...usualHeaders, ...headers].join(', ')],
    // The longest time that any browser honours.
    ['access-control-max-age', '7200'],
  ]);

export interface CorsOptions {
  /** Such as "https://app.example.com". */
  readonly origins: readonly string[];
  /** Request headers that their scripts may send in addition to the usual ones. */
  readonly headers: readonly string[];
}

export function cors({ origins, headers: additional }: CorsOptions): Cors {
  const allowed = new Set(origins);
  const preflight = preflightHeaders(additional);
  return ({ method, headers }, response) => {
    const { origin } = headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
    // Also without an Origin header: a cache on the way must not serve one origin's response to another.
    if (allowed.size > 0) response.setHeader('vary', 'Origin');
    if (isAllowed) {
      response
        .setHeader('access-control-allow-origin', origin)
        .setHeader('access-control-expose-headers', exposedHeaders);
    }
    if (method !== 'OPTIONS') return false;
    if (isAllowed && headers['access-control-request-method'] !== undefined) response.setHeaders(preflight);
    deliver(response.writeHead(204, { allow: 'GET, POST, OPTIONS' }), '');
    return true;
  };
}
