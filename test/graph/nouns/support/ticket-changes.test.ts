/** Mutations of tickets, replies and notes: what is peculiar to each beside what every mutation promises. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const { execute } = gateway;
const world = () => gateway.simulator.world;

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

async function act(mutation: string, input: object, payload: string, as = 'staff') {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const told = await execute<Record<string, Ending>>(
    `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename
      ... on ${type}Payload { ${payload} } ... on InvalidInputError { path } ... on UserError { message } } }`,
    { input },
    { as },
  );
  expect(told.errors).toBeUndefined();
  const actions = told.calls.map(({ action }) => action);
  const sent = told.calls.flatMap(({ action, params }) => (action.startsWith('Get') ? [] : [params]));
  return { ending: told.data[mutation] ?? expect.fail('no ending'), actions, sent };
}

/** A ticket of its own for a test. */
function ticketOf(client: number, subject: string) {
  const like = world().tickets.of(2)[0] ?? expect.fail('no ticket');
  const id = world().tickets.nextId();
  return world().tickets.add({
    ...structuredClone(like),
    id,
    tid: `NEW-${id}`,
    userid: client,
    subject,
    status: 'Open',
    replies: like.replies.map((reply) => ({ ...structuredClone(reply), id: world().nextReplyId() })),
    notes: like.notes.map((note) => ({ ...structuredClone(note), id: world().nextReplyId() })),
  });
}

const subjectsOf = async (client: number): Promise<string[]> => {
  const { data } = await execute<{ tickets: { nodes: { subject: string }[] } }>(
    'query ($client: ID) { tickets(first: 100, clientId: $client) { nodes { subject } } }',
    { client: String(client) },
  );
  return data.tickets.nodes.map(({ subject }) => subject);
};

describe('ticketUpdate', () => {
  it('sends every field in the form of WHMCS', async () => {
    const { id } = ticketOf(2, 'Fields');
    const { ending, sent } = await act(
      'ticketUpdate',
      {
        ticketId: String(id),
        departmentId: globalId('TicketDepartment', 2),
        status: 'On Hold',
        subject: 'Größe & "Maß"',
        cc: null,
        priority: 'LOW',
        openedAt: '2026-01-31T10:00:00Z',
        flaggedAdminId: null,
        message: 'Only this',
        markdown: false,
        customFields: [{ fieldId: '7', value: 'x' }],
        preventClientClosure: true,
      },
      'ticket { status subject cc priority flaggedAdminId department { whmcsId } messages { body } }',
    );
    expect(sent).toMatchObject([
      {
        ticketid: String(id),
        deptid: '2',
        status: 'On Hold',
        subject: 'Größe & "Maß"',
        cc: '',
        priority: 'Low',
        created: expect.stringMatching(/^2026-01-31 \d\d:00:00$/),
        removeFlag: '1',
        message: 'Only this',
        markdown: '0',
        preventClientClosure: '1',
      },
    ]);
    expect(sent[0]).not.toHaveProperty('flag');
    expect(ending['ticket']).toMatchObject({
      status: 'On Hold',
      subject: 'Größe & "Maß"',
      cc: null,
      priority: 'LOW',
      flaggedAdminId: null,
      department: { whmcsId: 2 },
    });
    expect(world().tickets.get(id)?.customFields).toMatchObject([{ id: 7, value: 'x' }]);
  });

  it('moves a ticket to another client, whose lists show it at once', async () => {
    const { id } = ticketOf(3, 'Moved');
    expect([await subjectsOf(3), await subjectsOf(4)]).toEqual([
      expect.arrayContaining(['Moved']),
      expect.not.arrayContaining(['Moved']),
    ]);
    const { ending } = await act(
      'ticketUpdate',
      { ticketId: String(id), clientId: '4' },
      'ticket { client { whmcsId } }',
    );
    expect(ending['ticket']).toEqual({ client: { whmcsId: 4 } });
    expect([await subjectsOf(3), await subjectsOf(4)]).toEqual([
      expect.not.arrayContaining(['Moved']),
      expect.arrayContaining(['Moved']),
    ]);
  });

  it.each([{ departmentId: '77' }, { clientId: '99999' }])('finds no %j, and sends nothing', async (more) => {
    const { id } = ticketOf(2, 'Unmoved');
    const { ending, sent } = await act('ticketUpdate', { ticketId: String(id), ...more }, 'ticket { id }');
    expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
  });
});

