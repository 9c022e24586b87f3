/** The connections of a server: which are idle, how many may exist, and which one is closed to make room. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionLimits } from '../../config/limits.ts';

export interface Connections {
  /**
   * Adds a new connection. If there are too many, the one that has been idle for longest is closed, so that a health check always gets
   * in; if none is idle, the new one is closed.
   */
  add(socket: Socket): void;
  /** A request has arrived. */
  began(response: ServerResponse): void;
  /** The response is complete, or its caller has disconnected. */
  ended(response: ServerResponse): void;
  /** Responses that are not complete. */
  open(): Iterable<ServerResponse>;
  /** Connections without an active request, those that have been idle for longest first. */
  readonly idle: ReadonlySet<Socket>;
}

export function connections({ total, perAddress }: ConnectionLimits): Connections {
  const busy = new Map<Socket, Set<ServerResponse>>();
  const idle = new Set<Socket>();
  const addresses = new Map<string, number>();

  const count = (address: string, more: 1 | -1): number => {
    const now = (addresses.get(address) ?? 0) + more;
    if (now > 0) addresses.set(address, now);
    else addresses.delete(address);
    return now;
  };
  const makeRoom = (newcomer: Socket, address?: string): void => {
    for (const socket of idle) {
      if (address !== undefined && socket.remoteAddress !== address) continue;
      idle.delete(socket);
      return void socket.destroy();
    }
    newcomer.destroy();
  };
  const closed = (socket: Socket, address: string): void => {
    count(address, -1);
    idle.delete(socket);
    const left = busy.get(socket) ?? [];
    busy.delete(socket);
    // node emits `close` only for the response being written. Those queued behind it on the connection have lost their caller as well.
    for (const response of left) {
      if (response.socket !== null) continue;
      response.destroy();
      response.emit('close');
    }
  };

  return {
    add(socket) {
      const address = socket.remoteAddress ?? '';
      const ofAddress = count(address, 1);
      socket.once('close', () => closed(socket, address));
      if (perAddress !== null && ofAddress > perAddress) makeRoom(socket, address);
      else if (idle.size + busy.size >= total) makeRoom(socket);
      if (!socket.destroyed) idle.add(socket);
    },
    began(response) {
      const { socket } = response.req;
      idle.delete(socket);
      const open = busy.get(socket);
      if (open) open.add(response);
      else busy.set(socket, new Set([response]));
    },
    ended(response) {
      const { socket } = response.req;
      const open = busy.get(socket);
      if (!open?.delete(response) || open.size > 0) return;
      busy.delete(socket);
      if (!socket.destroyed) idle.add(socket);
    },
    *open() {
      for (const responses of busy.values()) yield* responses;
    },
    idle,
  };
}
