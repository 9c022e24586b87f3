/** Doctor: whether the credential may write, tried by an update of no client. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandsOff } from '../../src/graph/write/declare-mutation.ts';
import { startSimulator } from '../../src/simulator/index.ts';
import type { Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { before, configFile, examineAt, reads, useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();

describe('the one write', () => {
  it('updates client 0 without any field, and is not found', async () => {
    const { revision } = simulator.world;
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^✓ UpdateClient .*is allowed to write \(Client ID Not Found\)$/m),
    ]);
    const [{ params } = { params: {} }, ...more] = simulator.calls.entries.filter(
      ({ action }) => action === 'UpdateClient',
    );
    expect([params, more, simulator.world.revision]).toEqual([
      { clientid: '0', action: 'UpdateClient', responsetype: 'json' },
      [],
      revision,
    ]);
  });

  it('reports a role without it', async () => {
    simulator.fail({ kind: 'role', action: 'UpdateClient' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual(['role', expect.stringContaining('lacks UpdateClient: tick')]);
  });

  it.each([
    ['Access denied: this credential is read-only', 'role', /^✗ UpdateClient .*may not write: Access denied/m],
    ['You do not have permission to do that', 'role', /^✗ UpdateClient .*may not write: You do not/m],
    ['Permiso denegado', 'role', /^✗ UpdateClient .*may not write: Permiso denegado/m],
    ['This credential is read only', 'role', /^✗ UpdateClient .*probably may not write: .*is read only/m],
    ['Blocked by SafeGate', 'role', /^✗ UpdateClient .*probably may not write: .*: Blocked by SafeGate/m],
    ['Cliente no encontrado', 'ok', /^· UpdateClient .*is allowed, but returns this instead of "not found"/m],
    ['Client ID is required', 'ok', /^· UpdateClient .*is allowed, but returns this instead of "not found"/m],
  ])('is judged by the words: %s', async (message, ending, says) => {
    simulator.fail({ kind: 'json-error', action: 'UpdateClient', message });
    expect(await examine()).toEqual({ ending, said: expect.stringMatching(says) as string });
  });

  it('proves nothing if it succeeds or has no clear response', async () => {
    const url = await before(simulator.url, {
      body: (body) => body.replace(/.*Client ID Not Found.*/, '{"result":"success"}'),
    });
    const { ending, said } = await examineAt(url);
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^· UpdateClient .*is unknown whether it may write$/m),
    ]);
    simulator.fail({ kind: 'truncated', action: 'UpdateClient' });
    expect((await examine()).ending).toBe('notJson');
  });

  it('is not sent if no credential allows it, and no other write ever is', async () => {
    const path = configFile('credentials: [{ name: default, allow: [read, billing, lifecycle, dangerous] }]');
    const { ending, said } = await examine({ GATEWAY_CONFIG: path });
    expect([ending, Object.keys(simulator.calls.byAction).toSorted()]).toEqual(['ok', reads.toSorted()]);
    expect(said).toMatch(/^Not probed, .*: AcceptOrder, AcceptQuote, .*\bApplyCredit, .*\bModuleCreate, /m);
  });

  it('names all other writes, except those of mutations that are off', async () => {
    const off = commandsOff([]);
    const others = Object.values<Command>(commands).filter(
      ({ kind, name, unreachable }) => kind === 'write' && !unreachable && name !== 'UpdateClient' && !off.has(name),
    );
    const { said } = await examine();
    expect(said).toContain(
      `secrets: ${others
        .map(({ name }) => name)
        .toSorted()
        .join(', ')}\n`,
    );
  });
});

describe('the version', () => {
  const examined = async (version: string) => {
    const whmcs = await startSimulator({ clients: 8, version });
    onTestFinished(() => whmcs.close());
    return examineAt(whmcs.url);
  };

  it.each(['5.3.14', '6.3.1', '7.9.2'])('%s is too old', async (version) => {
    const { ending, said } = await examined(version);
    expect([ending, said]).toEqual(['version', expect.stringContaining(`WHMCS ${version} is older than 7.10`)]);
  });

  it.each(['7.10.2', '8.0.0', '9.0.1'])('%s is not', async (version) => {
    expect((await examined(version)).ending).toBe('ok');
  });

  it('is before 8.0 if WHMCS cannot return it', async () => {
    simulator.fail({ kind: 'json-error', action: 'WhmcsDetails', message: 'Command Not Found' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^· WhmcsDetails .*older than 8\.0; it must be 7\.10/m),
    ]);
  });

  it('is the cause if WHMCS does not know a command', async () => {
    simulator.fail({ kind: 'json-error', action: 'GetTickets', message: 'Command Not Found' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual(['role', expect.stringMatching(/^✗ GetTickets .*is unknown to this WHMCS/m)]);
  });
});

describe('unknown words', () => {
  it('mean no access if every command is refused in them', async () => {
    simulator.fail({ kind: 'json-error', message: 'Blocked by SafeGate' });
    const { ending, said } = await examine();
    expect([ending, said]).toEqual([
      'credential',
      expect.stringContaining('refuses every command of WHMCS_IDENTIFIER in the same words (Blocked by SafeGate)'),
    ]);
    expect(said).not.toContain('No problem found');
    expect(simulator.calls.total).toBe(2);
  });

  it('mean no access if WHMCS only warns', async () => {
    simulator.fail({ kind: 'warning-only' });
    expect((await examine()).ending).toBe('credential');
  });

  it('are a note if WHMCS warns with every response', async () => {
    const url = await before(simulator.url, {
      body: (body) => body.replace(/^{"result":"success"/, '{"result":"success","warning":"The licence ends tomorrow"'),
    });
    const { ending, said } = await examineAt(url);
    expect([ending, said]).toEqual([
      'ok',
      expect.stringMatching(/^· \w+ and \d+ more: WHMCS warns: The licence ends tomorrow$/m),
    ]);
  });
});
