import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { keepOf, paramNames, read, write } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { decode } from '../../src/whmcs/decode.ts';
import { UnexpectedAnswerError } from '../../src/whmcs/errors.ts';
import { encodeForm } from '../../src/whmcs/transport/form.ts';
import { isObject, leavesOf, mapJson, pathsOf } from './answers.ts';
import { commandOf, isRegistered, registered, sample, sampleNames } from './samples.ts';
import { expected } from './expected.ts';

const decodeSample = (name: string): unknown => decode(commandOf(name), sample(name), 200);

/** The parameters of a command as the form that is sent. */
const sent = (command: { params: z.ZodType<Parameters<typeof encodeForm>[0]> }, params: unknown): string =>
  decodeURIComponent(encodeForm(command.params.parse(params)));

describe('samples', () => {
  test.each(registered.map(({ name }) => name))('%s has a tidy one', (name) => {
    expect(sampleNames).toContain(`${name}.tidy`);
  });

  test.each(registered.filter(({ kind }) => kind === 'read').map(({ name }) => name))(
    '%s has an untidy one',
    (name) => {
      expect(sampleNames).toContain(`${name}.untidy`);
    },
  );

  test.each(sampleNames)('%s says what it becomes', (name) => {
    expect(expected).toHaveProperty([name]);
  });

  test.each(Object.entries(expected))('%s is understood', (name, answer) => {
    expect(decodeSample(name)).toMatchObject(answer);
  });

  test.each(sampleNames)('%s leaves no secret and nothing unnamed', (name) => {
    const command = commandOf(name);
    const planted = mapJson(sample(name), (path, value) =>
      isSecret(command.secret, path) && !isObject(value) ? 'CANARY' : value,
    );
    const withStrangers = addTo(planted, { hooked: 'CANARY' });
    expect(JSON.stringify(withStrangers)).toContain('CANARY');
    expect(JSON.stringify(decode(command, asObject(withStrangers), 200))).not.toContain('CANARY');
  });
});

/** Whether a path is secret, in whatever shape its list came. */
const isSecret = (secret: readonly string[] | undefined, path: string): boolean =>
  (secret ?? []).some(
    (each) => each.replaceAll('[]', '') === path.replaceAll('[]', '').replaceAll(/\.\d+(?=\.|$)/g, ''),
  );

const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : expect.unreachable());

/** The value with `more` in each of its objects, save those that hold a list and nothing else. */
function addTo(value: unknown, more: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((row) => addTo(row, more));
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, addTo(each, more)]));
  const wraps = Object.values(value).every((each) => typeof each === 'object' || each === '');
  return wraps ? inner : { ...inner, ...more };
}

