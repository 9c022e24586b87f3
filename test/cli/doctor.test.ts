/** Doctor: a healthy WHMCS, one fatal finding, roles, and the exit codes. */
import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../src/simulator/index.ts';
import { runCli } from '../support/cli.ts';
import { findings, reads, useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();

describe('a healthy WHMCS', () => {
  it('sends each kind of read once, and changes nothing', async () => {
    const before = simulator.world.revision;
    const { ending, said } = await examine();
    expect(ending).toBe('ok');
    expect(said).toMatch(/^✓ WhmcsDetails +\d+ ms {2}WHMCS 8\.13\.1$/m);
    expect(said).toMatch(/✓ No problem found\.$/);
    expect(simulator.calls.byAction).toEqual({
      ...Object.fromEntries([...reads, 'UpdateClient'].map((name) => [name, 1])),
      // Once more, for the custom fields of all products.
      GetProducts: 2,
    });
    expect(simulator.world.revision).toBe(before);
  });

  it('prints the ids and names of custom fields, and no value', async () => {
    const { said } = await examine();
    expect(said).toMatch(/^✓ customFields\.clients: 4, 9; partners and clients see/m);
    expect(said).toMatch(/^✓ customFields\.services: 12 "Rescue contact"; partners and clients see/m);
    expect(said).not.toMatch(/Word of mouth|PO 1/);
  });

  it('counts "not found" as an answer, because WHMCS checks the role first', async () => {
    simulator.fail({ action: 'GetInvoice', kind: 'json-error', message: 'Invoice ID Not Found' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^✓ GetInvoice .*is allowed \(Invoice ID Not Found\)$/m),
    ]);
  });

  it('notes oddities that are not failures', async () => {
    simulator.fail({ action: 'GetClients', kind: 'php-warning-first' });
    simulator.fail({ action: 'GetOrders', kind: 'json-error', message: 'Order module\nsays no' });
    const { ending, said } = await examine();
    expect(ending).toBe('ok');
    expect(said).toMatch(/^· GetClients: text stood around the JSON of the answer/m);
    expect(said).toMatch(/^· GetOrders .*is allowed, but returns: Order module says no$/m);
  });
});

describe('a fatal finding ends it after one call', () => {
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

  it('a credential that is revoked during the examination', async () => {
    simulator.fail({ kind: 'wrong-credential', skip: 1 });
    const { ending, said } = await examine({ WHMCS_MAX_CONCURRENCY: '2' });
    expect([ending, findings({ ending, said }).length]).toEqual(['credential', 1]);
    expect(simulator.calls.total).toBeLessThanOrEqual(3);
  });
});

describe('roles', () => {
  it('all missing actions are named together', async () => {
    simulator.fail({ kind: 'role', action: ['GetTickets', 'GetOrders'] });
    const { ending, said } = await examine();
    expect(ending).toBe('role');
    expect(said).toContain('✗ The API role of WHMCS_IDENTIFIER lacks GetOrders, GetTickets: tick these actions in it');
  });

  it('WhmcsDetails is not required', async () => {
    simulator.fail({ kind: 'role', action: 'WhmcsDetails' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^· WhmcsDetails .*only the field "installation" needs it$/m),
    ]);
  });

  it('a broken command is more severe than a missing action', async () => {
    simulator.fail({ kind: 'role', action: 'GetClients' });
    simulator.fail({ kind: 'memory-exhausted', action: 'GetProducts' });
    const { ending, said } = await examine();
    expect(ending).toBe('notJson');
    expect(said).toContain('lacks GetClients:');
  });
});

describe('npm run doctor', () => {
  it('needs no token, and exits with the code of the cause', async () => {
    simulator.fail({ kind: 'wrong-ip' });
    const { exit, stdout } = runCli(['doctor'], {
      WHMCS_URL: simulator.url,
      WHMCS_IDENTIFIER: 'demo-identifier',
      WHMCS_SECRET: 'demo-secret',
    });
    expect(await exit).toBe(13);
    expect(stdout()).toContain('127.0.0.1');
  });

  it('reports a wrong configuration like serve', async () => {
    const { exit, stderr } = runCli(['doctor'], { WHMCS_URL: 'x' });
    expect(await exit).toBe(3);
    expect(stderr()).toContain('WHMCS_SECRET is missing');
  });
});
