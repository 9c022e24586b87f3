/**
 * Responses that wait to be written. A large body is written in pieces, so that the progress of its reader is visible. The connection of
 * a reader that accepts nothing, or too little, is closed, and so is the slowest one if too many bytes wait for its owner or in total.
 */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { DeliveryLimits } from '../../config/limits.ts';

/** Why a connection was closed: its reader was too slow, or too many bytes waited for its owner or in total. */
export const cutReasons = ['slow', 'viewer', 'total'] as const;
export type CutReason = (typeof cutReasons)[number];

export interface Deliveries {
  /** Registers a response that `deliver` will send. Until its viewer is known it belongs to its address. */
  expect(response: ServerResponse): void;
  /** Reduces the patience with each reader by one part in `SWEEPS`. A timer calls it; tests may. */
  sweep(): void;
  /** Bytes that wait to be written. */
  readonly bytes: number;
  /** Stops the timer. */
  close(): void;
}

interface Owner {
  readonly name: string;
  bytes: number;
  readonly deliveries: Set<Delivery>;
}

interface Delivery {
  readonly response: ServerResponse;
  readonly owner: Owner;
  readonly bytes: number;
  readonly line: Line;
}

/** The responses that wait on one connection. With pipelining there may be several; the first is being written. */
interface Line {
  readonly socket: Socket;
  readonly deliveries: Set<Delivery>;
  /** How long its reader may still accept nothing. Bytes that it accepts restore it, at the minimum rate, up to `stallMs`. */
  patienceMs: number;
  /** node does not emit `close` for responses queued behind another one. */
  readonly onClose: () => void;
}

interface Recipient {
  readonly deliver: (response: ServerResponse, owner: string, body: string | Buffer) => void;
  owner: string;
}

/** Bytes written at once. A reader that has accepted them has made progress. */
const PIECE = 64 * 1024;

/** Memory of a response besides its body. */
const OVERHEAD = 2 * 1024;

/** Sweeps in the time that a reader may accept nothing. */
const SWEEPS = 30;

const recipients = new WeakMap<ServerResponse, Recipient>();

/** Assigns a response to its viewer. */
export function belongsTo(response: ServerResponse, viewer: string): void {
  const recipient = recipients.get(response);
  if (recipient) recipient.owner = `viewer ${viewer}`;
}

/** Sends the body and completes the response. Its headers, with the length, have been written already. */
export function deliver(response: ServerResponse, body: string | Buffer): void {
  const recipient = recipients.get(response);
  if (recipient) recipient.deliver(response, recipient.owner, body);
  else response.end(body);
}

