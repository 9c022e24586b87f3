import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { doctor, type Patience } from '../../src/cli/doctor.ts';
import { startSimulator, type FaultKind, type Simulator } from '../../src/simulator/index.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { freePort, runCli } from '../support/cli.ts';
import { certificate, key } from '../support/self-signed.ts';

const reads = Object.values(commands)
  .filter(({ kind }) => kind === 'read')
  .map(({ name }) => name);
const impatient: Patience = { probeMs: 300, totalMs: 600, slowMs: 100 };

let simulator: Simulator;
beforeAll(async () => void (simulator = await startSimulator()));
beforeEach(() => {
  simulator.heal();
  simulator.calls.reset();
});
afterAll(() => simulator.close());

interface Examined {
  readonly ending: string;
  readonly said: string;
}

async function examine(environment: Readonly<Record<string, string>> = {}, patience?: Patience): Promise<Examined> {
  const lines: string[] = [];
  const ending = await doctor(
    { WHMCS_URL: simulator.url, WHMCS_IDENTIFIER: 'demo-identifier', WHMCS_SECRET: 'demo-secret', ...environment },
    (line) => lines.push(line),
    patience,
  );
  const said = lines.join('\n');
  expect(said).not.toContain('demo-secret');
  return { ending, said };
}

const findings = ({ said }: Examined): string[] => said.split('\n').filter((line) => /^[✓·✗]/.test(line));

