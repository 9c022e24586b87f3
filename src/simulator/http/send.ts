import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Printed } from './printed.ts';

function head(status: number, type: string): [number, Record<string, string>] {
  return [
    status,
    {
      'content-type': type,
      'cache-control': 'no-store, no-cache, must-revalidate',
      expires: 'Thu, 19 Nov 1981 08:52:00 GMT',
      pragma: 'no-cache',
      // A client that keeps this cookie makes PHP queue its calls.
      'set-cookie': `PHPSESSID=${randomBytes(13).toString('hex')}; path=/; HttpOnly`,
    },
  ];
}

/** Every answer starts a PHP session of its own. */
export function send(response: ServerResponse, status: number, { type, body }: Printed): void {
  response.writeHead(...head(status, type)).end(body);
}

export function sendPage(response: ServerResponse, status: number, body: string): void {
  send(response, status, { type: 'text/html; charset=UTF-8', body });
}

/** An answer in twenty pieces. */
export async function drip(
  response: ServerResponse,
  status: number,
  { type, body }: Printed,
  pauseMs: number,
): Promise<void> {
  response.writeHead(...head(status, type));
  const size = Math.max(Math.ceil(body.length / 20), 1);
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.slice(at, at + size));
    await sleep(pauseMs);
  }
  response.end();
}

/** Breaks the connection as a crashed worker does. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Waits until the caller closes the connection. */
export async function closed(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => response.once('close', () => resolve()));
}
