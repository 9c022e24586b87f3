/** The GraphiQL page with all its assets: 9 MB of HTML, kept compressed (2 MB), as nearly all browsers accept it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { deliver } from './deliveries.ts';
import { graphiqlPage } from './graphiql-page.ts';
import type { GraphiqlSession } from './graphiql-script.ts';
import { send } from './server.ts';

export type { GraphiqlSession, GraphiqlTab } from './graphiql-script.ts';

export interface GraphiqlOptions extends GraphiqlSession {
  /** Other sessions on the same page, by the query parameter `as`: `/graphql?as=partner`. */
  readonly as?: Readonly<Record<string, GraphiqlSession>>;
}

/** Sends the page. */
export type Graphiql = (request: IncomingMessage, response: ServerResponse) => void;

/** Inline scripts and styles, workers from blobs, and nothing from anywhere else. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  'worker-src blob:',
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function graphiql(options: GraphiqlOptions = {}): Graphiql {
  let rendered: { gzip: Buffer; etag: string } | undefined;
  // It takes half a second, so it is rendered at the first request.
  const page = () => {
    const { as, ...session } = options;
    const gzip = gzipSync(graphiqlPage(session, as));
    return (rendered ??= { gzip, etag: `"${createHash('sha256').update(gzip).digest('base64url')}"` });
  };
  // Few callers accept no gzip. Unpacking the page for each request would let anyone spend the gateway's memory and time.
  let unpacked: Buffer | undefined;
  return (request, response) => {
    const { gzip, etag } = rendered ?? page();
    const headers = {
      etag,
      'cache-control': 'private, no-cache',
      vary: 'accept, accept-encoding',
      'content-security-policy': contentSecurityPolicy,
    };
    if (request.headers['if-none-match'] === etag) {
      return deliver(response.writeHead(304, headers), '');
    }
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    send(response, 200, zipped ? gzip : (unpacked ??= gunzipSync(gzip)), {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
  };
}

/** Whether a browser's address bar sent the request, rather than a GraphQL client. */
export const wantsGraphiql = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');
