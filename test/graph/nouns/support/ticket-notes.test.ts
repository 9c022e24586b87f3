/** Notes of tickets: by GetTicketNotes where they are all that is wanted of the record. */
import { expect, test } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 4 }, gateway: { sharedCache: false } });
const { execute } = gateway;

const noted = () => gateway.simulator.world.tickets.all().filter(({ notes }) => notes.length > 0);

async function commandsOf(fields: string, client = 2): Promise<readonly string[]> {
  const { errors, calls } = await execute(`{ tickets(clientId: "${client}") { nodes { subject ${fields} } } }`);
  expect(errors).toBeUndefined();
  return [...new Set(calls.map(({ action }) => action))].toSorted((a, b) => (a < b ? -1 : 1));
}

/** Takes the files from all notes of a client's tickets. */
function withoutFiles(client: number): void {
  for (const { notes } of gateway.simulator.world.tickets.of(client))
    notes.splice(0, notes.length, ...notes.map((note) => ({ ...note, attachments: [] })));
}

test('notes alone are read without the messages', async () => {
  withoutFiles(3);
  expect(await commandsOf('notes { body }', 3)).toEqual(['GetTicketNotes', 'GetTickets']);
});

test('of a note with a file the record is read, which alone knows how the file was called', async () => {
  expect(await commandsOf('notes { body }')).toEqual(['GetTicket', 'GetTicketNotes', 'GetTickets']);
});

test('beside the messages they come with the record', async () => {
  expect(await commandsOf('notes { body } messages { body }')).toEqual(['GetTicket', 'GetTickets']);
});

test('both commands tell the same of a note', async () => {
  const [ticket] = noted();
  const notes = 'notes { whmcsId body adminName at attachments { fileName } attachmentsRemoved }';
  interface Shown {
    readonly nodes: readonly { readonly whmcsId: number; readonly notes: readonly object[] }[];
  }
  const { data } = await execute<{ tickets: Shown }>(
    `query ($client: ID!) { tickets(first: 100, clientId: $client) { nodes { whmcsId ${notes} } } }`,
    { client: String(ticket?.userid) },
  );
  const { data: record } = await execute<{ ticket: { notes: readonly object[] } }>(
    `query ($id: ID!) { ticket(id: $id) { ${notes} } }`,
    { id: String(ticket?.id) },
    { headers: { 'cache-control': 'no-cache' } },
  );
  const listed = data.tickets.nodes.find(({ whmcsId }) => whmcsId === ticket?.id);
  expect(record.ticket.notes).toHaveLength(ticket?.notes.length ?? -1);
  expect(listed?.notes).toEqual(record.ticket.notes);
});
