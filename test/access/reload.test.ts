/** SIGHUP: viewers and JWT settings, reloaded while the gateway runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { accessOf, type Access } from '../../src/cli/access.ts';
import { readConfig } from '../../src/config/index.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import { freePort, runCli } from '../support/cli.ts';
import { useGateway } from '../support/gateway.ts';
import { kept } from './rig.ts';
import { expectUnknown } from '../support/unknown.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-viewers-'));
const path = join(folder, 'gateway.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const reseller = (clients: string, more = '') =>
  `viewers: [{ name: reseller, role: partner, token: the-reseller, clients: { ids: [${clients}] } ${more} }]\n`;

describe('a running gateway', () => {
  const seen = kept();
  let access: Access;
  const gateway = useGateway({
    simulator: { clients: 12 },
    gateway: { authenticate: (authorization) => access.authenticate(authorization), log: seen.log },
  });
  const read = () =>
    readConfig({
      WHMCS_URL: 'https://billing.example.com',
      WHMCS_IDENTIFIER: 'an-identifier',
      WHMCS_SECRET: 'a-well-kept-secret',
      GATEWAY_CONFIG: path,
    });
  const turnTo = (file: string) => {
    writeFileSync(path, file);
    access.reload();
  };
  const ask = (query: string, as = 'the-reseller') => gateway.execute(query, {}, { as });
  const one = '{ client(id: "1") { whmcsId } }';
  const two = '{ client(id: "2") { whmcsId } }';

  beforeEach(() => {
    writeFileSync(path, reseller('1, 2'));
    access = accessOf(read(), read, seen.log);
    gateway.simulator.heal();
  });

  it('uses the file as last read', async () => {
    expect((await ask(two)).data).toEqual({ client: { whmcsId: 2 } });
    turnTo('viewers: [{ name: other, role: staff, token: the-other-one }]');
    expect((await ask(two)).status).toBe(401);
    expect((await ask(two, 'the-other-one')).data).toEqual({ client: { whmcsId: 2 } });
  });

  it('reuses no response that was made for other rights, not even one in flight', async () => {
    const queries = [one, two];
    const answers = () => Promise.all(queries.map(async (query) => (await ask(query)).data['client']));
    expect(await answers()).toEqual([{ whmcsId: 1 }, { whmcsId: 2 }]);
    expect((await ask(two)).calls).toEqual([]);
    turnTo(reseller('1'));
    expect(await answers()).toEqual([{ whmcsId: 1 }, null]);
    turnTo(reseller('1, 2'));
    expect(await answers()).toEqual([{ whmcsId: 1 }, { whmcsId: 2 }]);
  });

  it('does not affect requests in progress', async () => {
    gateway.simulator.fail({ action: 'GetClientsProducts', kind: 'latency', latencyMs: 300, times: 1 });
    const services = '{ client(id: "2") { whmcsId services { nodes { status } } } }';
    const before = gateway.simulator.calls.of('GetClientsProducts');
    const underWay = ask(services);
    await expect.poll(() => gateway.simulator.calls.of('GetClientsProducts'), { interval: 5 }).toBe(before + 1);
    turnTo(reseller('1'));
    expect((await underWay).data).toMatchObject({ client: { whmcsId: 2 } });
    expect((await ask(services)).data).toEqual({ client: null });
  });

  it('changes permissions', async () => {
    const terminate = 'mutation { serviceTerminate(input: { serviceId: "99999" }) { __typename } }';
    expectUnknown(await ask(terminate), 'serviceTerminate');
    turnTo(reseller('1, 2', ', allow: [dangerous]'));
    expect((await ask(terminate)).data).toEqual({ serviceTerminate: { __typename: 'NotFoundError' } });
  });

  it.each([
    ['is not YAML', 'viewers: [', /gateway\.yaml:1:\d+ .* is not YAML: /],
    [
      'has a mistake',
      reseller('1').replace('partner', 'wizard'),
      /viewers\[0\]\.role must be one of .*, not "wizard"$/,
    ],
    ['names nobody', 'viewers: []', /^GATEWAY_STAFF_TOKENS is missing/],
  ])('keeps the viewers and logs the problem if the file %s', async (_, file, problem) => {
    const before = seen.lines('configuration reload failed: viewers unchanged').length;
    turnTo(file);
    expect((await ask(two)).data).toEqual({ client: { whmcsId: 2 } });
    await expect
      .poll(() => seen.lines('configuration reload failed: viewers unchanged').slice(before))
      .toEqual([expect.objectContaining({ level: 'error', problems: [expect.stringMatching(problem)] })]);
    expect(seen.text()).not.toContain('the-reseller');
  });

  it('keeps its settings if the file is missing', async () => {
    rmSync(path);
    access.reload();
    expect((await ask(two)).data).toEqual({ client: { whmcsId: 2 } });
    await expect.poll(() => seen.text()).toMatch(/GATEWAY_CONFIG names .*, which does not exist/);
  });

  it('logs that limits wait for the next start', async () => {
    turnTo(`${reseller('1, 2')}queue: { waiting: 7 }`);
    await expect
      .poll(() => seen.lines('configuration change needs a restart').filter(({ part }) => part === 'limits').length)
      .toBe(1);
  });

  it('logs that credentials wait for the next start', async () => {
    turnTo(`${reseller('1')}credentials: [{ name: a, identifier: a-id, secret: the-secret-of-a, allow: [read] }]`);
    const told = () => seen.lines('configuration change needs a restart').filter(({ part }) => part === 'credentials');
    await expect.poll(() => told().length).toBe(1);
    expect((await ask(two)).data).toEqual({ client: null });
    expect(seen.text()).not.toContain('the-secret-of-a');
  });
});

it('reloads the file on SIGHUP, and warns of tokens in plain text at startup', async () => {
  const simulator = await startSimulator({ clients: 12 });
  const port = await freePort();
  writeFileSync(path, reseller('1, 2'));
  const { child, exit, stderr } = runCli(['serve'], {
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: simulator.credential.identifier,
    WHMCS_SECRET: simulator.credential.secret,
    GATEWAY_CONFIG: path,
    PORT: String(port),
  });
  await expect.poll(stderr).toContain('"msg":"listening"');
  expect(stderr()).toContain('viewers[0].token, that of reseller, is in plain text');
  const ask = (client: string) =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-reseller' },
      body: JSON.stringify({ query: `{ client(id: "${client}") { whmcsId } }` }),
    }).then((response) => response.json());
  expect(await ask('2')).toEqual({ data: { client: { whmcsId: 2 } } });

  writeFileSync(
    path,
    `${reseller('1')}credentials: [{ name: a, identifier: a-id, secret: the-secret-of-a, allow: [read] }]`,
  );
  child.kill('SIGHUP');
  await expect.poll(stderr).toContain('"msg":"configuration reloaded"');
  expect(await ask('2')).toEqual({ data: { client: null } });
  // All answers, those in memory and those to come, are of the credentials of the start.
  await expect.poll(stderr).toContain('configuration change needs a restart');
  await ask('1');
  const senders = new Set(simulator.calls.entries.map(({ identifier }) => identifier));
  expect([simulator.calls.total > 1, senders]).toEqual([true, new Set([simulator.credential.identifier])]);

  writeFileSync(path, reseller('1').replace('partner', 'wizard'));
  child.kill('SIGHUP');
  await expect.poll(stderr).toContain('"msg":"configuration reload failed: viewers unchanged"');
  expect(await ask('1')).toEqual({ data: { client: { whmcsId: 1 } } });

  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(stderr()).not.toMatch(/the-reseller|the-secret-of-a/);
  await simulator.close();
});

it('finds the members of a group that is new in the file on SIGHUP', async () => {
  const simulator = await startSimulator({ clients: 12 });
  for (const client of simulator.world.clients.all()) client.groupid = client.id === 7 ? 3 : 0;
  const port = await freePort();
  writeFileSync(path, reseller('1, 2'));
  const { child, exit, stderr } = runCli(['serve'], {
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: simulator.credential.identifier,
    WHMCS_SECRET: simulator.credential.secret,
    GATEWAY_CONFIG: path,
    PORT: String(port),
  });
  await expect.poll(stderr).toContain('"msg":"listening"');
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-reseller' },
      body: JSON.stringify({ query: '{ viewer { clients { whmcsId } } }' }),
    }).then((response) => response.json());
  const clients = (...ids: number[]) => ({ data: { viewer: { clients: ids.map((whmcsId) => ({ whmcsId })) } } });
  expect(await ask()).toEqual(clients(1, 2));
  expect(simulator.calls.total).toBe(0);

  const grouped = reseller('1').replace('ids: [1]', 'ids: [1], group: 3');
  for (const calls of [1, 2]) {
    writeFileSync(path, grouped);
    child.kill('SIGHUP');
    // Known membership stays valid meanwhile, and is read once more.
    await expect.poll(() => simulator.calls.of('GetClients')).toBe(calls);
    expect(await ask()).toEqual(clients(1, 7));
  }

  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  await simulator.close();
});