describe('any answer', () => {
  const command = fc.constantFrom(...registered);
  const topKeys = (each: (typeof registered)[number]) => [
    ...new Set(pathsOf(each.answer).map((path) => path.split(/\W/)[0] ?? '')),
  ];

  const read = (each: (typeof registered)[number], root: Record<string, unknown>): unknown => {
    try {
      return decode(each, root, 200);
    } catch (error) {
      expect(error).toBeInstanceOf(UnexpectedAnswerError);
      return null;
    }
  };

  it('is understood or refused as unexpected, and never yields NaN', () => {
    const answers = command.chain((each) =>
      fc.tuple(fc.constant(each), fc.dictionary(fc.constantFrom('result', ...topKeys(each)), fc.jsonValue())),
    );
    fc.assert(
      fc.property(answers, ([each, root]) => {
        for (const leaf of leavesOf(read(each, root))) expect(leaf).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });

  it('is so too where a single cell of a sample is odd', () => {
    const odd = fc.tuple(fc.constantFrom(...sampleNames), fc.nat(400), fc.jsonValue());
    fc.assert(
      fc.property(odd, ([name, position, value]) => {
        let seen = 0;
        const spoilt = mapJson(sample(name), (path, cell) => (path !== '' && seen++ === position ? value : cell));
        for (const leaf of leavesOf(read(commandOf(name), asObject(spoilt)))) expect(leaf).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });

  it('is refused where it counts rows that are not there', () => {
    const broken = { result: 'success', totalresults: 9, startnumber: 0, numreturned: 9 };
    expect(() => decode(commands.GetTickets, broken, 200)).toThrow(UnexpectedAnswerError);
    expect(decode(commands.GetTickets, { ...broken, numreturned: 0 }, 200).tickets).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['GetClients', () => decode(commands.GetClients, { clients: { client: [{ id: 'x1' }] } }, 200)],
    ['GetClientsDetails', () => decode(commands.GetClientsDetails, { client: { firstname: 'A' } }, 200)],
    [
      'GetClientsProducts',
      () => decode(commands.GetClientsProducts, { products: { product: [{ clientid: '5;6' }] } }, 200),
    ],
    ['GetInvoice', () => decode(commands.GetInvoice, { userid: { id: 5 } }, 200)],
    ['GetTicket', () => decode(commands.GetTicket, { userid: 'five' }, 200)],
  ])('%s is refused where it is unclear whose it is', (_, decoded) => {
    expect(decoded).toThrow(/expected the number of a client/);
  });
});

describe('parameters', () => {
  test.each(registered.map((command) => [command.name, command] as const))(
    '%s takes none that every call sends',
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
      recognised: { never: 'a test' },
      invalidates: () => [],
    } as const;
    const declared = { answer: z.object({}), ...rest };
    const params = z.strictObject({ Action: z.string() });
    expect(() => write('Sneaky', { ...declared, params })).toThrow(/Sneaky.*Action/);
    expect(() => write('Sneaky', { ...declared, params: params.transform((each) => each) })).toThrow(/Sneaky.*Action/);
    const asked = { answer: z.object({}), keep: 'list', tags: () => [], probe: { secret: '' } } as const;
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
      const revealing = names.filter((name) =>
        /password|passwd|rootpw|eppcode|qans|customfields|domainfields/i.test(name),
      );
      expect(command.secretParams ?? []).toEqual(expect.arrayContaining(revealing));
    },
  );

  it('names a service in the old way too', () => {
    expect(sent(commands.ModuleCreate, { serviceid: 801 })).toBe('serviceid=801&accountid=801');
    expect(sent(commands.ModuleSuspend, { serviceid: 801, suspendreason: 'Abuse' })).toBe(
      'serviceid=801&accountid=801&suspendreason=Abuse',
    );
  });

  it('keeps what is ordered together at one number', () => {
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

  it('switches settings off with 0 and leaves options out', () => {
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

describe('tags', () => {
  const tagged = <P, A>(command: { tags(params: P, answer: A): string[] }, params: P, answer: A): string[] =>
    command.tags(params, answer).toSorted();
  const { GetClientsDetails, GetClientsProducts, GetOrders, GetTickets, GetTicket, GetTransactions } = commands;

  it('of a record are its owner’s', () => {
    const details = decode(GetClientsDetails, sample('GetClientsDetails.tidy'), 200);
    expect(tagged(GetClientsDetails, { clientid: 11 }, details)).toEqual(['clients:11', 'credit:11', 'names:11']);
    expect(tagged(GetClientsDetails, { clientid: 11, stats: true }, details)).toEqual(
      expect.arrayContaining(['domains:11', 'invoices:11', 'services:11', 'tickets:11', 'transactions:11']),
    );
    const service = decode(GetClientsProducts, sample('GetClientsProducts.untidy'), 200);
    expect(tagged(GetClientsProducts, { serviceid: 801 }, service)).toEqual(['services:11']);
    const order = decode(GetOrders, sample('GetOrders.tidy'), 200);
    expect(tagged(GetOrders, { id: 610 }, order)).toEqual([
      'domains:11',
      'invoices:11',
      'names:11',
      'orders:11',
      'services:11',
    ]);
    const ticket = decode(GetTicket, sample('GetTicket.untidy'), 200);
    expect(tagged(GetTicket, { ticketid: 302 }, ticket)).toContain('tickets:0');
  });

  it('of a list are its client’s, or the topic’s and the names it repeats', () => {
    const services = decode(GetClientsProducts, sample('GetClientsProducts.tidy'), 200);
    expect(tagged(GetClientsProducts, { clientid: 11 }, services)).toEqual(['services:11']);
    expect(tagged(GetClientsProducts, { pid: 31 }, services)).toEqual(['services']);
    const tickets = decode(GetTickets, sample('GetTickets.untidy'), 200);
    expect(tagged(GetTickets, { status: 'Open' }, tickets)).toEqual(['names:11', 'tickets']);
    const orders = decode(GetOrders, sample('GetOrders.untidy'), 200);
    expect(tagged(GetOrders, {}, orders)).toEqual(['domains', 'invoices', 'names:11', 'orders', 'services']);
  });

  it('of nothing found, or of nobody’s row, are the whole topic’s', () => {
    const none = decode(GetTransactions, sample('GetTransactions.none'), 200);
    expect(tagged(GetTransactions, { invoiceid: 2203 }, none)).toEqual(['transactions']);
    const some = decode(GetTransactions, sample('GetTransactions.untidy'), 200);
    expect(tagged(GetTransactions, { invoiceid: 2203 }, some)).toEqual(['transactions', 'transactions:11']);
    expect(tagged(GetTransactions, { transid: 'SEPA-1' }, some)).toEqual(['transactions']);
    expect(tagged(GetTransactions, { clientid: 11 }, some)).toEqual(['transactions:11']);
  });

  it('of a write reach the client’s answers and every list, but no other client’s', () => {
    expect(commands.AddClient.invalidates(11).toSorted()).toEqual(['clients', 'clients:11']);
    expect(commands.ModuleSuspend.invalidates(11).toSorted()).toEqual(['services', 'services:11']);
    expect(commands.AddTicketReply.invalidates(null).toSorted()).toEqual(['departments', 'tickets', 'tickets:0']);
    expect(commands.SendEmail.invalidates(11)).toEqual([]);
    expect(commands.ResetPassword.invalidates(11)).toEqual([]);
  });

  it('come with the time that the question deserves', () => {
    expect(keepOf(GetClientsProducts, { clientid: 11 })).toBe('list');
    expect(keepOf(GetClientsProducts, { serviceid: 801 })).toBe('record');
    expect(keepOf(GetOrders, { id: 610 })).toBe('record');
    expect(keepOf(commands.GetClientsDomains, { domainid: 51 })).toBe('record');
    expect(keepOf(GetTicket, { ticketid: 301 })).toBe('record');
    expect(keepOf(commands.GetProducts, {})).toBe('reference');
  });
});

test('the registry names each command as WHMCS does', () => {
  for (const [name, command] of Object.entries(commands)) expect(command.name).toBe(name);
  expect(isRegistered('GetClients')).toBe(true);
  expect(Object.isFrozen(commands)).toBe(true);
});
