/** A server with clients on raw sockets that read as a test wants. Time passes when the test sweeps. */
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { DeliveryLimits } from '../../../src/config/limits.ts';
import { belongsTo, deliveries, type CutReason } from '../../../src/gateway/http/deliveries.ts';
import { listen, send, type Handler, type HttpServer } from '../../../src/gateway/http/server.ts';

export const MEBIBYTE = 1024 * 1024;

/** Larger than the buffers of the operating system for a client that does not read. */
export const LARGE = 24 * MEBIBYTE;

/** A sweep stands for a second of the usual 30, but its timer never fires by itself. */
export const limits: DeliveryLimits = {
  viewerBytes: 64 * MEBIBYTE,
  totalBytes: 256 * MEBIBYTE,
  stallMs: 3_000_000,
  bytesPerSecond: 164,
};

export interface Reader {
  readonly socket: Socket;
  /** The bytes read so far. */
  readonly bytes: number;
  readonly text: string;
  readonly isCut: boolean;
}

export interface Readers {
  readonly cuts: readonly CutReason[];
  readonly waiting: number;
  /** The bytes that the operating system has accepted on the last connection. */
  readonly written: number;
  /** Lets this many seconds pass. */
  pass(seconds: number): void;
  /** Sends requests, all at once, on a connection that reads only after it is resumed. */
  ask(...paths: readonly string[]): Reader;
}

/** `/large` and `/small` belong to the viewer that the query names, or to none; `/later` is answered when the test says so. */
export async function readers(given: Partial<DeliveryLimits> = {}): Promise<Readers & { answerLater(): void }> {
  const cuts: CutReason[] = [];
  const outgoing = deliveries({ ...limits, ...given }, (reason) => cuts.push(reason));
  let last: Socket | undefined;
  const later: (() => void)[] = [];
  const answering =
    (body: string | Buffer): Handler =>
    ({ url = '' }, response) => {
      last = response.req.socket;
      const viewer = url.split('?')[1];
      if (viewer) belongsTo(response, viewer);
      send(response, 200, body, {});
    };
  const large = Buffer.alloc(LARGE, 'x');
  const server = await listen({
    host: '127.0.0.1',
    port: 0,
    headerBytes: 16_384,
    headersMs: 600_000,
    requestMs: 600_000,
    connections: { total: 100, perAddress: null },
    deliveries: outgoing,
    onError: (error) => {
      throw error;
    },
    routes: {
      '/large': answering(large),
      '/text': answering(`${'ä€😀x'.repeat(MEBIBYTE)}!`),
      '/small': answering('small'),
      '/later': (_, response) => void later.push(() => send(response, 200, 'later', {})),
    },
  });
  servers.push(server);
  return {
    cuts,
    get waiting() {
      return outgoing.bytes;
    },
    get written() {
      return last?.bytesWritten ?? 0;
    },
    pass(seconds) {
      for (let second = 0; second < seconds; second++) outgoing.sweep();
    },
    ask: (...paths) => asking(server.url, paths),
    answerLater: () => later.splice(0).forEach((answer) => answer()),
  };
}

const servers: HttpServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});

function asking(url: string, paths: readonly string[]): Reader {
  const { hostname, port } = new URL(url);
  const pieces: Buffer[] = [];
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  sockets.push(socket);
  let isCut = false;
  socket
    .pause()
    .on('data', (piece) => pieces.push(piece))
    .on('error', () => undefined)
    .on('close', () => (isCut = true))
    .on('end', () => (isCut = true))
    .write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: here\r\n\r\n`).join(''));
  return {
    socket,
    get bytes() {
      return pieces.reduce((sum, { length }) => sum + length, 0);
    },
    get text() {
      return Buffer.concat(pieces).toString();
    },
    get isCut() {
      return isCut;
    },
  };
}
