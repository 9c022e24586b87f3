/** The address of a server that listens on a free port. */
import type { Server } from 'node:http';

/** Listens, unless it already does, and returns the address of its GraphQL endpoint. */
export async function listening(server: Server): Promise<string> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error(`Expected a TCP address, got ${String(address)}`);
  return `http://127.0.0.1:${address.port}/graphql`;
}
