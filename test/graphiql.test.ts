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

  it('needs no token, is compressed, and may load nothing from other origins', async () => {
    const { response, body } = await page({ 'accept-encoding': 'gzip, br' });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' });
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'self'; /);
    expect(body.length).toBeLessThan(3_000_000);
    expect(gunzipSync(body).toString()).toContain('<title>WHMCS gateway</title>');
    expect(gateway.simulator.calls.total).toBe(0);
  });

  it('is not sent again to a browser that has cached it', async () => {
    const { response } = await page({ 'accept-encoding': 'gzip' });
    const again = await page({ 'if-none-match': response.headers.etag ?? '' });
    expect([again.response.statusCode, again.body.length]).toEqual([304, 0]);
  });

  it('is uncompressed for a client without gzip', async () => {
    const { response, body } = await page();
    expect([response.headers['content-encoding'], body.subarray(0, 40).toString()]).toEqual([
      undefined,
      expect.stringContaining('<!doctype html>'),
    ]);
  });
});

/** Enough for a busy machine. */
const TIMEOUT_MS = 120_000;

describeChromium('GraphiQL of the demo', (openBrowser) => {
  let start: string;
  let context: BrowserContext;
  let page: Page;
  let demo: Cli;
  /** Requests to other origins, console errors, and the mutations that the page sent. */
  const outside: string[] = [];
  const complaints: string[] = [];
  const mutations: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    start = `http://127.0.0.1:${port}/`;
    demo = runCli(['demo'], { PORT: String(port) });
    await vi.waitUntil(() => demo.stdout().includes('GraphiQL'), { timeout: TIMEOUT_MS });
    context = await openBrowser();
    context.setDefaultTimeout(TIMEOUT_MS);
    await context.route('**/*', (route) => {
      const wanted = route.request().url();
      if (new URL(wanted).hostname === '127.0.0.1') return route.continue();
      outside.push(wanted);
      return route.abort();
    });
    page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(String(error)));
    page.on('request', (request) => {
      const sent = request.postData() ?? '';
      if (sent.includes('mutation ')) mutations.push(sent);
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${start}graphql`);
    await page.locator('.graphiql-execute-button').waitFor();
  });
  afterAll(async () => {
    await page.close();
    demo.child.kill('SIGTERM');
    await demo.exit;
  });

  const tabNames = async (): Promise<string[]> =>
    (await page.locator('.graphiql-tab').allInnerTexts()).map((tab) => tab.trim());

  const activeTab = async (): Promise<string> => (await page.locator('.graphiql-tab-active').innerText()).trim();

  const result = (): Promise<string> => page.locator('.result-window').innerText();

  const shows = (answer: RegExp): Promise<boolean> =>
    vi.waitUntil(async () => answer.test(await result()), { timeout: TIMEOUT_MS });

  /** Presses and releases a real mouse button at the tab's visible position, wherever the tab moves meanwhile. */
  async function clickTab(name: string): Promise<void> {
    await page.evaluate(() => document.fonts.ready);
    const box = await page.getByRole('button', { name, exact: true }).boundingBox();
    if (!box) throw new Error(`There is no tab ${name}`);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /**
   * Runs the open tab once its variables are there, and waits for the response. GraphiQL updates a tab's operation with a delay,
   * so a second attempt may be needed. (The editors separate words by no-break spaces.)
   */
  async function run(variable: string, answer: RegExp): Promise<void> {
    await vi.waitUntil(
      async () => (await page.locator('.graphiql-editor-tool').allInnerTexts()).join('').includes(variable),
      { timeout: TIMEOUT_MS },
    );
    await vi.waitUntil(
      async () => {
        await page.locator('.graphiql-execute-button').click();
        await vi.waitUntil(async () => (await result()).trim() !== '', { timeout: TIMEOUT_MS });
        return answer.test(await result());
      },
      { timeout: TIMEOUT_MS, interval: 500 },
    );
  }

  it('opens with its tabs', async () => {
    expect(await tabNames()).toEqual([
      'ClientPage',
      'UnpaidInvoices',
      'TicketQueue',
      'SuspendService',
      'UnsuspendService',
    ]);
  });

  it('shows the response of the first tab at once, as staff, without any input', async () => {
    expect(await shows(/"client"[^]*"fullName"/)).toBe(true);
  });

  it('opens another tab on the first click of a mouse', async () => {
    await clickTab('SuspendService');
    expect(await activeTab()).toBe('SuspendService');
  });

  it('still does so after a smaller window has moved the tabs', async () => {
    await page.setViewportSize({ width: 1000, height: 700 });
    for (const name of ['TicketQueue', 'UnsuspendService', 'UnpaidInvoices']) {
      await clickTab(name);
      expect(await activeTab()).toBe(name);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await clickTab('SuspendService');
    expect(await activeTab()).toBe('SuspendService');
  });

  /** GraphiQL saves its state with delays, one for each editor. */
  const remembered = (tab: number, operation: string, variable: string) =>
    page.waitForFunction(
      (parts) =>
        Object.entries(parts).every(([key, part]) => (localStorage.getItem(`graphiql:${key}`) ?? '').includes(part)),
      { tabState: `"activeTabIndex":${tab}`, query: `${operation}(`, variables: variable },
    );

  it('runs only the first example by itself', async () => {
    await remembered(3, 'SuspendService', '"serviceId"');
    await page.reload();
    await page.getByLabel('Show Documentation Explorer').click();
    await expect.poll(() => page.locator('.graphiql-doc-explorer-content').innerText()).toContain('Mutation');
    await page.getByLabel('Hide Documentation Explorer').click();
    expect([await activeTab(), await result(), mutations]).toEqual(['SuspendService', '', []]);
  });

  it('opens in the same way after a reload', async () => {
    await clickTab('ClientPage');
    await remembered(0, 'ClientPage', '"id"');
    await page.reload();
    await shows(/"client"[^]*"fullName"/);
    expect([await activeTab(), await tabNames()]).toEqual(['ClientPage', expect.objectContaining({ length: 5 })]);
  });

  it.each([
    ['SuspendService', '"serviceId"', /"status":\s"SUSPENDED"/],
    ['UnsuspendService', '"serviceId"', /"status":\s"ACTIVE"/],
  ])('runs %s', async (tab, variable, answer) => {
    await clickTab(tab);
    await run(variable, answer);
    expect(await activeTab()).toBe(tab);
  });

  /** The results of a search in the documentation, once typing has ended. */
  async function search(text: string): Promise<() => Promise<string[]>> {
    const input = page.locator('.graphiql-doc-explorer-search-input input');
    await input.click();
    await input.fill(text);
    return () => page.locator('.graphiql-doc-explorer-search [role=option]').allInnerTexts();
  }

  it('finds the commands of WHMCS in the documentation', async () => {
    await page.getByLabel('Show Documentation Explorer').click();
    await expect
      .poll(await search('GetClientsProducts'), { timeout: TIMEOUT_MS })
      .toEqual(['Service', 'Client.services', 'Query.service', 'Query.services']);
  });

  it('still finds names, and shows them before matches in descriptions', async () => {
    const found = await search('suspensionReason');
    await expect.poll(async () => (await found())[0], { timeout: TIMEOUT_MS }).toBe('Service.suspensionReason');
    await expect.poll(await search('no such thing'), { timeout: TIMEOUT_MS }).toEqual([]);
  });

  it.each([
    ['Staff', 'ClientPage', /"fullName"/],
    ['Partner', 'PartnerOverview', /"role":\s"PARTNER"/],
    ['Client', 'MyAccount', /"role":\s"CLIENT"/],
  ])('opens as %s from the start page, with tabs of its own', async (role, tab, answer) => {
    await page.goto(start);
    await page.getByRole('link', { name: role, exact: true }).click();
    await shows(answer);
    expect([await activeTab(), (await tabNames()).filter((name) => name === tab)]).toEqual([tab, [tab]]);
    expect(await page.title()).toBe(`WHMCS demo: ${role.toLowerCase()}`);
  });

  it('sends nothing to other origins, and logs no errors', () => {
    expect({ outside, complaints }).toEqual({ outside: [], complaints: [] });
  });
});
