/** Doctor with several credentials: the actions to tick for each, and the missing ones. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { commandsOff } from '../../src/graph/write/declare-mutation.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import type { Purpose } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { examineAt, findings, reads } from './doctor-rig.ts';

describe('several credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-doctor-'));
  const path = join(folder, 'gateway.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A WHMCS with three credentials, whose roles allow the actions that doctor prints. */
  const examined = async (file: string, roles: Readonly<Record<string, readonly string[]>>) => {
    const whmcs = await startSimulator({
      clients: 8,
      credentials: Object.entries(roles).map(([identifier, actions]) => ({ identifier, secret: 'planted-1', actions })),
    });
    onTestFinished(() => whmcs.close());
    writeFileSync(path, file);
    const result = await examineAt(whmcs.url, {
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
  const named = (purpose: Purpose, ...except: string[]): string =>
    Object.values(commands)
      .filter(({ name, unreachable }) => !unreachable && !commandsOff([]).has(name) && !except.includes(name))
      .flatMap((command) => (command.purpose === purpose ? [command.name] : []))
      .toSorted()
      .join(', ');
  const lines = [
    'The credential "money": tick exactly these API actions in its role (doctor tries none of them)',
    `    billing: ${named('billing', 'AddOrder')}`,
    'The credential "sales": tick exactly these API actions in its role',
    '    read: GetOrders, GetProducts',
    '    billing: AddOrder',
    '    lifecycle: AcceptOrder',
    'WHMCS_IDENTIFIER: tick exactly these API actions in its role',
    `    read: ${named('read', 'GetOrders', 'GetProducts')}`,
    `    support: ${named('support')}`,
    `· no credential allows the commands for lifecycle: ${named('lifecycle', 'AcceptOrder')}; they are off`,
    `· no credential allows the commands for dangerous: ${named('dangerous')}; they are off`,
  ];
  /** The actions that doctor prints for a credential. */
  const ticked = (name: string): string[] => {
    const after = lines.slice(lines.findIndex((line) => line.includes(name)) + 1);
    const end = after.findIndex((line) => !line.startsWith('    '));
    return after.slice(0, end).flatMap((line) => line.replace(/^ +\w+: /, '').split(', '));
  };
  const roles = { 'money-id': ticked('money'), 'sales-id': ticked('sales'), own: ticked('WHMCS_IDENTIFIER') };

  it('prints the actions to tick for each, and finds no problem if only these are ticked', async () => {
    const { ending, said, calls, whmcs } = await examined(file, roles);
    expect(said.split('\n').slice(1, 1 + lines.length)).toEqual(lines);
    expect(ending).toBe('ok');
    const expected = reads.map((name) => `${roles['sales-id'].includes(name) ? 'sales-id' : 'own'}: ${name}`);
    // Custom fields are those of all products.
    expect(calls).toEqual([...expected, 'sales-id: GetProducts', 'own: UpdateClient'].toSorted());
    expect(whmcs.world.revision).toBe(0);
  });

  it('prints the missing actions of each role', async () => {
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
    // No other credential sent its commands.
    for (const name of roles['sales-id']) expect(calls).not.toContain(`own: ${name}`);
  });

  it('sends nothing if no credential may read', async () => {
    const { ending, said, calls } = await examined('credentials: [{ name: default, allow: [billing] }]', roles);
    expect([ending, calls]).toEqual(['role', []]);
    expect(said).toContain('· no credential allows the commands for read: ');
    expect(findings({ ending, said }).at(-1)).toBe('✗ No credential allows a read, so nothing can be read or probed.');
  });

  it('starts with another read if the version is not allowed', async () => {
    const { ending, calls } = await examined(
      'credentials: [{ name: default, allow: [GetTickets, GetClients] }]',
      roles,
    );
    expect([ending, calls]).toEqual(['ok', ['own: GetClients', 'own: GetTickets']]);
  });
});