/** @param onCut called with the reason and the bytes that waited on the connection */
export function deliveries(
  { viewerBytes, totalBytes, stallMs, bytesPerSecond }: DeliveryLimits,
  onCut: (reason: CutReason, bytes: number) => void = () => undefined,
): Deliveries {
  const owners = new Map<string, Owner>();
  const lines = new Map<Socket, Line>();
  let total = 0;
  let timer: NodeJS.Timeout | undefined;

  const ownerNamed = (name: string): Owner => {
    let owner = owners.get(name);
    if (!owner) owners.set(name, (owner = { name, bytes: 0, deliveries: new Set() }));
    return owner;
  };
  const lineOf = ({ req: { socket } }: ServerResponse): Line => {
    let line = lines.get(socket);
    if (line) return line;
    const made: Line = { socket, deliveries: new Set(), patienceMs: stallMs, onClose: () => settleAll(made) };
    lines.set(socket, (line = made));
    socket.once('close', made.onClose);
    timer ??= setInterval(sweep, stallMs / SWEEPS).unref();
    return line;
  };

  const settle = (delivery: Delivery): void => {
    const { owner, line, bytes } = delivery;
    if (!line.deliveries.delete(delivery)) return;
    owner.deliveries.delete(delivery);
    owner.bytes -= bytes;
    total -= bytes;
    if (owner.deliveries.size === 0) owners.delete(owner.name);
    if (line.deliveries.size > 0) return;
    lines.delete(line.socket);
    line.socket.off('close', line.onClose);
    if (lines.size === 0) close();
  };
  const settleAll = ({ deliveries: waiting }: Line): void => waiting.forEach(settle);
  const cut = (line: Line, reason: CutReason): void => {
    const bytes = [...line.deliveries].reduce((sum, delivery) => sum + delivery.bytes, 0);
    settleAll(line);
    line.socket.destroy();
    onCut(reason, bytes);
  };

  const isTooMuch = (): boolean => total > totalBytes;
  const track = (response: ServerResponse, name: string, bodyBytes: number): Delivery => {
    const owner = ownerNamed(name);
    const line = lineOf(response);
    const bytes = bodyBytes + OVERHEAD;
    const delivery: Delivery = { response, owner, bytes, line };
    owner.deliveries.add(delivery);
    line.deliveries.add(delivery);
    owner.bytes += bytes;
    total += bytes;
    response.once('finish', () => {
      taken(line, bodyBytes % PIECE);
      settle(delivery);
    });
    while (owner.bytes > viewerBytes) cut(slowestOf(owner), 'viewer');
    while (isTooMuch()) cut(slowestOf(largestOf(owners.values())), 'total');
    return delivery;
  };

  const taken = (line: Line, bytes: number): void => {
    line.patienceMs = Math.min(stallMs, line.patienceMs + (bytes / bytesPerSecond) * 1000);
  };
  const inPieces = (response: ServerResponse, body: Buffer, line: Line): void => {
    const { socket } = line;
    let at = 0;
    const goOn = (): void => {
      let isTaken = true;
      while (isTaken && at + PIECE < body.length) {
        if (at > 0) taken(line, PIECE);
        isTaken = response.write(body.subarray(at, (at += PIECE)));
      }
      if (isTaken) end();
      else response.once('drain', goOn);
    };
    const end = (): void => {
      socket.off('end', end);
      response.off('drain', goOn).end(body.subarray(at));
    };
    // When a reader closes its side, node accepts no more writes: the rest is written at once.
    socket.prependListener('end', end);
    goOn();
  };

  const sweep = (): void => {
    for (const line of lines.values()) {
      // The reader cannot be slow while an earlier response on the connection is not ready.
      if (![...line.deliveries].some(({ response }) => response.socket !== null)) continue;
      line.patienceMs -= stallMs / SWEEPS;
      if (line.patienceMs <= 0) cut(line, 'slow');
    }
  };
  const close = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  return {
    expect(response) {
      const owner = `address ${response.req.socket.remoteAddress ?? 'unknown'}`;
      recipients.set(response, {
        owner,
        deliver(_, name, body) {
          const bytes = Buffer.byteLength(body);
          if (bytes > PIECE && response.req.method !== 'HEAD') {
            const { line } = track(response, name, bytes);
            if (!line.socket.destroyed) inPieces(response, typeof body === 'string' ? Buffer.from(body) : body, line);
            return;
          }
          response.end(body);
          // The operating system accepts nearly all responses at once.
          if (response.writableLength > 0) track(response, name, bytes);
        },
      });
    },
    sweep,
    get bytes() {
      return total;
    },
    close,
  };
}

/** The connection whose reader has accepted nothing for longest; of equals, the oldest. */
function slowestOf({ deliveries: waiting }: Owner): Line {
  const [slowest] = [...waiting].toSorted((a, b) => a.line.patienceMs - b.line.patienceMs);
  if (!slowest) throw new Error('an owner with waiting bytes has no waiting response');
  return slowest.line;
}

function largestOf(owners: Iterable<Owner>): Owner {
  const [largest] = [...owners].toSorted((a, b) => b.bytes - a.bytes);
  if (!largest) throw new Error('bytes wait without an owner');
  return largest;
}
