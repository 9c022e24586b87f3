/**
 * Whether the process that owns a directory is alive. Each owner listens on a Unix socket, which the kernel closes however the process ends.
 * Unlike a process id, a socket cannot belong to another process, and containers that share the directory see each other's sockets.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** The limit of the kernel is 108 on Linux and 104 elsewhere. */
const MAX_PATH_BYTES = 100;

/** The possible paths of a socket: the directory, or the temporary directory if that path is too long or its file system has no sockets. */
function socketPaths(directory: string, owner: string): string[] {
  const absolute = resolve(directory, `${owner}.sock`);
  const short = relative(process.cwd(), absolute);
  const hash = createHash('sha256').update(absolute).digest('hex').slice(0, 24);
  return [short.length < absolute.length ? short : absolute, join(tmpdir(), `gateway-${hash}.sock`)].filter(
    (path) => Buffer.byteLength(path) <= MAX_PATH_BYTES,
  );
}

export interface Liveness {
  end(): Promise<void>;
}

/**
 * Shows other processes that this one is alive.
 *
 * @throws the error of the last path, if it can listen on none
 */
export async function announce(directory: string, owner: string): Promise<Liveness> {
  let failure: unknown = new Error('no socket path is short enough');
  for (const path of socketPaths(directory, owner)) {
    try {
      await rm(path, { force: true });
      const server = await listening(path);
      return {
        end: async () => {
          server.close();
          await rm(path, { force: true });
        },
      };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function listening(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(path).unref();
  await once(server, 'listening');
  return server;
}

/** Whether the process that announced itself with this name is alive. */
export async function isAlive(directory: string, owner: string): Promise<boolean> {
  for (const path of socketPaths(directory, owner)) if (await answers(path)) return true;
  return false;
}

/** Removes the sockets that a dead process left. */
export async function removeLiveness(directory: string, owner: string): Promise<void> {
  for (const path of socketPaths(directory, owner)) await rm(path, { force: true });
}

/** Any other error, such as a full backlog, counts as alive. */
const answers = (path: string): Promise<boolean> =>
  new Promise((resolved) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolved(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolved(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '')),
    );
  });
