/** The HTTP server: timeouts, security headers, routes, and the graceful shutdown. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectionLimits } from '../../config/limits.ts';
import type { Code } from '../../graph/base/errors.ts';
import { connections } from './connections.ts';
import { deliver, type Deliveries } from './deliveries.ts';
import { refuseUnread } from './client-error.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, requestId: string) => Promise<void> | void;

export interface HttpServer {
  /** `http://host:port` of the listener. */
  readonly url: string;
  /** Accepts no new connections; resolves when the last response is sent. Connections still open after `mostMs` are closed. */
  close(mostMs: number): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly headerBytes: number;
  /** The time in which the headers of a request must arrive. */
  readonly headersMs: number;
  /** The time in which a whole request must arrive. */
  readonly requestMs: number;
  readonly connections: ConnectionLimits;
  /** Where responses wait to be written. */
  readonly deliveries: Deliveries;
  /** By path without query, or by its folder with a slash at the end; any other path is 404. */
  readonly routes: Readonly<Record<string, Handler>>;
  readonly onError: (error: unknown, requestId: string) => void;
}

/** @throws the listen error, such as EADDRINUSE */
export async function listen({ host, port, routes, deliveries, onError, ...most }: ServerOptions): Promise<HttpServer> {
  const connected = connections(most.connections);
  let closing = false;

  const server = createServer(
    {
      // node refuses headers of this size; smaller ones are accepted.
      maxHeaderSize: most.headerBytes + 1,
      headersTimeout: Math.min(most.headersMs, most.requestMs),
      requestTimeout: most.requestMs,
      connectionsCheckingInterval: Math.min(most.headersMs, most.requestMs) / 2,
      // Longer than the keep-alive timeout of the usual load balancers (60 s).
      keepAliveTimeout: 65_000,
      // Checked below, with a GraphQL error as response.
      requireHostHeader: false,
    },
    (request, response) => {
      deliveries.expect(response);
      connected.began(response);
      response.once('close', () => {
        connected.ended(response);
        if (closing) request.socket.end();
      });
      if (closing) response.setHeader('connection', 'close');
      const requestId = requestIdOf(request);
      response.setHeader('x-request-id', requestId).setHeaders(securityHeaders);
      if (!hasOneHost(request)) return refuseHost(response);
      const path = pathOf(request);
      const route = routes[path] ?? routes[folderOf(path)];
      const handled = route ? route(request, response, requestId) : notFound(response);
      Promise.resolve(handled).catch((error: unknown) => {
        onError(error, requestId);
        if (response.headersSent) response.destroy();
        else sendJson(response, 500, { error: 'Unexpected error.', requestId });
      });
    },
  );

  server.on('clientError', refuseUnread);
  server.on('connection', (socket) => connected.add(socket));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });

  return {
    url: addressOf(server),
    close: (mostMs) =>
      new Promise((resolve) => {
        closing = true;
        for (const response of connected.open()) if (!response.headersSent) response.setHeader('connection', 'close');
        // Browsers keep connections that they have never used; node:http does not count these as idle.
        for (const socket of connected.idle) socket.destroy();
        const cutOff = setTimeout(() => server.closeAllConnections(), mostMs);
        server.close(() => {
          clearTimeout(cutOff);
          resolve();
        });
      }),
  };
}

/** Sends JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** Sends text of any kind. No cache on the way may store it. */
export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': Buffer.byteLength(body) });
  deliver(response, body);
}

/** Security headers: responses are data unless they say otherwise, and no other site may embed them. */
const securityHeaders = new Map([
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
]);

const notFound = (response: ServerResponse): void =>
  sendJson(response, 404, { error: 'Not found. GraphQL and GraphiQL are at /graphql.' });

/** Whether a request names exactly one host. If it names two, a proxy in front may have read the other one. */
function hasOneHost({ rawHeaders, headers: { host }, httpVersion }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion === '1.0';
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  return hosts === 1 && hostForm.test(host);
}

/** A host name or address with an optional port, by RFC 3986. */
const hostForm = /^[\w.~!$&'()*+,;=:%[\]-]*$/;

function refuseHost(response: ServerResponse): void {
  const error = {
    message: 'Send exactly one valid Host header.',
    extensions: { code: 'BAD_USER_INPUT' satisfies Code },
  };
  sendJson(response, 400, { errors: [error] }, { connection: 'close' });
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';

/** "/attachments/" of "/attachments/x"; empty for a path that is not in a folder of the root. */
const folderOf = (path: string): string => /^\/[^/]+\/(?=[^/]+$)/.exec(path)?.[0] ?? '';

/** The caller's own id if it is harmless, so that one id runs through all logs. */
const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
};

function addressOf(server: Server): string {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string')
    throw new Error(`Expected a TCP address, got ${String(address)}`);
  return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
