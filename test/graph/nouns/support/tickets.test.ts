/** Tickets: their data and its cost. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

interface Nodes<T> {
  nodes: T[];
  totalCount: number | null;
}

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

const guests = () =>
  world()
    .tickets.all()
    .filter(({ userid }) => userid === 0);

describe('the cost of a list', () => {
  const queue = (department: string) =>
    `{ tickets(first: 25) { totalCount nodes { number subject client { fullName } ${department} requestorName } } }`;

  test('the queue with names is one call', async () => {
    const { data, errors, calls } = await execute<{ tickets: Nodes<Record<string, unknown>> }>(
      queue('department { id }'),
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetTickets']);
    expect(calls[0]?.params).toMatchObject({ ignore_dept_assignments: '1', limitstart: '0', limitnum: '25' });
    expect(data.tickets.totalCount).toBe(world().tickets.size);
    expect(data.tickets.nodes).toHaveLength(25);
    const { firstname, lastname } = world().clients.get(1) ?? {};
    expect(data.tickets.nodes).toContainEqual(
      expect.objectContaining({
        client: { fullName: `${firstname} ${lastname}` },
        department: { id: globalId('TicketDepartment', 4) },
      }),
    );
  });

  test("the departments' names cost one more for all of them", async () => {
    const { data, calls } = await execute<{ tickets: Nodes<{ department: { name: string } }> }>(
      queue('department { id name }'),
    );
    expect(namesOf(calls)).toEqual(['GetTickets', 'GetSupportDepartments']);
    expect(new Set(data.tickets.nodes.map(({ department }) => department.name))).toEqual(
      new Set(['Help Desk', 'Accounts & Billing', 'Pre-Sales', 'Abuse Response']),
    );
  });

  test('messages cost one call for each ticket, and nothing else does', async () => {
    const { calls } = await execute(
      `{ tickets(clientId: "1", first: 2) { nodes {
        whmcsId status priority openedAt lastReplyAt requestorEmail requestorType name email ownerName cc adminName flaggedAdminId
        attachments { index fileName storedName } attachmentsRemoved relatedService { whmcsId } relatedDomain { whmcsId }
        messages { body } contactId notes { body }
      } } }`,
    );
    expect(namesOf(calls)).toEqual(['GetTickets', 'GetTicket', 'GetTicket']);
  });

  test('an empty list is no error', async () => {
    const { data, errors } = await execute(
      `{ tickets(clientId: "8") { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      tickets: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    });
  });

  test('filters by department, status, subject and address', async () => {
    const { data } = await execute<Record<'a' | 'b' | 'c' | 'd', Nodes<{ whmcsId: number }>>>(
      `query ($dept: ID!) {
      a: tickets(clientId: "1", departmentId: $dept) { nodes { whmcsId } }
      b: tickets(clientId: "1", status: "Closed") { nodes { whmcsId } }
      c: tickets(clientId: "1", subject: "invoice") { nodes { whmcsId } }
      d: tickets(email: "wanda@elsewhere.example") { nodes { whmcsId } }
    }`,
      { dept: globalId('TicketDepartment', 4) },
    );
    expect(data.a.nodes).toEqual([{ whmcsId: 5 }]);
    expect(data.b.nodes).toEqual([{ whmcsId: 4 }]);
    expect(data.c.nodes).toEqual([{ whmcsId: 2 }]);
    expect(data.d.nodes).toEqual([{ whmcsId: guests()[0]?.id }]);
  });
});

describe('the data of a ticket', () => {
  test('holds the conversation, oldest first, as it was typed', async () => {
    const { data, errors, calls } = await execute<{ ticket: Record<string, unknown> }>(
      `{ ticket(id: "1") {
        id number subject priority openedAt cc flaggedAdminId department { name } client { whmcsId }
        relatedService { whmcsId client { whmcsId } } relatedDomain { whmcsId } attachments { index fileName storedName } attachmentsRemoved
        messages { id whmcsId at body authorName authorEmail authorType adminName rating attachments { fileName } client { whmcsId } }
        notes { body adminName at }
      } }`,
    );
    expect(errors).toBeUndefined();
    expect(namesOf(calls)).toEqual(['GetTicket']);
    const [talk] = world().tickets.of(1);
    const [answer, thanks] = talk?.replies ?? [];
    expect(data.ticket).toMatchObject({
      id: globalId('Ticket', 1, 1),
      number: talk?.tid,
      subject: 'My site says <503> & "try later"',
      priority: 'HIGH',
      openedAt: expect.stringMatching(/T07:40:00(Z|\+00:00)$/),
      cc: 'partner@mail.example',
      flaggedAdminId: 1,
      department: { name: 'Help Desk' },
      client: { whmcsId: 1 },
      relatedService: { whmcsId: Number(talk?.service.slice(1)), client: { whmcsId: 1 } },
      relatedDomain: null,
      attachmentsRemoved: true,
      notes: [{ body: `STAFF-ticket-note-1: plan too small & customer knows`, adminName: 'Morgan Weiss' }],
    });
    expect(data.ticket['attachments']).toEqual([
      { index: 0, fileName: 'error page.png', storedName: expect.stringMatching(/^\d+_error_page\.png$/) },
      { index: 1, fileName: 'access.log', storedName: expect.stringMatching(/^\d+_access\.log$/) },
    ]);
    expect(data.ticket['messages']).toMatchObject([
      {
        id: globalId('TicketMessage', 1, '0'),
        whmcsId: 0,
        body: "Hello,\r\n\r\nsince this morning it's down & I can't log in.\r\n\r\n🙏",
        authorType: 'Owner',
        adminName: null,
        rating: null,
        attachments: [{ fileName: 'error page.png' }, { fileName: 'access.log' }],
        client: { whmcsId: 1 },
      },
      {
        id: globalId('TicketMessage', 1, answer?.id),
        body: "We're on it.\n\nMorgan",
        authorName: 'Morgan Weiss',
        authorType: 'Operator',
        adminName: 'Morgan Weiss',
        attachments: [],
      },
      {
        id: globalId('TicketMessage', 1, thanks?.id),
        body: 'Works again, thank you!',
        authorType: 'Owner',
        attachments: [{ fileName: 'error page.png' }],
      },
    ]);
  });

  test('holds the related domain', async () => {
    const { data } = await execute(`{ ticket(id: "3") { relatedDomain { whmcsId } relatedService { whmcsId } } }`);
    const domain = Number(world().tickets.get(3)?.service.slice(1));
    expect(data).toEqual({ ticket: { relatedDomain: { whmcsId: domain }, relatedService: null } });
  });

  test('has no client for a guest', async () => {
    const { data } = await execute(
      `{ ticket(id: "${guests()[0]?.id}") { id requestorName requestorEmail client { id } relatedService { id } messages { authorName authorType } } }`,
    );
    expect(data).toEqual({
      ticket: {
        id: globalId('Ticket', guests()[0]?.id ?? 0),
        requestorName: "Wanda O'Reilly",
        requestorEmail: 'wanda@elsewhere.example',
        client: null,
        relatedService: null,
        messages: [{ authorName: "Wanda O'Reilly", authorType: 'Guest' }],
      },
    });
  });

  test('holds no access key anywhere', async () => {
    const { data } = await execute<{ __type: { fields: { name: string }[] } }>(
      '{ __type(name: "Ticket") { fields { name } } }',
    );
    expect(data.__type.fields.map(({ name }) => name)).not.toContain('c');
    const everything =
      await execute(`{ tickets(first: 100) { nodes { id number subject status requestorName requestorEmail
      requestorType name email ownerName cc attachments { storedName } messages { body authorName name email } notes { body } } } }`);
    expect(everything.errors).toBeUndefined();
    expect(JSON.stringify(everything.data)).not.toContain('SECRET-c');
  });
});

describe('one ticket', () => {
  test('is found by its global id, the number of WHMCS, and its public number', async () => {
    const tid = world().tickets.get(1)?.tid;
    const { data } = await execute(
      `query ($id: ID!, $tid: String) { node(id: $id) { id } a: ticket(id: $id) { id } b: ticket(id: "1") { id } c: ticket(number: $tid) { id } }`,
      { id: globalId('Ticket', 1, 1), tid },
    );
    const found = { id: globalId('Ticket', 1, 1) };
    expect(data).toEqual({ node: found, a: found, b: found, c: found });
  });

  test.each(['ticket', 'ticket(id: "1", number: "2")', 'ticket(number: " ")', 'ticket(id: null)'])(
    '%s is refused',
    async (field) => {
      const { errors, calls } = await execute(`{ ${field} { id } }`);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(calls).toEqual([]);
    },
  );

  test('does not confuse the two numbers, and is null if it is missing', async () => {
    const { data, errors } = await execute(`{ a: ticket(number: "1") { id } b: ticket(id: "999999") { id } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ a: null, b: null });
  });
});