describe('ticketClose', () => {
  it('closes a client’s own ticket once, and replies open it again', async () => {
    const { id } = ticketOf(1, 'Solved');
    const close = () => act('ticketClose', { ticketId: String(id) }, 'alreadyDone ticket { status }', 'client');
    const first = await close();
    expect(first.ending).toMatchObject({ alreadyDone: false, ticket: { status: 'Closed' } });
    expect(first.sent).toMatchObject([{ ticketid: String(id), status: 'Closed' }]);
    const second = await close();
    expect(second.ending).toMatchObject({ alreadyDone: true, ticket: { status: 'Closed' } });
    expect(second.sent).toEqual([]);
  });

  it('is not for tickets of others, which look like missing ones', async () => {
    const { id } = ticketOf(2, 'Not yours');
    const theirs = await act('ticketClose', { ticketId: String(id) }, 'ticket { id }', 'client');
    const missing = await act('ticketClose', { ticketId: '99999' }, 'ticket { id }', 'client');
    expect([theirs.ending, theirs.actions]).toEqual([missing.ending, missing.actions]);
    expect([missing.ending.__typename, theirs.sent]).toEqual(['NotFoundError', []]);
    expect(world().tickets.get(id)?.status).toBe('Open');
  });
});

describe('ticketMerge', () => {
  it('merges tickets of several owners, and names each once', async () => {
    const [left, other, guest] = [ticketOf(5, 'Left'), ticketOf(6, 'Other'), ticketOf(0, 'Of a guest')];
    expect(await subjectsOf(6)).toContain('Other');
    const { ending, sent } = await act(
      'ticketMerge',
      { ticketId: String(left.id), mergedTicketIds: [other, guest, other].map(({ id }) => String(id)), subject: 'All' },
      'ticket { subject messages { body } }',
    );
    expect(sent).toMatchObject([
      { ticketid: String(left.id), mergeticketids: `${other.id},${guest.id}`, newsubject: 'All' },
    ]);
    expect(ending['ticket']).toMatchObject({ subject: 'All', messages: { length: 3 * (1 + other.replies.length) } });
    expect(await subjectsOf(6)).not.toContain('Other');
  });

  it.each([
    ['itself', (id: number) => [String(id)], 'InvalidInputError'],
    ['none', () => [], 'InvalidInputError'],
    ['one that is missing', () => ['2', '99999'], 'NotFoundError'],
  ])('merges no ticket with %s, and sends nothing', async (_, mergedTicketIds, expected) => {
    const { id } = ticketOf(2, 'Alone');
    const input = { ticketId: String(id), mergedTicketIds: mergedTicketIds(id) };
    const { ending, sent } = await act('ticketMerge', input, 'ticket { id }');
    expect([ending.__typename, sent]).toEqual([expected, []]);
  });
});

describe('ticketDelete', () => {
  it('needs the number that people see', async () => {
    const { id, tid } = ticketOf(2, 'To delete');
    const ask = (confirm: string) => act('ticketDelete', { ticketId: String(id), confirm }, 'deletedTicketId');
    for (const confirm of ['', String(id), tid.toLowerCase()]) {
      const { ending, sent } = await ask(confirm);
      expect([ending['path'], sent]).toEqual([['input', 'confirm'], []]);
    }
    const { ending } = await ask(tid);
    expect(ending).toMatchObject({ deletedTicketId: globalId('Ticket', id, 2) });
    expect(world().tickets.get(id)).toBeUndefined();
  });

  it('is foretold with all its calls, although no number confirms a ticket that is made up', async () => {
    const { id, tid } = ticketOf(2, 'Foretold');
    const input = { ticketId: String(id), confirm: tid };
    const { extensions } = await execute(
      'mutation ($input: TicketDeleteInput!) { ticketDelete(input: $input) { __typename } }',
      { input },
      { headers: { 'x-gateway-explain': 'only' } },
    );
    const { actions } = await act('ticketDelete', input, 'deletedTicketId');
    expect(actions.at(-1)).toBe('DeleteTicket');
    expect(extensions?.whmcs?.forecast?.most).toBeGreaterThanOrEqual(actions.length);
  });
});

