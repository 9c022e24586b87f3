/** Administrators: who they are, who is there, and what they write to each other. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 3 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;

describe('administrators', () => {
  it('are listed with their departments, disabled ones on request', async () => {
    const { data, errors } = await execute<{ administrators: object[]; all: object[] }>(
      `{ administrators(roleId: "2") { whmcsId username isDisabled departments { name } notifyingDepartments { name } }
         all: administrators(includeDisabled: true) { username } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.administrators).toEqual([
      {
        whmcsId: 2,
        username: 'ines',
        isDisabled: false,
        departments: [{ name: 'Accounts & Billing' }],
        notifyingDepartments: [],
      },
    ]);
    expect(data.all.at(-1)).toEqual({ username: 'former' });
  });

  it('are found by their ids, disabled or not', async () => {
    const { data } = await execute('query ($id: ID!) { node(id: $id) { ... on Administrator { fullName } } }', {
      id: globalId('Administrator', 3),
    });
    expect(data).toEqual({ node: { fullName: 'Kit Former' } });
  });

  it('are linked from their to-do items, in one call for all of them', async () => {
    const { data, errors, calls } = await execute<{ toDoItems: { nodes: unknown[] } }>(
      '{ toDoItems(first: 30) { nodes { administratorId administrator { username } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data.toDoItems.nodes).toContainEqual({ administratorId: '1', administrator: { username: 'morgan' } });
    expect(data.toDoItems.nodes).toContainEqual({ administratorId: null, administrator: null });
    expect(calls.map(({ action }) => action)).toEqual(['GetToDoItems', 'GetAdminUsers']);
  });

  it('are linked from those who are signed in, by user name', async () => {
    const { data, errors } = await execute('{ staffOnline { username ipAddress administrator { fullName } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      staffOnline: [{ username: 'morgan', ipAddress: '203.0.113.1', administrator: { fullName: 'Morgan Weiss' } }],
    });
  });

  it.each([
    ['administrators', '{ administrators { username } }'],
    ['currentAdministrator', '{ currentAdministrator { name } }'],
    ['staffOnline', '{ staffOnline { username } }'],
  ])('%s are unknown to partners and clients', async (field, query) => {
    for (const as of ['partner', 'client']) expectUnknown(await execute(query, {}, { as }), field);
  });

  it.each(['partner', 'client'])('are not found by a %s, and nothing is asked', async (as) => {
    const id = globalId('Administrator', 1);
    const { data, calls } = await execute('query ($id: ID!) { node(id: $id) { id } }', { id }, { as });
    expect([data, calls]).toEqual([{ node: null }, []]);
  });
});

describe('the administrator behind the credential', () => {
  const show = '{ currentAdministrator { name notes permissions departments { whmcsId } installation { version } } }';

  it('has permissions and departments, which WHMCS writes with commas', async () => {
    const { data, errors } = await execute(show);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      currentAdministrator: {
        name: 'Morgan Weiss',
        notes: 'STAFF-admin-note: on call',
        permissions: ['Main Homepage', 'List Clients', 'List Invoices', 'API Access'],
        departments: [{ whmcsId: 1 }, { whmcsId: 2 }, { whmcsId: 3 }],
        installation: { version: '8.13.1' },
      },
    });
  });

  it('has new notes afterwards', async () => {
    await execute(show);
    const { data } = await execute(
      `mutation { administratorNotesUpdate(input: { notes: "Ask \\"Ines\\" & co" }) {
        ... on AdministratorNotesUpdatePayload { currentAdministrator { notes } } } }`,
    );
    expect(data).toEqual({ administratorNotesUpdate: { currentAdministrator: { notes: 'Ask "Ines" & co' } } });
    expect((await execute(show)).data).toMatchObject({ currentAdministrator: { notes: 'Ask "Ines" & co' } });
  });
});

describe('administratorEmailSend', () => {
  const send = async (input: object) =>
    execute<{ administratorEmailSend: Record<string, unknown> }>(
      `mutation ($input: AdministratorEmailSendInput!) { administratorEmailSend(input: $input) {
        __typename ... on AdministratorEmailSendPayload { sent } ... on InvalidInputError { path } } }`,
      { input },
    );
  const words = { customSubject: 'Disk full', customMessage: '<p>{$server}</p>' };

  it('sends words of its own to the administrators of a department', async () => {
    const variables = [{ name: 'server', value: 'Heron' }];
    const { data, calls } = await send({ ...words, type: 'SUPPORT', departmentId: '2', variables });
    expect(data.administratorEmailSend).toEqual({ __typename: 'AdministratorEmailSendPayload', sent: true });
    expect(calls.at(-1)?.params).toMatchObject({ type: 'support', deptid: '2', mergefields: { server: 'Heron' } });
    expect(world().adminMails.at(-1)).toMatchObject({ name: 'Disk full', type: 'support', deptid: 2 });
  });

  it.each([
    [{}, 'template'],
    [{ customSubject: 'Only this' }, 'customMessage'],
    [{ customMessage: 'Only this' }, 'customSubject'],
    [{ ...words, template: 'New Order Notification' }, 'customSubject'],
    [{ ...words, departmentId: '2' }, 'departmentId'],
  ])('refuses %j, and sends nothing', async (input, field) => {
    const { data, calls } = await send(input);
    expect(data.administratorEmailSend).toEqual({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });

  it('finds no department that is missing', async () => {
    const { data, calls } = await send({ ...words, type: 'SUPPORT', departmentId: '99' });
    expect(data.administratorEmailSend).toEqual({ __typename: 'NotFoundError' });
    expect(calls.map(({ action }) => action)).not.toContain('SendAdminEmail');
  });
});
