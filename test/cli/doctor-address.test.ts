/** Doctor with an address that has no WHMCS, or none that answers. */
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/cli.ts';
import { certificate, key } from '../support/self-signed.ts';
import { useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();

/** Listens on a free port until the test ends. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('the address', () => {
  it.each([
    ['a wrong sub-directory', () => `${simulator.url}/nowhere`, 'address', /no includes\/api\.php at that address/],
    // Too long for a host name: fails without a name server.
    [
      'a name that does not exist',
      () => `http://${'x'.repeat(64)}.invalid`,
      'address',
      /the name x+\.invalid cannot be resolved/,
    ],
    [
      'https where http is spoken',
      () => simulator.url.replace('http:', 'https:'),
      'tls',
      /TLS trouble .* right scheme/,
    ],
  ])('%s', async (_, url, ending, says) => {
    expect(await examine({ WHMCS_URL: url() })).toEqual({ ending, said: expect.stringMatching(says) as string });
  });

  it('a port without a listener', async () => {
    const port = await freePort();
    const { ending, said } = await examine({ WHMCS_URL: `http://127.0.0.1:${port}` });
    expect([ending, said]).toEqual(['unreachable', expect.stringContaining(`nothing listens at 127.0.0.1:${port}`)]);
  });

  it('TLS that hangs', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket));
    const port = await listening(silent);
    onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
    const patience = { connectMs: 200, probeMs: 60_000, totalMs: 60_000, slowMs: 60_000 };
    const { ending, said } = await examine({ WHMCS_URL: `https://127.0.0.1:${port}` }, patience);
    expect([ending, said]).toEqual(['unreachable', expect.stringContaining(`127.0.0.1:${port} cannot be reached`)]);
  });

  it('a server without HTTP', async () => {
    const port = await listening(createServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.6\r\n')));
    const { ending, said } = await examine({ WHMCS_URL: `http://127.0.0.1:${port}` });
    expect([ending, said]).toEqual(['unreachable', expect.stringContaining('does not speak HTTP: check the port')]);
  });

  it('a self-signed certificate', async () => {
    const port = await listening(createHttpsServer({ cert: certificate, key }));
    const { ending, said } = await examine({ WHMCS_URL: `https://127.0.0.1:${port}` });
    expect([ending, said]).toEqual([
      'tls',
      expect.stringMatching(/\(DEPTH_ZERO_SELF_SIGNED_CERT\): check its certificate .*NODE_EXTRA_CA_CERTS/),
    ]);
  });

  it('a redirect', async () => {
    const port = await listening(
      createHttpServer(
        (_, response) => void response.writeHead(301, { location: 'https://elsewhere.example/includes/api.php' }).end(),
      ),
    );
    const { ending, said } = await examine({ WHMCS_URL: `http://127.0.0.1:${port}` });
    expect([ending, said]).toEqual(['address', expect.stringContaining('set WHMCS_URL to https://elsewhere.example.')]);
  });
});
