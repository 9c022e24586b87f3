/** Which sites' scripts may talk to us: those that the configuration lists. Tokens travel in a header, so that no cookie is ever invited. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { deliver } from './deliveries.ts';

/**
 * Adds to a response what tells a browser whether it may show it to the page, and answers the question that the browser asks before.
 *
 * @returns whether the request was that question, and is answered
 */
export type Cors = (request: IncomingMessage, response: ServerResponse) => boolean;

const shown = 'X-Request-Id, Retry-After';

/** What GraphQL clients and tracing send besides the token and the body, and what the gateway understands. */
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

const invitationOf = (headers: readonly string[]) =>
  new Map([
    ['access-control-allow-methods', 'GET, POST'],
    ['access-control-allow-headers', [...usualHeaders, ...headers].join(', ')],
    // As long as any browser remembers it.
    ['access-control-max-age', '7200'],
  ]);

export interface CorsOptions {
  /** Such as "https://app.example.com". */
  readonly origins: readonly string[];
  /** Request headers that their scripts may send besides the usual ones. */
  readonly headers: readonly string[];
}

export function cors({ origins, headers: additional }: CorsOptions): Cors {
  const allowed = new Set(origins);
  const invitation = invitationOf(additional);
  return ({ method, headers }, response) => {
    const { origin } = headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
    // Also where nobody asks from another site: what is kept on the way is not for all.
    if (allowed.size > 0) response.setHeader('vary', 'Origin');
    if (isAllowed) {
      response.setHeader('access-control-allow-origin', origin).setHeader('access-control-expose-headers', shown);
    }
    if (method !== 'OPTIONS') return false;
    if (isAllowed && headers['access-control-request-method'] !== undefined) response.setHeaders(invitation);
    deliver(response.writeHead(204, { allow: 'GET, POST, OPTIONS' }), '');
    return true;
  };
}
