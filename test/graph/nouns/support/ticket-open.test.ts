/** ticketOpen: the parameters, the author, and the fields that are not allowed. */
import { describe, expect, test } from 'vitest';
import { restricted } from '../../../../src/access/viewer.ts';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  tokens: [{ token: 'two', viewer: restricted('two', 'CLIENT', [1, 2]) }],
});
const { execute } = gateway;
const world = () => gateway.simulator.world;
const department = globalId('TicketDepartment', 2);

const act = `mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { __typename
  ... on TicketOpenPayload { ticket { whmcsId status subject priority client { whmcsId } messages { body authorName authorType attachments { fileName } } } }
  ... on RefusedError { command reason }
  ... on InvalidInputError { path }
  ... on UserError { message } } }`;

interface Ending {
  __typename: string;
  ticket?: { whmcsId: number; status: string; messages: { authorType: string }[] };
}

const ask = (more: Record<string, unknown>, as: string) => {
  const input = { departmentId: department, subject: 'Frage & "Bitte"', message: 'Hallo\n🙂', ...more };
  return execute<{ ticketOpen: Ending }>(act, { input }, { as });
};

async function open(more: Record<string, unknown>, as = 'staff') {
  const told = await ask(more, as);
  expect(told.errors).toBeUndefined();
  const sent = told.calls.filter(({ action }) => action === 'OpenTicket').map(({ params }) => params);
  return { ending: told.data.ticketOpen, sent, calls: told.calls.map(({ action }) => action) };
}

const serviceOf = (client: number) => String(world().services.of(client)[0]?.id);
const domainOf = (client: number) => String(world().domains.of(client)[0]?.id);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('ticketOpen', () => {
  test('sends everything in the format of WHMCS, and shows the ticket read fresh', async () => {
    const { ending, sent, calls } = await open({
      clientId: '2',
      priority: 'HIGH',
      serviceId: serviceOf(2),
      markdown: true,
      sendEmail: false,
      customFields: [{ fieldId: '7', value: 'Žluťoučký "kůň"' }],
      attachments: [
        { name: 'log.txt', data: base64('hello') },
        { name: 'empty.txt', data: '' },
      ],
    });
    const [client, ...checks] = calls.slice(0, 3);
    expect([client, ...checks.toSorted()]).toEqual([
      'GetClientsDetails',
      'GetClientsProducts',
      'GetSupportDepartments',
    ]);
    expect(calls.slice(3)).toEqual(['GetTickets', 'OpenTicket', 'GetTicket']);
    expect(ending).toMatchObject({
      __typename: 'TicketOpenPayload',
      ticket: {
        status: 'Open',
        subject: 'Frage & "Bitte"',
        priority: 'HIGH',
        client: { whmcsId: 2 },
        messages: [
          { body: 'Hallo\n🙂', authorType: 'Owner', attachments: [{ fileName: 'log.txt' }, { fileName: 'empty.txt' }] },
        ],
      },
    });
    expect(sent).toMatchObject([
      { deptid: '2', clientid: '2', serviceid: serviceOf(2), priority: 'High', markdown: '1', noemail: '1' },
    ]);
    expect(sent[0]).not.toHaveProperty('admin');
    const made = world().tickets.get(ending.ticket?.whmcsId ?? 0);
    expect(made?.opening.attachments).toMatchObject([
      { name: 'log.txt', data: base64('hello') },
      { name: 'empty.txt', data: '' },
    ]);
    expect(made?.customFields).toMatchObject([{ id: 7, value: 'Žluťoučký "kůň"' }]);
  });

  test('omits omitted fields', async () => {
    const { sent } = await open({ clientId: globalId('Client', 1) });
    expect(Object.keys(sent[0] ?? {}).toSorted()).toEqual(
      ['action', 'clientid', 'deptid', 'message', 'responsetype', 'subject'].toSorted(),
    );
  });

  test('opens for a contact, and for a guest', async () => {
    const contact = world().contacts.of(1)[0];
    const theirs = await open({ clientId: '1', contactId: String(contact?.id) });
    expect(theirs.sent).toMatchObject([{ clientid: '1', contactid: String(contact?.id) }]);
    expect(theirs.ending.ticket?.messages[0]?.authorType).toBe('Contact');
    const guest = await open({ name: "Zoë O'Neil", email: 'zoe@elsewhere.example' });
    expect(guest.calls).toEqual(['GetTickets', 'OpenTicket', 'GetTicket']);
    expect(guest.ending.ticket).toMatchObject({
      client: null,
      messages: [{ authorName: "Zoë O'Neil", authorType: 'Guest' }],
    });
  });

  test.each([
    ['no author', {}, ['clientId']],
    ['a client and a name', { clientId: '1', name: 'x' }, ['clientId']],
    ['a name alone', { name: 'x' }, ['email']],
    ['a contact without a client', { name: 'x', email: 'x@y.example', contactId: '1' }, ['contactId']],
    ['no address', { name: 'x', email: 'nowhere' }, ['email']],
    ['a service and a domain', { clientId: '1', serviceId: '1', domainId: '1' }, ['domainId']],
    ['no subject', { clientId: '1', subject: ' ' }, ['subject']],
    ['no message', { clientId: '1', message: '' }, ['message']],
    ['no department', { clientId: '1', departmentId: globalId('Client', 1) }, ['departmentId']],
    [
      'invalid base64',
      {
        clientId: '1',
        attachments: [
          { name: 'a', data: '' },
          { name: 'b', data: 'a$b=' },
        ],
      },
      ['attachments', '1', 'data'],
    ],
    ['a nameless file', { clientId: '1', attachments: [{ name: '', data: '' }] }, ['attachments', '0', 'name']],
    [
      'a field id that is no number',
      { clientId: '1', customFields: [{ fieldId: 'x', value: '' }] },
      ['customFields', '0', 'fieldId'],
    ],
  ])('refuses %s, and sends nothing', async (_, input, path) => {
    const { ending, calls } = await open(input);
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', ...path] });
    expect(calls).toEqual([]);
  });

  test('finds neither missing nor foreign entities, and they look the same', async () => {
    const ways = [
      { clientId: '99999' },
      { clientId: '1', serviceId: serviceOf(2) },
      { clientId: '1', serviceId: '99999' },
      { clientId: '1', domainId: domainOf(2) },
      { clientId: '1', domainId: '99999' },
      { name: 'x', email: 'x@y.example', serviceId: '1' },
    ];
    const told = await Promise.all(ways.map((way) => open(way)));
    for (const { ending, sent } of told) expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
    expect(told[1]?.ending).toEqual(told[2]?.ending);
    expect(told[3]?.ending).toEqual(told[4]?.ending);
  });

  test('finds no unknown department, and sends nothing', async () => {
    const { ending, sent } = await open({ clientId: '1', departmentId: '77' });
    expect(ending).toEqual({ __typename: 'NotFoundError', message: 'There is no such department.' });
    expect(sent).toEqual([]);
  });

  test('is done once for a key', async () => {
    const input = { clientId: '3', idempotencyKey: 'open-once' };
    const both = await Promise.all([open(input), open(input)]);
    expect(both[0].ending.ticket?.whmcsId).toBe(both[1].ending.ticket?.whmcsId);
    expect(
      gateway.simulator.calls.entries.filter(
        ({ action, params }) => action === 'OpenTicket' && params['clientid'] === '3',
      ),
    ).toHaveLength(1);
    const other = await open({ ...input, subject: 'Other' });
    expect(other.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'idempotencyKey'] });
  });

  test.each([
    ['found where it can be, once', '4', false, 'TicketOpenPayload'],
    ['unknown where it is not known what was there before', '5', true, 'UnknownOutcomeError'],
  ])('replaces a lost answer by a fresh read of the list: %s', async (_, clientId, unseen, outcome) => {
    const list = `{ tickets(clientId: "${clientId}") { totalCount } }`;
    const before = (await execute<{ tickets: { totalCount: number } }>(list)).data.tickets.totalCount;
    gateway.simulator.fail({ action: 'OpenTicket', kind: 'reset-after', times: 1 });
    if (unseen) gateway.simulator.fail({ action: 'GetTickets', kind: 'json-error', times: 1 });
    const { ending, sent } = await open({ clientId });
    expect(ending.__typename).toBe(outcome);
    expect(sent).toHaveLength(1);
    expect((await execute(list)).data).toEqual({ tickets: { totalCount: before + 1 } });
  });
});

