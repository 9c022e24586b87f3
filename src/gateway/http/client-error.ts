/** The response to a request that node could not read: too slow, headers too large, or not HTTP. */
import type { Socket } from 'node:net';
import type { Code } from '../../graph/base/errors.ts';

interface Refusal {
  readonly status: string;
  readonly message: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', message: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', message: 'The headers are too large.' },
};
const noHttp: Refusal = { status: '400 Bad Request', message: 'The request is not HTTP/1.1.' };

/** Sends a GraphQL error if the socket is still writable, and closes the connection. */
export function refuseUnread(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const { status, message } = refusals[error.code ?? ''] ?? noHttp;
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' satisfies Code } }] });
  const headers = [
    `HTTP/1.1 ${status}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
