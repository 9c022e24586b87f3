/** Who sees tickets, and which of their fields. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

interface Nodes<T> {
  nodes: T[];
  totalCount: number | null;
}

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

/** Client 1 has tickets 1 to 5, client 2 has 6 to 10, and so on to client 6; those of guests come last. */
const firstOf = (client: number) => client * 5 - 4;
const guests = () =>
  world()
    .tickets.all()
    .filter(({ userid }) => userid === 0);

describe('who sees them', () => {
  const everyPath = `query ($id: ID!, $ticket: ID!, $number: String!, $client: ID!) {
    node(id: $id) { id } nodes(ids: [$id, $id]) { id } ticket(id: $ticket) { id } byNumber: ticket(number: $number) { id }
    tickets(clientId: $client) { totalCount nodes { id } } client(id: $client) { tickets { nodes { id } } }
  }`;
  const nothing = {
    node: null,
    nodes: [null, null],
    ticket: null,
    byNumber: null,
    tickets: { totalCount: 0, nodes: [] },
    client: null,
  };

  test.each([
    ['partner', 6],
    ['client', 2],
  ])('a %s cannot tell a foreign ticket from a missing one', async (as, client) => {
    const ask = (ticket: number, number: string) =>
      execute(
        everyPath,
        { id: globalId('Ticket', ticket, 1), ticket: String(ticket), number, client: String(client) },
        { as },
      );
    const id = firstOf(client);
    expect(world().tickets.get(id)?.userid).toBe(client);
    const foreign = await ask(id, world().tickets.get(id)?.tid ?? '');
    const missing = await ask(88_888, 'XXX-000000');
    expect(foreign.errors).toBeUndefined();
    expect(foreign.data).toEqual(nothing);
    expect(JSON.stringify(foreign.data)).toBe(JSON.stringify(missing.data));
    expect(namesOf(foreign.calls)).toEqual(namesOf(missing.calls));
  });

  test('tickets of guests are for staff', async () => {
    const [guest] = guests();
    for (const as of ['partner', 'client']) {
      const { data } = await execute<{ ticket: null; byNumber: null; tickets: Nodes<{ client: object }> }>(
        `query ($id: ID!, $number: String) { ticket(id: $id) { id } byNumber: ticket(number: $number) { id }
          tickets(first: 100) { nodes { client { whmcsId } } } named: tickets(email: "wanda@elsewhere.example") { nodes { id } } }`,
        { id: String(guest?.id), number: guest?.tid },
        { as },
      );
      expect(data).toMatchObject({ ticket: null, byNumber: null, named: { nodes: [] } });
      expect(data.tickets.nodes.every(({ client }) => client !== null)).toBe(true);
    }
  });

  test("a partner's list is merged from its clients', newest reply first", async () => {
    const { data, calls } = await execute<{ tickets: Nodes<{ lastReplyAt: string; client: { whmcsId: number } }> }>(
      '{ tickets(first: 100) { totalCount nodes { lastReplyAt client { whmcsId } } } }',
      {},
      { as: 'partner' },
    );
    expect(calls).toHaveLength(5);
    expect(data.tickets.totalCount).toBe(25);
    expect(new Set(data.tickets.nodes.map(({ client }) => client.whmcsId))).toEqual(new Set([1, 2, 3, 4, 5]));
    const times = data.tickets.nodes.map(({ lastReplyAt }) => lastReplyAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test.each(['adminName', 'flaggedAdminId', 'notes { body }'])('%s is for staff', async (field) => {
    const query = `{ ticket(id: "1") { id ${field} } }`;
    expect((await execute(query)).errors).toBeUndefined();
    expectUnknown(await execute(query, {}, { as: 'client' }), field.replace(/ .*/, ''));
  });

  test('a filter does not reveal which tickets staff follow', async () => {
    const listed = (status: string) => `{ tickets(status: "${status}") { totalCount nodes { whmcsId } } }`;
    const all = [...world().tickets.all()].filter(({ flag }) => flag !== 0);
    expect(all).not.toEqual([]);
    for (const as of ['partner', 'client']) {
      const [flagged, none] = [
        await execute(listed('my flagged tickets'), {}, { as }),
        await execute(listed('?'), {}, { as }),
      ];
      expect(flagged.data).toEqual({ tickets: { totalCount: 0, nodes: [] } });
      expect([flagged.status, flagged.data, flagged.calls.length]).toEqual([none.status, none.data, none.calls.length]);
    }
  });

  test('every viewer sees the signature of a staff reply', async () => {
    const { data } = await execute<{ ticket: { messages: object[] } }>(
      '{ ticket(id: "1") { messages { authorName authorEmail } } }',
      {},
      { as: 'client' },
    );
    expect(data.ticket.messages[1]).toEqual({ authorName: 'Morgan Weiss', authorEmail: null });
  });
});
