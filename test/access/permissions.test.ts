/** Permissions of each viewer: the table, docs/access.md that shows it, and requested mutations. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { actions, isGranted, unconfigured, type Permission, type Rights } from '../../src/access/permissions.ts';
import type { Role } from '../../src/access/viewer.ts';
import { globalId } from '../../src/graph/base/global-id.ts';
import { permissionOf } from '../../src/graph/schema-kit/permission.ts';
import { schema } from '../../src/graph/schema.ts';
import { mutations } from '../../src/graph/write/declare-mutation.ts';
import { useGateway } from '../support/gateway.ts';
import { authenticateBy } from './rig.ts';
import { expectUnknown } from '../support/unknown.ts';

const inSchema = Object.keys(schema.getMutationType()?.getFields() ?? {});
const byName = [...mutations.keys()].toSorted();
const declared = byName.flatMap((name) => mutations.get(name) ?? []);

/** The mutations that a viewer with these rights may perform. */
const grantedTo = (rights: Rights): string[] =>
  declared.filter((mutation) => isGranted(mutation, rights)).map(({ name }) => name);

describe('the declarations', () => {
  it('name the roles of every mutation in the schema', () => {
    expect(declared.map(({ name }) => name)).toEqual(inSchema.toSorted());
    const carried = Object.values(schema.getMutationType()?.getFields() ?? {}).map(permissionOf);
    expect(carried.map((permission) => permission?.name)).toEqual(inSchema);
  });

  it('give staff everything, or only the listed permissions', () => {
    expect(grantedTo({ role: 'STAFF' })).toEqual(inSchema.toSorted());
    const billing = declared.filter(({ purpose }) => purpose === 'billing').map(({ name }) => name);
    expect(billing).toEqual(
      expect.arrayContaining(['invoiceCreditApply', 'invoicePaymentAdd', 'orderAdd', 'quoteAccept']),
    );
    expect(grantedTo({ role: 'STAFF', allow: ['read', 'billing'] })).toEqual(billing);
    expect(grantedTo({ role: 'STAFF', allow: ['read', 'invoiceCreditApply'] })).toEqual(['invoiceCreditApply']);
    expect(grantedTo({ role: 'STAFF', allow: ['read'] })).toEqual([]);
  });

  it('give an unconfigured viewer a client’s permissions', () => {
    expect(grantedTo(unconfigured)).toEqual([
      'clientUpdate',
      'contactCreate',
      'contactDelete',
      'contactUpdate',
      'domainContactsUpdate',
      'domainIdProtectionUpdate',
      'domainLockUpdate',
      'domainNameserversUpdate',
      'orderAdd',
      'quoteAccept',
      'serviceCancellationRequest',
      'ticketClose',
      'ticketOpen',
      'ticketReplyAdd',
    ]);
  });

  it('give partners and clients by a purpose what it gave when mutations could not be named yet, and nothing more', () => {
    const more = (rights: Rights) => {
      const had = grantedTo({ ...rights, allow: [] });
      return grantedTo(rights).filter((name) => !had.includes(name));
    };
    const byPurpose = [
      'emailSend',
      'invoicePaymentAdd',
      'invoiceUpdate',
      'orderAccept',
      'serviceCreate',
      'serviceTerminate',
    ];
    expect(more({ role: 'CLIENT', allow: actions })).toEqual(
      [...byPurpose, 'serviceSuspend', 'serviceUnsuspend'].toSorted(),
    );
    expect(more({ role: 'PARTNER', allow: actions })).toEqual(byPurpose);
    expect(more({ role: 'PARTNER', allow: actions, group: 1 })).toEqual(['clientCreate', ...byPurpose]);
  });

  it.each(['CLIENT', 'PARTNER'] as const)('give a %s a mutation by its name, and no other of its purpose', (role) => {
    const had = grantedTo({ role });
    const added = (allow: readonly string[], group?: number) =>
      grantedTo({ role, allow, group }).filter((name) => !had.includes(name));
    expect(added(['invoiceCreditApply'])).toEqual(['invoiceCreditApply']);
    expect(added(['serviceTerminate'])).toEqual(['serviceTerminate']);
    expect(added(['clientCreate'])).toEqual([]);
    expect(added(['clientCreate'], 1)).toEqual(role === 'PARTNER' ? ['clientCreate'] : []);
    expect(added(['operationResolve'], 1)).toEqual([]);
  });

  /** `npx vitest run test/access/permissions.test.ts -u` writes the table. */
  it('match the table in docs/access.md', async () => {
    const page = new URL('../../docs/access.md', import.meta.url);
    const mayIt = (role: Role, mutation: Permission) => {
      if (isGranted(mutation, { role, allow: role === 'STAFF' ? undefined : [] })) return 'yes';
      if (isGranted(mutation, { role, allow: actions })) return 'by `allow`';
      if (isGranted(mutation, { role, allow: [mutation.name] })) return 'by `allow`, by name';
      return isGranted(mutation, { role, allow: actions, group: 1 }) ? 'by `allow`, with a `group`' : 'no';
    };
    const offeredTo = (role: Role, mutation: Permission) => {
      const may = mayIt(role, mutation);
      if (!mutation.isOff || may === 'no') return may;
      return may === 'yes' ? 'by `secrets`' : `by \`secrets\`, ${may}`;
    };
    const rows = declared.map((mutation) => {
      const roles = (['CLIENT', 'PARTNER', 'STAFF'] as const).map((role) => offeredTo(role, mutation));
      return `| \`${mutation.name}\` | \`${mutation.purpose}\` | ${roles.join(' | ')} |\n`;
    });
    const text = readFileSync(page, 'utf8');
    const table = /(?:^\| `\w+` +\| `\w+` +\|(?: [^|\n]+ \|){3}\n)+/m;
    expect(text).toMatch(table);
    const path = fileURLToPath(page);
    const derived = await format(text.replace(table, rows.join('')), {
      ...(await resolveConfig(path)),
      parser: 'markdown',
    });
    await expect(derived).toMatchFileSnapshot(path);
  });
});

