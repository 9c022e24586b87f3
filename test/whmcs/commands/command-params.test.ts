/** The parameters of commands: which are accepted, which are secret, and how they are sent. */
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { paramNames, read, write } from '../../../src/whmcs/command.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { encodeForm } from '../../../src/whmcs/transport/form.ts';
import { harmless, isSecretParam, secretParams, suspicious } from '../../facts/secret-params.ts';
import { documentation } from '../../support/documented.ts';
import { registered } from './samples.ts';

/** The parameters of a command as the form that is sent. */
const sent = (command: { params: z.ZodType<Parameters<typeof encodeForm>[0]> }, params: unknown): string =>
  decodeURIComponent(encodeForm(command.params.parse(params)));

describe('parameters', () => {
  test.each(registered.map((command) => [command.name, command] as const))(
    '%s takes no reserved parameter',
    (_, command) => {
      for (const name of ['action', 'identifier', 'secret', 'username', 'password', 'accesskey', 'responsetype']) {
        expect(paramNames(command.params)).not.toContain(name);
        const own = command.kind === 'read' ? command.probe : {};
        expect(command.params.safeParse(Object.assign({ [name]: 'x' }, own)).success).toBe(false);
      }
    },
  );

  it('cannot be declared under such a name', () => {
    const rest = {
      purpose: 'support',
      repeat: 'none',
      refusals: [],
      reconcile: { never: 'a test' },
      changes: {},
    } as const;
    const declared = { answer: z.object({}), ...rest };
    const params = z.strictObject({ Action: z.string() });
    expect(() => write('Sneaky', { ...declared, params })).toThrow(/Sneaky.*Action/);
    expect(() => write('Sneaky', { ...declared, params: params.transform((each) => each) })).toThrow(/Sneaky.*Action/);
    const asked = { answer: z.object({}), keep: 'list', topics: ['clients'], probe: { secret: '' } } as const;
    expect(() => read('Sneaky', { ...asked, params: z.strictObject({ secret: z.string() }) })).toThrow(
      /Sneaky.*secret/,
    );
  });

  test.each(registered.filter((command) => command.kind === 'read').map((command) => [command.name, command] as const))(
    '%s has a probe that can be sent',
    (_, command) => expect(() => sent(command, command.probe)).not.toThrow(),
  );

  test.each(registered.map((command) => [command.name, command] as const))(
    '%s names its own secret parameters',
    (_, command) => {
      const names = paramNames(command.params);
      expect(names).toEqual(expect.arrayContaining([...(command.secretParams ?? [])]));
      const secret = names.filter((name) => isSecretParam(command.name, name));
      expect(command.secretParams ?? []).toEqual(expect.arrayContaining(secret));
    },
  );

  test.each([...documentation])(
    'of %s whose name sounds like a secret are listed as one, or as none',
    (name, { params }) => {
      const sounding = Object.keys(params).filter((param) => suspicious.test(param));
      expect(
        sounding.filter((param) => !isSecretParam(name, param) && !(param.replace(/\[.*/, '') in harmless)),
      ).toEqual([]);
    },
  );

  it('that are listed as secret are parameters of WHMCS', () => {
    const known = new Set([...documentation.values()].flatMap(({ params }) => Object.keys(params)));
    const listed = [...Object.keys(secretParams), ...Object.keys(harmless)];
    expect(listed.filter((name) => !known.has(name))).toEqual([]);
  });

  it('name a service in the old way too', () => {
    expect(sent(commands.ModuleCreate, { serviceid: 801 })).toBe('serviceid=801&accountid=801');
    expect(sent(commands.ModuleSuspend, { serviceid: 801, suspendreason: 'Abuse' })).toBe(
      'serviceid=801&accountid=801&suspendreason=Abuse',
    );
  });

  it('keep the items of an order at one index', () => {
    const order = {
      clientid: 11,
      paymentmethod: 'stripe',
      pid: [31, undefined],
      domain: ['a.example', 'b.example'],
      addons: [[1, 3], undefined],
      rootpw: ['s3cret'],
      domaintype: [undefined, 'transfer'],
      eppcode: [undefined, 'EPP-1'],
      idprotection: [false, true],
      dnsmanagement: [true, false],
      customfields: [{ 9: 'Debian' }],
      domainrenewals: { 'c.example': 2 },
      noemail: false,
      noinvoice: true,
    } as const;
    expect(sent(commands.AddOrder, order).split('&').toSorted()).toEqual(
      [
        'clientid=11',
        'paymentmethod=stripe',
        'pid[0]=31',
        'domain[0]=a.example',
        'domain[1]=b.example',
        'addons[0]=1,3',
        'rootpw[0]=s3cret',
        'domaintype[1]=transfer',
        'eppcode[1]=EPP-1',
        'idprotection[1]=1',
        'dnsmanagement[0]=1',
        `customfields[0]=${Buffer.from('a:1:{i:9;s:6:"Debian";}').toString('base64')}`,
        'domainrenewals[c.example]=2',
        'noinvoice=1',
      ].toSorted(),
    );
  });

  it('send 0 for a setting that is off, and leave options out', () => {
    const off = {
      clientid: 11,
      taxexempt: false,
      marketingoptin: true,
      email_preferences: { domain: false, invoice: true },
    };
    expect(sent(commands.UpdateClient, off).split('&').toSorted()).toEqual(
      [
        'clientid=11',
        'taxexempt=0',
        'marketingoptin=1',
        'email_preferences[domain]=0',
        'email_preferences[invoice]=1',
      ].toSorted(),
    );
    expect(sent(commands.AcceptOrder, { orderid: 5, autosetup: false })).toBe('orderid=5&autosetup=0');
    expect(sent(commands.GetClientsDetails, { clientid: 5, stats: false })).toBe('clientid=5');
  });

  test.each<[string, () => unknown]>([
    ['GetTransactions for everything', () => commands.GetTransactions.params.parse({})],
    ['GetTicket for none', () => commands.GetTicket.params.parse({ repliessort: 'ASC' })],
    ['GetClientsDetails for none', () => commands.GetClientsDetails.params.parse({ stats: true })],
    ['ResetPassword for nobody', () => commands.ResetPassword.params.parse({})],
    ['a number that is none', () => commands.GetInvoice.params.parse({ invoiceid: 0 })],
    ['a parameter of another command', () => commands.GetInvoice.params.parse({ invoiceid: 1, userid: 2 })],
  ])('refuse %s', (_, asked) => expect(asked).toThrow(z.ZodError));
});
