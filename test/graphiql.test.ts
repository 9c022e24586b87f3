import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { get, type IncomingMessage } from 'node:http';
import { describeChromium } from './support/chromium.ts';
import { freePort, runCli, type Cli } from './support/cli.ts';
import { useGateway } from './support/gateway.ts';

const browserAccepts = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the page of GraphiQL', () => {
  const gateway = useGateway();

  const page = (headers: Record<string, string> = {}): Promise<{ response: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      get(`${gateway.url}/graphql`, { headers: { accept: browserAccepts, ...headers } }, (response) => {
        const pieces: Buffer[] = [];
        response
          .on('data', (piece: Buffer) => pieces.push(piece))
          .once('end', () => resolve({ response, body: Buffer.concat(pieces) }));
      }).once('error', reject);
    });

  it('needs no token, comes compressed, and may load nothing from anywhere else', async () => {
    const { response, body } = await page({ 'accept-encoding': 'gzip, br' });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' });
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'self'; /);
    expect(body.length).toBeLessThan(3_000_000);
    expect(gunzipSync(body).toString()).toContain('<title>WHMCS gateway</title>');
    expect(gateway.simulator.calls.total).toBe(0);
  });

  it('is sent once to whoever kept it', async () => {
    const { response } = await page({ 'accept-encoding': 'gzip' });
    const again = await page({ 'if-none-match': response.headers.etag ?? '' });
    expect([again.response.statusCode, again.body.length]).toEqual([304, 0]);
  });

  it('comes as it is to whoever cannot unzip', async () => {
    const { response, body } = await page();
    expect([response.headers['content-encoding'], body.subarray(0, 40).toString()]).toEqual([
      undefined,
      expect.stringContaining('<!doctype html>'),
    ]);
  });
});

describeChromium('GraphiQL of the demo', (openBrowser) => {
  let url: string;
  let context: BrowserContext;
  let page: Page;
  let demo: Cli;
  /** Whatever the page wanted from elsewhere, and whatever it complained about. */
  const outside: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/graphql`;
    demo = runCli(['demo'], { PORT: String(port) });
    await vi.waitUntil(() => demo.stdout().includes('GraphiQL'), { timeout: 100_000 });
    context = await openBrowser();
    await context.route('**/*', (route) => {
      const wanted = route.request().url();
      if (new URL(wanted).hostname === '127.0.0.1') return route.continue();
      outside.push(wanted);
      return route.abort();
    });
    page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(url);
    await page.locator('.graphiql-execute-button').waitFor();
  });
  afterAll(async () => {
    await page.close();
    demo.child.kill('SIGTERM');
    await demo.exit;
  });

  it('opens with its tabs', async () => {
    const tabs = await page.locator('.graphiql-tab').allInnerTexts();
    expect(tabs.map((tab) => tab.trim())).toEqual([
      'ClientPage',
      'UnpaidInvoices',
      'TicketQueue',
      'SuspendService',
      'UnsuspendService',
    ]);
  });

  /**
   * Runs the open tab once its editors are filled, and waits for the answer. GraphiQL learns with a delay which operation stands in
   * a tab, so that it may take a second try. (The editors separate by no-break spaces.)
   */
  async function run(variable: string, answer: RegExp): Promise<void> {
    await vi.waitUntil(
      async () => (await page.locator('.graphiql-editor-tool').allInnerTexts()).join('').includes(variable),
      { timeout: 50_000 },
    );
    const answered = async (): Promise<boolean> => answer.test(await page.locator('.result-window').innerText());
    await vi.waitFor(
      async () => {
        await page.locator('.graphiql-execute-button').click();
        await vi.waitUntil(answered, { timeout: 5_000 });
      },
      { timeout: 120_000 },
    );
  }

  it('runs the first tab as staff, without anything being typed', async () => {
    await run('"id"', /"fullName"/);
    expect(await page.locator('.result-window').innerText()).toContain('"client"');
  });

  it('opens in the same way when it is loaded again', async () => {
    await page.reload();
    await run('"id"', /"fullName"/);
    expect(await page.locator('.graphiql-tab').count()).toBe(5);
  });

  it.each([
    ['SuspendService', '"serviceId"', /"status":\s"SUSPENDED"/],
    ['UnsuspendService', '"serviceId"', /"status":\s"ACTIVE"/],
  ])('runs %s', async (tab, variable, answer) => {
    await page.getByRole('button', { name: tab, exact: true }).press('Enter');
    await run(variable, answer);
    expect(await page.locator('.graphiql-tab-active').innerText()).toContain(tab);
  });

  it('knows the schema', async () => {
    await page.getByLabel('Show Documentation Explorer').click();
    await expect.poll(() => page.locator('.graphiql-doc-explorer-content').innerText()).toContain('Mutation');
  });

  it('asks nobody else for anything, and complains about nothing', () => {
    expect({ outside, complaints }).toEqual({ outside: [], complaints: [] });
  });
});