const everyAction = `[${actions.join()}]`;
const file = `viewers:
  - { name: partner,  role: partner, token: the-partner,  clients: { ids: [1, 2, 3, 4, 5] } }
  - { name: client,   role: client,  token: the-client,   clients: { ids: [1] } }
  - { name: trusted,  role: partner, token: the-trusted,  clients: { ids: [1, 2, 3, 4, 5] }, allow: ${everyAction} }
  - { name: allowed,  role: client,  token: the-allowed,  clients: { ids: [1] }, allow: [lifecycle] }
  - { name: frontend, role: staff,   token: the-frontend, allow: [read, support, billing] }
  - { name: reader,   role: staff,   token: the-reader,   allow: [read] }
  - { name: named,    role: partner, token: the-named,    clients: { ids: [1] }, allow: [invoiceCreditApply] }
  - { name: host,     role: staff,   token: the-host-all }
`;

describe('requested mutations', () => {
  const gateway = useGateway({
    simulator: { clients: 12 },
    gateway: { authenticate: authenticateBy(file), sharedCache: false },
  });
  const act = (as: string, name: string, service: string) =>
    gateway.execute<Record<string, { __typename: string }>>(
      `mutation { ${name}(input: { serviceId: "${service}" }) { __typename ... on UserError { message } } }`,
      {},
      { as },
    );
  const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

  it('let a partner suspend and unsuspend its clients’ services', async () => {
    for (const [name, command] of [
      ['serviceSuspend', 'ModuleSuspend'],
      ['serviceUnsuspend', 'ModuleUnsuspend'],
    ] as const) {
      const { data, calls } = await act('the-partner', name, '1');
      expect(data[name]?.__typename).toBe(name.replace('service', 'Service') + 'Payload');
      expect(namesOf(calls)).toContain(command);
    }
  });

  it('find a foreign service no more than a missing one, and send nothing', async () => {
    const foreign = gateway.simulator.world.services.all().find(({ clientid }) => clientid > 5);
    const theirs = await act('the-partner', 'serviceSuspend', String(foreign?.id));
    const nobodys = await act('the-partner', 'serviceSuspend', '99999');
    expect(theirs.data).toMatchObject({ serviceSuspend: { __typename: 'NotFoundError' } });
    expect(nobodys.data).toEqual(theirs.data);
    expect(namesOf(theirs.calls)).toEqual(namesOf(nobodys.calls));
    expect(namesOf(theirs.calls)).not.toContain('ModuleSuspend');
  });

  it.each([
    ['the-client', 'serviceSuspend'],
    ['the-client', 'serviceUnsuspend'],
    ['the-partner', 'serviceCreate'],
    ['the-partner', 'serviceTerminate'],
    ['the-allowed', 'serviceTerminate'],
    ['the-frontend', 'serviceSuspend'],
  ])('%s: %s is unknown, for its own entity or another, and sends nothing', async (as, name) => {
    for (const service of ['1', '99999']) expectUnknown(await act(as, name, service), name);
  });

  it('give staff with read permission no mutations at all', async () => {
    const { data, errors, calls } = await act('the-reader', 'serviceSuspend', '1');
    expect([data, calls]).toEqual([undefined, []]);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('Unknown type "UserError".'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });

  it.each([
    ['the-allowed', 'serviceSuspend'],
    ['the-host-all', 'serviceUnsuspend'],
    ['the-trusted', 'serviceTerminate'],
  ])('%s: %s is allowed', async (as, name) => {
    const { data } = await act(as, name, '1');
    expect(data[name]?.__typename).toBe(name.replace('service', 'Service') + 'Payload');
  });

  const address = '{ line1: "1 Way", city: "Town", state: "ST", postcode: "1", countryCode: "US" }';
  it.each([
    ['clientCreate', `firstName: "A", lastName: "B", email: "a@b.example", phoneNumber: "1", address: ${address}`],
  ])('%s is for staff alone, whatever a partner’s permissions', async (name, input) => {
    const send = (as: string) =>
      gateway.execute<Record<string, { __typename: string }>>(
        `mutation { ${name}(input: { ${input} }) { __typename } }`,
        {},
        { as },
      );
    expectUnknown(await send('the-trusted'), name);
    expect((await send('the-host-all')).data[name]?.__typename).not.toBe('ForbiddenError');
  });

  it('let partners with the permission send the host’s templates about their own entities', async () => {
    const send = (input: string) =>
      gateway.execute(`mutation { emailSend(input: { ${input} }) { __typename } }`, {}, { as: 'the-trusted' });
    const template = 'template: "Client Signup Email"';
    const about = (type: string, id: number) => `relatedId: "${globalId(type, id)}"`;
    const sent = await send(`${template}, ${about('Client', 1)}`);
    expect(sent.data).toEqual({ emailSend: { __typename: 'EmailSendPayload' } });
    for (const [type, id] of [
      ['Client', 7],
      ['Client', 99_999],
      ['Affiliate', 1],
    ] as const) {
      const { data, calls } = await send(`${template}, ${about(type, id)}`);
      expect(data).toEqual({ emailSend: { __typename: 'NotFoundError' } });
      expect(namesOf(calls)).not.toContain('SendEmail');
    }
    expectUnknown(await send(`customSubject: "Pay me", ${about('Client', 1)}`), 'customSubject');
  });

  it('let partners with billing permission change their invoices, but no amount', async () => {
    const { invoices } = gateway.simulator.world;
    const [own, foreign] = [1, 7].map((client) => String(invoices.of(client)[0]?.id));
    const update = (id: string | undefined, more: string) =>
      gateway.execute(
        `mutation { invoiceUpdate(input: { invoiceId: "${id}", ${more} }) { __typename } }`,
        {},
        { as: 'the-trusted' },
      );
    expect((await update(own, 'notes: "Thanks"')).data).toEqual({
      invoiceUpdate: { __typename: 'InvoiceUpdatePayload' },
    });
    expect((await update(foreign, 'notes: "Thanks"')).data).toEqual({ invoiceUpdate: { __typename: 'NotFoundError' } });
    expectUnknown(await update(own, 'credit: "5.00"'), 'credit');
  });

  it('let partners apply credit if it is named, not if billing is allowed', async () => {
    const send = (as: string) =>
      gateway.execute(
        'mutation { invoiceCreditApply(input: { invoiceId: "99999", amount: "1.00" }) { __typename } }',
        {},
        { as },
      );
    expectUnknown(await send('the-trusted'), 'invoiceCreditApply');
    expect((await send('the-named')).data).toEqual({ invoiceCreditApply: { __typename: 'NotFoundError' } });
  });

  it('let staff with a list use the listed permissions', async () => {
    const { data } = await gateway.execute(
      'mutation { clientUpdate(input: { id: "7", phoneNumber: "+49 30 1" }) { __typename } }',
      {},
      { as: 'the-frontend' },
    );
    expect(data).toEqual({ clientUpdate: { __typename: 'ClientUpdatePayload' } });
  });
});
