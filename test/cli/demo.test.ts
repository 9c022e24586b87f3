import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort, runCli, type Cli } from '../support/cli.ts';

/** Long enough for a busy machine. */
const TIMEOUT_MS = 120_000;

describe('the demo', () => {
  let demo: Cli;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    // The demo ignores the configuration of a real gateway.
    demo = runCli(['demo'], { PORT: String(port), WHMCS_URL: 'nonsense' });
    await vi.waitUntil(() => demo.stdout().includes('Ctrl-C'), { timeout: TIMEOUT_MS });
  });

  afterAll(() => demo.child.kill('SIGKILL'));

  async function ask<Data>(token: string, query: string): Promise<Data> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { data: Data };
    return data;
  }

  it('prints its addresses and tokens, and they work', async () => {
    expect(demo.stdout()).toContain(`Start      ${url}/\n`);
    expect(demo.stdout()).toContain(`GraphiQL   ${url}/graphql\n`);
    const seen = await Promise.all(
      ['demo-staff', 'demo-partner', 'demo-client'].map(async (token) => {
        expect(demo.stdout()).toMatch(new RegExp(`^Token +${token} `, 'm'));
        const { viewer, clients } = await ask<{ viewer: { role: string }; clients: { totalCount: number } }>(
          token,
          '{ viewer { role } clients { totalCount } }',
        );
        return [viewer.role, clients.totalCount];
      }),
    );
    expect(seen).toEqual([
      ['STAFF', 300],
      ['PARTNER', 5],
      ['CLIENT', 1],
    ]);
  });

  it.each(['staff', 'partner', 'client'])(
    'shows its %s exactly the schema that is printed for the role',
    async (role) => {
      const query = getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      });
      const shown = buildClientSchema(await ask<IntrospectionQuery>(`demo-${role}`, query));
      const printed = readFileSync(new URL(`../../schema/${role}.graphql`, import.meta.url), 'utf8');
      // Introspection reports no applied directives.
      expect(`${printSchema(lexicographicSortSchema(shown))}\n`).toBe(
        printed.replaceAll(/(?<!directive) @dangerous/g, ''),
      );
    },
  );

  describe('has a start page that', () => {
    const open = async () => {
      const response = await fetch(`${url}/`, { headers: { accept: 'text/html,*/*;q=0.8' } });
      const html = await response.text();
      const links = [...html.matchAll(/ href="([^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
      return { response, html, links: links.filter((link) => link !== 'data:,') };
    };

    it('loads nothing from other sites', async () => {
      const { response, html } = await open();
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; /,
      );
      expect(html).not.toMatch(/<script|<img| src=|url\(|@import|style="/);
    });

    it('links to GraphiQL as each role, to the simulated WHMCS, the metrics, the health and the documents', async () => {
      const { links } = await open();
      expect(links).toEqual(
        expect.arrayContaining([
          '/graphql?as=staff',
          '/graphql?as=partner',
          '/graphql?as=client',
          '/metrics',
          '/health/ready',
          '/README.md',
          '/docs/facts.md',
          '/schema/partner.graphql',
          expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/billing\/includes\/api\.php\?/),
        ]),
      );
    });

    it('has no broken link', async () => {
      const { links } = await open();
      const statuses = await Promise.all(
        links.map(async (link) => {
          const response = await fetch(new URL(link, url), { headers: { accept: 'text/html,*/*;q=0.8' } });
          await response.arrayBuffer();
          return [link, response.status];
        }),
      );
      expect(statuses).toEqual(links.map((link) => [link, 200]));
    });

    it('names the simulated WHMCS, and links to an API call', async () => {
      const { html, links } = await open();
      const [, address = ''] = /^WHMCS {6}(\S+)/m.exec(demo.stdout()) ?? [];
      expect(html).toContain(`<code>${address}/includes/api.php</code>`);
      const response = await fetch(links.find((link) => link.startsWith(address)) ?? '');
      expect(await response.json()).toMatchObject({ result: 'success', clientid: '1' });
    });

    it('allows only reads', async () => {
      const response = await fetch(`${url}/`, { method: 'POST', body: 'anything' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    });
  });

  it('ends on a signal without an error', async () => {
    demo.child.kill('SIGINT');
    expect(await demo.exit).toBe(0);
    expect(demo.stderr()).toBe('');
  });
});

it('the demo says what to do if the port is in use', async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((resolve) => void other.listen(port, '127.0.0.1', resolve));
  const { exit, stderr } = runCli(['demo'], { PORT: String(port) });
  expect(await exit).toBe(4);
  expect(stderr()).toBe(
    `Cannot listen on 127.0.0.1:${port} (EADDRINUSE); another process uses that port: end it, or set PORT to another port.\n`,
  );
  other.close();
});
