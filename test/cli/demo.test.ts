import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, runCli } from '../support/cli.ts';

describe('the demo', () => {
  it('prints where it is and its tokens, and they work', async () => {
    const port = await freePort();
    // What would be wrong for a gateway of one's own is nothing to the demo.
    const { child, exit, stdout, stderr } = runCli(['demo'], { PORT: String(port), WHMCS_URL: 'nonsense' });
    await expect.poll(stdout).toContain('Ctrl-C');
    const url = `http://127.0.0.1:${port}/graphql`;
    expect(stdout()).toContain(`GraphiQL   ${url}\n`);

    const seen = await Promise.all(
      ['demo-staff', 'demo-partner', 'demo-client'].map(async (token) => {
        expect(stdout()).toMatch(new RegExp(`^Token +${token} `, 'm'));
        const query = new URLSearchParams({ query: '{ viewer { role } clients { totalCount } }' });
        const response = await fetch(`${url}?${query.toString()}`, {
          headers: { authorization: `Bearer ${token}`, 'x-gateway-preflight': '1' },
        });
        const { data } = (await response.json()) as {
          data: { viewer: { role: string }; clients: { totalCount: number } };
        };
        return [data.viewer.role, data.clients.totalCount];
      }),
    );
    expect(seen).toEqual([
      ['STAFF', 300],
      ['PARTNER', 5],
      ['CLIENT', 1],
    ]);

    child.kill('SIGINT');
    expect(await exit).toBe(0);
    expect(stderr()).toBe('');
  });

  it('says what to do where the port is taken', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(port, '127.0.0.1', resolve));
    const { exit, stderr } = runCli(['demo'], { PORT: String(port) });
    expect(await exit).toBe(4);
    expect(stderr()).toBe(
      `Cannot listen on 127.0.0.1:${port} (EADDRINUSE); something listens there already: end it, or set PORT to another port.\n`,
    );
    other.close();
  });
});