describe('ticketOpen of a restricted viewer', () => {
  test('needs no clientId from a viewer of one client', async () => {
    const { ending, sent } = await open({ serviceId: serviceOf(1) }, 'client');
    expect(sent).toMatchObject([{ clientid: '1' }]);
    expect(ending.ticket).toMatchObject({ client: { whmcsId: 1 } });
  });

  test.each(['partner', 'two'])('needs the clientId from %s', async (as) => {
    expect((await open({}, as)).ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'clientId'] });
    expect((await open({ clientId: '2' }, as)).sent).toMatchObject([{ clientid: '2' }]);
  });

  test.each([{ name: 'x' }, { email: 'x@y.example' }, { contactId: '1' }])(
    'refuses %j, which is for staff',
    async (more) => {
      for (const as of ['partner', 'client'])
        expectUnknown(await ask({ clientId: '1', ...more }, as), ...Object.keys(more));
    },
  );

  test.each([
    ['client', [{ clientId: '2' }, { clientId: '99999' }]],
    ['client', [{ serviceId: '10' }, { serviceId: '99999' }]],
    ['client', [{ domainId: 'foreign' }, { domainId: '99999' }]],
    ['partner', [{ clientId: '6' }, { clientId: '99999' }]],
    [
      'partner',
      [
        { clientId: '1', serviceId: '10' },
        { clientId: '1', serviceId: '99999' },
      ],
    ],
  ])('hides from %s whether an entity is foreign or missing: %j', async (as, ways) => {
    const [foreign, missing] = await Promise.all(
      ways.map((way) => open('domainId' in way && way.domainId === 'foreign' ? { domainId: domainOf(2) } : way, as)),
    );
    expect(foreign?.ending.__typename).toBe('NotFoundError');
    expect(foreign?.sent).toEqual([]);
    expect(JSON.stringify(foreign?.ending)).toBe(JSON.stringify(missing?.ending));
  });
});