/** Listens on a free port until the test is over. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('over a WHMCS that is well', () => {
  it('asks each kind of question once, and changes nothing', async () => {
    const before = simulator.world.revision;
    const { ending, said } = await examine();
    expect(ending).toBe('ok');
    expect(said).toMatch(/^✓ WhmcsDetails +\d+ ms {2}WHMCS 8\.13\.1$/m);
    expect(said).toMatch(/✓ All is well\.$/);
    expect(simulator.calls.byAction).toEqual(Object.fromEntries(reads.map((name) => [name, 1])));
    expect(simulator.world.revision).toBe(before);
  });

  it('takes "not found" for an answer: the role was asked first', async () => {
    simulator.fail({ action: 'GetInvoice', kind: 'json-error', message: 'Invoice ID Not Found' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^✓ GetInvoice .*is allowed \(Invoice ID Not Found\)$/m),
    ]);
  });

  it('notes what is no failure', async () => {
    simulator.fail({ action: 'GetClients', kind: 'php-warning-first' });
    simulator.fail({ action: 'GetOrders', kind: 'json-error', message: 'Order module\nsays no' });
    const { ending, said } = await examine();
    expect(ending).toBe('ok');
    expect(said).toMatch(/^· text stood around the JSON of the answer/m);
    expect(said).toMatch(/^· GetOrders .*is allowed, but says: Order module says no$/m);
  });
});

describe('one fatal finding ends it after one call', () => {
  it.each<[FaultKind, string, RegExp]>([
    ['wrong-credential', 'credential', /Invalid or missing credentials.*check WHMCS_IDENTIFIER and WHMCS_SECRET/],
    ['wrong-ip', 'ip', /does not let 127\.0\.0\.1 use its API: add exactly that address/],
    ['admin-disabled', 'admin', /administrator behind WHMCS_IDENTIFIER is disabled/],
    ['html-200', 'notJson', /an HTML page titled "Back soon" \(HTTP 200\)/],
    ['html-403', 'notJson', /an HTML page titled "403 Forbidden" \(HTTP 403\)/],
    ['html-503', 'notJson', /\(HTTP 503\); check .* no firewall page/],
    ['html-500-after', 'notJson', /\(HTTP 500\)/],
    ['emitter-500-after', 'notJson', /\(HTTP 500\)/],
    ['memory-exhausted', 'notJson', /PHP error message.*look into the PHP error log/],
    ['truncated', 'notJson', /JSON that breaks off/],
    ['empty', 'notJson', /an empty body/],
    ['xml', 'notJson', /with XML/],
    ['text', 'notJson', /plain text/],
    ['status-429', 'busy', /asks for patience \(HTTP 429\)/],
    ['reset-before', 'unreachable', /broke before a complete answer came \(ECONNRESET\)/],
    ['reset-after', 'unreachable', /broke before a complete answer came/],
  ])('%s: %s', async (kind, ending, says) => {
    simulator.fail({ kind });
    const examined = await examine();
    expect(examined).toEqual({ ending, said: expect.stringMatching(says) as string });
    expect(simulator.calls.total).toBe(1);
    expect(findings(examined)).toHaveLength(1);
  });

  it('a wrong secret', async () => {
    const { ending, said } = await examine({ WHMCS_SECRET: 'not-the-secret' });
    expect([ending, said]).toEqual(['credential', expect.stringContaining('Authentication Failed')]);
    expect(said).not.toContain('not-the-secret');
  });

  it('a credential that is withdrawn in the middle', async () => {
    simulator.fail({ kind: 'wrong-credential', skip: 1 });
    const { ending, said } = await examine({ WHMCS_MAX_CONCURRENCY: '2' });
    expect([ending, findings({ ending, said }).length]).toEqual(['credential', 1]);
    expect(simulator.calls.total).toBeLessThanOrEqual(3);
  });
});

describe('roles', () => {
  it('all lacking actions are named at once', async () => {
    simulator.fail({ kind: 'role', action: ['GetTickets', 'GetOrders'] });
    const { ending, said } = await examine();
    expect(ending).toBe('role');
    expect(said).toContain('✗ The API role of WHMCS_IDENTIFIER lacks GetOrders, GetTickets: tick these actions in it');
  });

  it('WhmcsDetails is missed by nobody', async () => {
    simulator.fail({ kind: 'role', action: 'WhmcsDetails' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^· WhmcsDetails .*only the field "installation" needs it$/m),
    ]);
  });

  it('a broken command beside them is the graver finding', async () => {
    simulator.fail({ kind: 'role', action: 'GetClients' });
    simulator.fail({ kind: 'memory-exhausted', action: 'GetProducts' });
    const { ending, said } = await examine();
    expect(ending).toBe('notJson');
    expect(said).toContain('lacks GetClients:');
  });
});

describe('several credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-doctor-'));
  const path = join(folder, 'gateway.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A WHMCS that knows three credentials, whose roles allow what doctor is said to tell of each. */
  const examined = async (file: string, roles: Readonly<Record<string, readonly string[]>>) => {
    const whmcs = await startSimulator({
      clients: 8,
      credentials: Object.entries(roles).map(([identifier, actions]) => ({ identifier, secret: 'planted-1', actions })),
    });
    onTestFinished(() => whmcs.close());
    writeFileSync(path, file);
    const result = await examine({
      WHMCS_URL: whmcs.url,
      WHMCS_IDENTIFIER: 'own',
      WHMCS_SECRET: 'planted-1',
      GATEWAY_CONFIG: path,
    });
    expect(result.said).not.toContain('planted-');
    return {
      ...result,
      calls: whmcs.calls.entries.map(({ action, identifier }) => `${identifier}: ${action}`).toSorted(),
      whmcs,
    };
  };

  const file = `credentials:
  - { name: money, identifier: money-id, secret: planted-1, allow: [billing] }
  - { name: sales, identifier: sales-id, secret: planted-1, allow: [GetProducts, GetOrders, AcceptOrder, AddOrder] }
  - { name: default, allow: [read, support, GetProducts] }
`;
  const lines = [
    'The credential "money": tick exactly these API actions in its role (only writes, which are not tried here)',
    '    billing: AddInvoicePayment, AddOrder, UpdateInvoice',
    'The credential "sales": tick exactly these API actions in its role',
    '    read: GetOrders, GetProducts',
    '    lifecycle: AcceptOrder',
    'WHMCS_IDENTIFIER: tick exactly these API actions in its role',
    '    read: GetClients, GetClientsDetails, GetClientsDomains, GetClientsProducts, GetCurrencies, GetEmailTemplates, GetInvoice, GetInvoices, GetPaymentMethods, GetSupportDepartments, GetTicket, GetTickets, GetTransactions, WhmcsDetails',
    '    support: AddTicketReply, OpenTicket, SendEmail, UpdateClient',
    '· no credential allows what is for lifecycle: AddClient, ModuleCreate, ModuleSuspend, ModuleUnsuspend, ResetPassword; it is off',
    '· no credential allows what is for dangerous: ModuleTerminate; it is off',
  ];
  /** What stands behind "read:" and the like under a credential. */
  const ticked = (name: string): string[] => {
    const after = lines.slice(lines.findIndex((line) => line.includes(name)) + 1);
    const end = after.findIndex((line) => !line.startsWith('    '));
    return after.slice(0, end).flatMap((line) => line.replace(/^ +\w+: /, '').split(', '));
  };
  const roles = { 'money-id': ticked('money'), 'sales-id': ticked('sales'), own: ticked('WHMCS_IDENTIFIER') };

  it('each is told the actions to tick, and with no other ticked all is well', async () => {
    const { ending, said, calls, whmcs } = await examined(file, roles);
    expect(said.split('\n').slice(1, 1 + lines.length)).toEqual(lines);
    expect(ending).toBe('ok');
    const expected = reads.map((name) => `${roles['sales-id'].includes(name) ? 'sales-id' : 'own'}: ${name}`);
    expect(calls).toEqual(expected.toSorted());
    expect(whmcs.world.revision).toBe(0);
  });

  it('each is told what its role lacks', async () => {
    const without = (name: string, role: readonly string[]) => role.filter((each) => each !== name);
    const { ending, said } = await examined(file, {
      ...roles,
      'sales-id': without('GetOrders', roles['sales-id']),
      own: without('GetTickets', roles.own),
    });
    expect(ending).toBe('role');
    expect(said).toContain('✗ The API role of the credential "sales" lacks GetOrders: tick');
    expect(said).toContain('✗ The API role of WHMCS_IDENTIFIER lacks GetTickets: tick');
  });

  it('one that WHMCS does not know is named', async () => {
    const { ending, said, calls } = await examined(file, { own: roles.own, 'money-id': [] });
    expect(ending).toBe('credential');
    expect(findings({ ending, said }).at(-1)).toMatch(/^✗ .*: check identifier and secret of the credential "sales"$/);
    // Nothing of it was tried on another.
    for (const name of roles['sales-id']) expect(calls).not.toContain(`own: ${name}`);
  });

  it('where none may read, nothing is asked', async () => {
    const { ending, said, calls } = await examined('credentials: [{ name: default, allow: [billing] }]', roles);
    expect([ending, calls]).toEqual(['role', []]);
    expect(said).toContain('· no credential allows what is for read: ');
    expect(findings({ ending, said }).at(-1)).toBe(
      '✗ No credential allows a read: nothing can be answered, nor probed.',
    );
  });

  it('without the version, another question comes first', async () => {
    const { ending, calls } = await examined(
      'credentials: [{ name: default, allow: [GetTickets, GetClients] }]',
      roles,
    );
    expect([ending, calls]).toEqual(['ok', ['own: GetClients', 'own: GetTickets']]);
  });
});