describe.each(['ticketReplyUpdate', 'ticketReplyDelete'])('%s', (mutation) => {
  const words = mutation === 'ticketReplyUpdate' ? { message: 'Changed' } : {};
  const ask = (ticketId: number, replyId: string) =>
    act(mutation, { ticketId: String(ticketId), replyId, ...words }, 'ticket { messages { body } }');
  const repliesIn = (sent: readonly { readonly replyid?: unknown }[]) => sent.map(({ replyid }) => replyid);

  it('takes the id of the message or its number', async () => {
    const ticket = ticketOf(2, 'Replies');
    const [first, second] = ticket.replies.map(({ id }) => id);
    if (first === undefined || second === undefined) return expect.fail('fewer than two replies');
    const byId = await ask(ticket.id, globalId('TicketMessage', ticket.id, String(first)));
    expect(repliesIn(byId.sent)).toEqual([String(first)]);
    expect(repliesIn((await ask(ticket.id, String(second))).sent)).toEqual([String(second)]);
    const left = ticket.replies.map(({ message }) => message);
    expect(left).toEqual(mutation === 'ticketReplyUpdate' ? ['Changed', 'Changed'] : []);
  });

  it('finds no reply of another ticket, and sends nothing', async () => {
    const [ticket, other] = [ticketOf(2, 'One'), ticketOf(2, 'Another')];
    const foreign = String(other.replies[0]?.id);
    for (const replyId of [foreign, globalId('TicketMessage', other.id, foreign), '999999']) {
      const { ending, sent } = await ask(ticket.id, replyId);
      expect([ending, sent]).toEqual([
        { __typename: 'NotFoundError', message: 'There is no such ticket message.' },
        [],
      ]);
    }
  });

  it('refuses the opening message and other things, and asks nothing', async () => {
    const { id } = ticketOf(2, 'Opening');
    for (const replyId of ['0', globalId('TicketMessage', id, '0'), globalId('Ticket', id), 'x']) {
      const { ending, actions } = await ask(id, replyId);
      expect([ending['path'], actions]).toEqual([['input', 'replyId'], []]);
    }
  });
});

describe('notes', () => {
  it('are added with their files, and deleted', async () => {
    const ticket = ticketOf(2, 'Noted');
    const data = Buffer.from('plan').toString('base64');
    const added = await act(
      'ticketNoteAdd',
      { ticketId: String(ticket.id), message: 'Knows & waits', attachments: [{ name: 'plan.txt', data }] },
      'ticket { notes { whmcsId body attachments { fileName } } }',
    );
    const { notes } = added.ending['ticket'] as { notes: { whmcsId: number; body: string }[] };
    const last = notes.at(-1);
    expect(last).toMatchObject({ body: 'Knows & waits', attachments: [{ fileName: 'plan.txt' }] });
    const deleted = await act(
      'ticketNoteDelete',
      { ticketId: String(ticket.id), noteId: String(last?.whmcsId) },
      'ticket { notes { body } }',
    );
    expect(deleted.sent).toMatchObject([{ noteid: String(last?.whmcsId) }]);
    expect(ticket.notes.map(({ id }) => id)).not.toContain(last?.whmcsId);
  });

  it('of another ticket are not found, and nothing is sent', async () => {
    const [ticket, other] = [ticketOf(2, 'One'), ticketOf(2, 'Another')];
    const input = { ticketId: String(ticket.id), noteId: String(other.notes[0]?.id) };
    const { ending, sent } = await act('ticketNoteDelete', input, 'ticket { id }');
    expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
  });
});
