/** Every command that WHMCS documents is declared, with all its parameters and marks. catalogue.test.ts looks at their answers. */
import { describe, expect, it } from 'vitest';
import { commands as simulated } from '../../../src/simulator/commands/index.ts';
import { isPlainRead, paramNames, type Command } from '../../../src/whmcs/command.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { paramsLeftOut } from '../../facts/left-out.ts';
import { documentation } from '../../support/documented.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { sample } from './samples.ts';

const registry: ReadonlyMap<string, Command> = new Map(Object.entries(commands));
const documented = [...documentation];

/** Reads that report payments or amounts due, which must not be served stale. */
const ofMoney = new Set(['GetCredits', 'GetInvoice', 'GetInvoices', 'GetOrders', 'GetQuotes', 'GetTransactions']);

const declared = (name: string): Command => registry.get(name) ?? expect.fail(`${name} is not declared`);

it('looks at 162 commands', () => {
  expect(documented).toHaveLength(162);
});

describe.each(documented)('%s', (name, { kind, repeat, remote, params, sensitiveFields }) => {
  it('is declared, and simulated', () => {
    expect([...registry.keys()]).toContain(name);
    expect([...simulated.keys()]).toContain(name);
  });

  it('takes every documented parameter that is not deprecated', () => {
    const usable = Object.entries(params).flatMap(([param, standing]) =>
      standing === 'deprecated' ? [] : [param.replace(/\[.*/, '')],
    );
    const taken = paramNames(declared(name).params);
    const lacking = [...new Set(usable)].filter((param) => !taken.includes(param));
    expect(lacking.toSorted()).toEqual(paramsLeftOut[name] ?? []);
  });

  it('has its marks: kind, repeat, remote, money, secrets', () => {
    const command = declared(name);
    expect(command.kind).toBe(kind);
    expect(command.remote).toBe(remote);
    if (command.kind === 'write') expect(command.repeat).toBe(repeat);
    if (ofMoney.has(name)) expect(isPlainRead(command) && command.money).toBe(true);
    expect([...(command.secret ?? []), ...(command.reveals ?? [])]).toEqual(
      expect.arrayContaining(sensitiveFields ?? []),
    );
  });

  if (kind !== 'read') return;
  it('says what its answer depends on, or reveals', () => {
    const command = declared(name);
    const known = isPlainRead(command)
      ? command.tags(command.probe, decode(command, sample(`${name}.tidy`), 200))
      : command.reveals;
    expect(known ?? []).not.toEqual([]);
  });
});

it('declares no command that WHMCS does not document', () => {
  expect([...registry.keys()].filter((name) => !documentation.has(name))).toEqual([]);
});
