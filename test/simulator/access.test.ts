import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../src/simulator/index.ts';
import { Caller } from './support.ts';

let whmcs: Caller;
const start = async (options: SimulatorOptions = {}): Promise<Caller> =>
  (whmcs = await Caller.start({ clients: 1, ...options }));
afterEach(() => whmcs.simulator.close());

async function statusAndMessage(response: Response): Promise<[number, string]> {
  const { message } = (await response.json()) as { message: string };
  return [response.status, message];
}

describe('authentication', () => {
  it('denies unknown credentials', async () => {
    await start();
    expect(await statusAndMessage(await whmcs.send('GetClients', { identifier: 'x' }))).toEqual([
      403,
      'Invalid or missing credentials',
    ]);
    expect(await statusAndMessage(await whmcs.send('GetClients', { secret: 'x' }))).toEqual([
      403,
      'Authentication Failed',
    ]);
  });

  it('takes the credential as username and password, and in the query string', async () => {
    await start();
    const url = `${whmcs.endpoint}?username=demo-identifier&password=demo-secret&action=whmcsdetails&responsetype=json`;
    expect(await (await fetch(url, { method: 'POST' })).json()).toMatchObject({ result: 'success' });
    expect(await (await fetch(url)).json()).toMatchObject({ result: 'success' });
    expect(whmcs.simulator.calls.entries[0]?.params).toEqual({ action: 'whmcsdetails', responsetype: 'json' });
  });

  it('denies everyone if the list of addresses is empty, except callers with the access key', async () => {
    await start({ allowedIps: [], accessKey: 'open!' });
    expect(await statusAndMessage(await whmcs.send('GetClients'))).toEqual([403, 'Invalid IP 127.0.0.1']);
    expect(await whmcs.call('GetClients', { accesskey: 'open!' })).toMatchObject({ result: 'success' });
  });

  it('allows only the actions of the role', async () => {
    await start({ credentials: [{ identifier: 'a', secret: 'b', actions: ['GetInvoices'] }] });
    expect(await whmcs.call('getinvoices')).toMatchObject({ result: 'success' });
    const expected = 'Invalid Permissions: API action "getclients" is not allowed';
    expect(await statusAndMessage(await whmcs.send('GetClients'))).toEqual([403, expected]);
  });

  it('names the problem with the action', async () => {
    await start();
    expect(await statusAndMessage(await whmcs.send(''))).toEqual([400, 'Empty action request']);
    expect(await statusAndMessage(await whmcs.send('Fly'))).toEqual([
      200,
      'Invalid API Action: "fly" is not a valid API action',
    ]);
  });

  it('spells an unknown action as 7.x did', async () => {
    await start({ version: '7.10.2' });
    expect(await whmcs.refusal('Fly')).toBe('Command Not Found');
  });
});

describe('the endpoint', () => {
  it('answers a doubled path and no other path', async () => {
    await start();
    const doubled = await fetch(`${whmcs.endpoint}/includes/api.php`, { method: 'POST' });
    expect(await doubled.json()).toEqual({ result: 'error', message: 'An admin user is required' });
    const other = await fetch(`${whmcs.simulator.url}/index.php`);
    expect([other.status, other.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(whmcs.simulator.calls.total).toBe(0);
  });

  it('is in the configured directory', async () => {
    await start({ path: '' });
    expect(whmcs.simulator.url).toMatch(/:\d+$/);
    expect(await whmcs.call('WhmcsDetails')).toMatchObject({ result: 'success' });
  });

  it('answers in text by default, and in JSON or XML on request', async () => {
    await start();
    expect(await (await fetch(whmcs.endpoint)).text()).toBe('result=error;message=Invalid or missing credentials');
    const xml = await whmcs.send('WhmcsDetails', { responsetype: 'xml' });
    expect(xml.headers.get('content-type')).toBe('application/xml');
    expect(await xml.text()).toContain('<version>8.13.1</version>');
  });

  it('starts a session with every answer', async () => {
    await start();
    const cookies = await Promise.all(
      [1, 2].map(async () => (await whmcs.send('WhmcsDetails')).headers.get('set-cookie')),
    );
    expect(cookies[0]).toMatch(/^PHPSESSID=/);
    expect(cookies[0]).not.toBe(cookies[1]);
  });

  it('prints JSON as PHP does', async () => {
    await start();
    const response = await whmcs.send('GetClientsDetails', { clientid: 1 });
    expect(response.headers.get('content-type')).toBe('application/json');
    const text = await response.text();
    expect(text).toMatch(/^[\0-\x7f]*$/);
    expect(text).toContain(String.raw`Siobh\u00e1n`);
    expect(text).toContain(String.raw`O\u0026#039;Malley`);
  });

  it('makes requests wait for a worker', async () => {
    await start({ workers: 1, latencyMs: 60 });
    const before = performance.now();
    await Promise.all([whmcs.call('WhmcsDetails'), whmcs.call('WhmcsDetails'), whmcs.call('WhmcsDetails')]);
    expect(performance.now() - before).toBeGreaterThan(150);
  });
});