describe('the address', () => {
  it.each([
    ['a wrong sub-directory', () => `${simulator.url}/nowhere`, 'address', /no includes\/api\.php at that address/],
    // Too long for a name: known to be wrong without a name server being asked.
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

  it('a port where nobody listens', async () => {
    const port = await freePort();
    const { ending, said } = await examine({ WHMCS_URL: `http://127.0.0.1:${port}` });
    expect([ending, said]).toEqual(['unreachable', expect.stringContaining(`nothing listens at 127.0.0.1:${port}`)]);
  });

  it('a certificate that nobody signed', async () => {
    const port = await listening(createHttpsServer({ cert: certificate, key }));
    const { ending, said } = await examine({ WHMCS_URL: `https://127.0.0.1:${port}` });
    expect([ending, said]).toEqual([
      'tls',
      expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT): check its certificate'),
    ]);
  });

  it('a redirect', async () => {
    const port = await listening(
      createHttpServer((_, response) => void response.writeHead(301, { location: 'https://elsewhere.example' }).end()),
    );
    const { ending, said } = await examine({ WHMCS_URL: `http://127.0.0.1:${port}` });
    expect([ending, said]).toEqual([
      'address',
      expect.stringContaining('It redirects: set WHMCS_URL to where it leads'),
    ]);
  });
});

describe('time', () => {
  it('a host that hangs is reported within the deadline of one answer', async () => {
    simulator.fail({ kind: 'hang' });
    const startedAt = performance.now();
    const { ending, said } = await examine({}, impatient);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringContaining('did not answer WhmcsDetails within 300 ms; is it slow, or hung?'),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(600);
  });

  it('a slow one is reported with its latency', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 110 });
    const { ending, said } = await examine({}, { ...impatient, totalMs: 5_000 });
    expect([ending, said]).toEqual(['slow', expect.stringMatching(/^✗ Half of the answers took 1\d\d ms or more\.$/m)]);
  });

  it('what there was no time for is said', async () => {
    simulator.fail({ kind: 'latency', latencyMs: 250 });
    const { ending, said } = await examine({}, impatient);
    expect([ending, said]).toEqual([
      'slow',
      expect.stringMatching(/^✗ GetTransactions .*no answer before the time was up$/m),
    ]);
  });

  it('in all, it would be done in less than ten seconds', async () => {
    simulator.fail({ kind: 'hang', skip: 1 });
    const startedAt = performance.now();
    const { ending } = await examine({ WHMCS_MAX_CONCURRENCY: '1' }, { ...impatient, probeMs: 5_000 });
    expect(ending).toBe('slow');
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });
});

describe('npm run doctor', () => {
  it('needs no token, and ends with the code of the cause', async () => {
    simulator.fail({ kind: 'wrong-ip' });
    const { exit, stdout } = runCli(['doctor'], {
      WHMCS_URL: simulator.url,
      WHMCS_IDENTIFIER: 'demo-identifier',
      WHMCS_SECRET: 'demo-secret',
    });
    expect(await exit).toBe(13);
    expect(stdout()).toContain('127.0.0.1');
  });

  it('reports a wrong configuration as serve does', async () => {
    const { exit, stderr } = runCli(['doctor'], { WHMCS_URL: 'x' });
    expect(await exit).toBe(3);
    expect(stderr()).toContain('WHMCS_SECRET is missing');
  });
});
