/** The credential of each command. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graph/schema.ts';
import { mutations } from '../../src/graph/write/declare-mutation.ts';
import { purposes, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { chooser, allCredentials, credentialUse, type Credential } from '../../src/whmcs/credentials.ts';
import { asking, failureOf, rig, rename, version, type Rig } from './rig.ts';

const { AddClient, GetClients, GetProducts, ModuleTerminate, UpdateClient } = commands;

const credential = (name: string, allow?: readonly string[]): Credential => ({
  name,
  identifier: `${name}-identifier`,
  secret: `${name}-secret`,
  allow,
});
const chosen = (all: readonly Credential[], command: { name: string }) => chooser(all)(command)?.name;

describe('the choice', () => {
  const all = [
    credential('everything'),
    credential('clients', ['GetClients', 'AddClient', 'UpdateClient']),
    credential('reads', ['GetClients', 'GetInvoices']),
    credential('other reads', ['GetInvoices', 'GetClients']),
  ];

  it.each([
    ['the one with the fewest commands', GetClients, 'reads'],
    ['the only one that allows it by name', AddClient, 'clients'],
    ['the one that allows everything, where no other does', GetProducts, 'everything'],
  ])('is %s', (_, command, name) => {
    expect(chosen(all, command)).toBe(name);
  });

  it('is the first of two that are equally narrow, in any order of the commands', () => {
    expect(chosen(all.toReversed(), GetClients)).toBe('other reads');
  });

  it('counts no command twice', () => {
    const repeated = credential('repeated', ['GetClients', 'GetClients', 'GetClients']);
    expect(chosen([...all, repeated], GetClients)).toBe('repeated');
  });

  it('is none if no credential allows the command', () => {
    expect(chosen(all.slice(1), GetProducts)).toBeUndefined();
  });

  it("takes the environment's credential last", () => {
    const own = { identifier: 'i', secret: 's' };
    expect(chosen(allCredentials(own), GetClients)).toBe('default');
    expect(chosen(allCredentials({ ...own, credentials: [credential('all as well')] }), GetClients)).toBe(
      'all as well',
    );
    expect(chosen(allCredentials({ ...own, allow: ['GetClients'], credentials: all }), GetClients)).toBe('default');
  });

  it('gives every command to one credential, or to none', () => {
    const every = Object.values(commands);
    const { byCredential, disabled } = credentialUse(every, all.slice(1));
    const given = byCredential.flatMap(({ commands: theirs }) => theirs);
    expect(byCredential.map(({ commands: theirs }) => theirs.map(({ name }) => name))).toEqual([
      ['AddClient', 'UpdateClient'],
      ['GetClients', 'GetInvoices'],
      [],
    ]);
    expect([...given, ...disabled].map(({ name }) => name).toSorted()).toEqual(
      every.map(({ name }) => name).toSorted(),
    );
  });
});

describe('purposes', () => {
  it('are declared by every command: reads have "read" unless they answer secrets, writes another', () => {
    for (const { kind, purpose } of Object.values(commands)) {
      expect(purposes).toContain(purpose);
      if (kind === 'read') expect(['read', 'secret']).toContain(purpose);
      else expect(purpose).not.toBe('read');
    }
  });

  it('are listed in docs/getting-started.md with their commands', () => {
    const page = readFileSync(new URL('../../docs/getting-started.md', import.meta.url), 'utf8');
    for (const purpose of purposes) {
      const names = Object.values<Command>(commands)
        .filter((command) => command.purpose === purpose && command.unreachable === undefined)
        .map(({ name }) => name)
        .toSorted()
        .map((name) => `\`${name}\``);
      const [, told] = new RegExp(`^\\| \`${purpose}\` +\\| (.*?) +\\|$`, 'm').exec(page) ?? [];
      expect([purpose, told]).toEqual([purpose, names.join(', ') || 'none in this release']);
    }
  });

  const sending = [...mutations.values()].filter(({ command }) => command !== null);

  it.each(sending)(
    'of the commands that $name sends are that of the mutation',
    ({ name: mutation, purpose: action }) => {
      const description = schema.getMutationType()?.getFields()[mutation]?.description ?? '';
      const sent = Object.values(commands).filter(({ name }) => new RegExp(`\\b${name}\\b`).test(description));
      expect(sent).not.toEqual([]);
      for (const { name, purpose } of sent) expect([name, purpose]).toEqual([name, action]);
    },
  );
});

describe('over WHMCS', () => {
  const reading = { name: 'reading', identifier: 'r-id', secret: 'r-secret-1' };
  const writing = { name: 'writing', identifier: 'w-id', secret: 'w-secret-1' };
  const broad = { identifier: 'b-id', secret: 'b-secret-1' };

  /** A WHMCS that knows three credentials; the first two have roles. */
  const threefold = (
    roles: { reading: readonly string[]; writing: readonly string[] },
    allow?: string[],
  ): Promise<Rig> =>
    rig(
      {
        ...broad,
        allow,
        credentials: [
          { ...reading, allow: ['WhmcsDetails', 'GetClientsDetails'] },
          { ...writing, allow: ['UpdateClient'] },
        ],
      },
      {
        credentials: [{ ...reading, actions: roles.reading }, { ...writing, actions: roles.writing }, broad],
      },
    );
  const senders = ({ simulator }: Rig) => simulator.calls.entries.map(({ action, identifier }) => [action, identifier]);

  it('each command is sent with the identifier and secret of its credential', async () => {
    const whmcs = await threefold({ reading: ['WhmcsDetails'], writing: ['UpdateClient'] });
    await version(whmcs);
    await rename(whmcs, 'Ada');
    await whmcs.client.call(GetClients, {}, asking());
    expect(senders(whmcs)).toEqual([
      ['WhmcsDetails', 'r-id'],
      ['UpdateClient', 'w-id'],
      ['GetClients', 'b-id'],
    ]);
  });

  it('a command that the narrow role lacks is not tried with a broader credential', async () => {
    const whmcs = await threefold({ reading: [], writing: [] });
    const read = await failureOf(version(whmcs));
    const write = await failureOf(rename(whmcs, 'Ada'));
    expect(read).toMatchObject({
      name: 'UnauthorizedError',
      obstacle: 'role',
      message: 'the API role of the credential "reading" does not allow WhmcsDetails: tick that action in the role',
    });
    expect(write).toMatchObject({ name: 'UnauthorizedError', obstacle: 'role' });
    expect(senders(whmcs)).toEqual([
      ['WhmcsDetails', 'r-id'],
      ['UpdateClient', 'w-id'],
    ]);
  });

  it('nor is a command of a revoked credential, and the message names the credential', async () => {
    const whmcs = await rig(
      { ...broad, credentials: [{ ...reading, secret: 'withdrawn', allow: ['WhmcsDetails'] }] },
      { credentials: [reading, broad] },
    );
    expect(await failureOf(version(whmcs))).toMatchObject({
      obstacle: 'credential',
      message: expect.stringContaining('check identifier and secret of the credential "reading"') as string,
    });
    expect(senders(whmcs)).toEqual([['WhmcsDetails', 'r-id']]);
  });

  it('a command that no credential allows is refused before anything is sent, with advice', async () => {
    const whmcs = await threefold({ reading: [], writing: [] }, ['GetInvoices']);
    const ask = asking();
    const failures = [
      await failureOf(whmcs.client.call(GetProducts, {}, ask)),
      await failureOf(whmcs.client.call(ModuleTerminate, { serviceid: 1 }, ask)),
    ];
    expect(failures).toMatchObject([
      { name: 'NoCredentialError', message: expect.stringContaining('add GetProducts, or read, to "allow"') as string },
      {
        name: 'NoCredentialError',
        message: expect.stringContaining('add ModuleTerminate, or dangerous, to "allow"') as string,
      },
    ]);
    expect([whmcs.simulator.calls.total, ask.sent]).toEqual([0, []]);
  });

  it('all credentials share the limit of the installation', async () => {
    const whmcs = await rig(
      { ...broad, maxConcurrency: 1, credentials: [{ ...writing, allow: ['UpdateClient'] }] },
      { credentials: [writing, broad] },
    );
    whmcs.simulator.fail({ kind: 'hang', times: 1 });
    const ask = asking();
    const hanging = failureOf(version(whmcs, ask));
    await expect.poll(() => whmcs.simulator.calls.total).toBe(1);
    const waiting = rename(whmcs, 'Ada');
    await expect.poll(() => whmcs.client.load).toMatchObject({ active: 1, queued: 1 });
    expect(whmcs.simulator.calls.of(UpdateClient.name)).toBe(0);
    ask.leave();
    await hanging;
    await waiting;
    expect(senders(whmcs)).toEqual([
      ['WhmcsDetails', 'b-id'],
      ['UpdateClient', 'w-id'],
    ]);
  });

  it('no error shows an identifier or a secret of any credential', async () => {
    const whmcs = await threefold({ reading: [], writing: [] });
    whmcs.simulator.fail({ kind: 'json-error', action: 'WhmcsDetails', message: 'sent: r-id-more r-secret-1' });
    const { message } = (await failureOf(version(whmcs))) as Error;
    expect(message).toBe('WHMCS refused WhmcsDetails: sent: [secret]-more [secret]');
  });
});
