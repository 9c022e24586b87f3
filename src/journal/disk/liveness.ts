/**
 * Whether a process that has taken a directory still lives. Each listens on a socket, of which the kernel knows: it ends with its process however
 * that ends, no other process can be taken for it as with process ids, and containers that share the directory see each other.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

/** The kernel's own limit is 108 with Linux, 104 with others. */
const LONGEST_PATH = 100;

/** Where a socket may lie: in the directory, or where the path is too long or the file system knows no sockets, in that for temporary files. */
function placesOf(directory: string, owner: string): string[] {
  const beside = resolve(directory, `${owner}.sock`);
  const short = relative(process.cwd(), beside);
  const hash = createHash('sha256').update(beside).digest('hex').slice(0, 24);
  return [short.length < beside.length ? short : beside, join(tmpdir(), `gateway-${hash}.sock`)].filter(
    (path) => Buffer.byteLength(path) <= LONGEST_PATH,
  );
}

export interface Liveness {
  end(): Promise<void>;
}

/**
 * Lets others know that a process lives.
 *
 * @throws the error of the last place where it could not listen
 */
export async function announce(directory: string, owner: string): Promise<Liveness> {
  let failure: unknown = new Error('no path for a socket is short enough');
  for (const path of placesOf(directory, owner)) {
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

/** Whether the process that announced itself under this name lives. */
export async function isAlive(directory: string, owner: string): Promise<boolean> {
  for (const path of placesOf(directory, owner)) if (await answers(path)) return true;
  return false;
}

/** Removes what a dead process has left of its presence. */
export async function removeLiveness(directory: string, owner: string): Promise<void> {
  for (const path of placesOf(directory, owner)) await rm(path, { force: true });
}

/** What says neither yes nor no, such as a backlog that is full, is a yes. */
const answers = (path: string): Promise<boolean> =>
  new Promise((tell) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      tell(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      tell(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '')),
    );
  });
