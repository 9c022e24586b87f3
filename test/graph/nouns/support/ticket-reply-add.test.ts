/** ticketReplyAdd: the parameters, the author, and the fields that are not allowed. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 12 } });
const { execute } = gateway;
const world = () => gateway.simulator.world;

const act = `mutation ($input: TicketReplyAddInput!) { ticketReplyAdd(input: $input) { __typename
  ... on TicketReplyAddPayload { ticket { whmcsId status subject priority client { whmcsId } messages { body authorName authorType attachments { fileName } } } }
  ... on RefusedError { command reason }
  ... on InvalidInputError { path }
  ... on UserError { message } } }`;

interface Ending {
  __typename: string;
  ticket?: { whmcsId: number; status: string; messages: { authorType: string }[] };
}

const ask = (more: Record<string, unknown>, as: string) =>
  execute<{ ticketReplyAdd: Ending }>(act, { input: { ticketId: '6', message: 'Danke & <bye>', ...more } }, { as });

async function reply(more: Record<string, unknown>, as = 'staff') {
  const told = await ask(more, as);
  expect(told.errors).toBeUndefined();
  const sent = told.calls.filter(({ action }) => action === 'AddTicketReply').map(({ params }) => params);
  return { ending: told.data.ticketReplyAdd, sent, calls: told.calls.map(({ action }) => action) };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('ticketReplyAdd', () => {
  test.each([
    ['a client', { clientId: '2' }, { clientid: '2' }, 'Owner', 'Customer-Reply'],
    ['staff', { adminUsername: 'morgan' }, { adminusername: 'morgan' }, 'Operator', 'Answered'],
    [
      'somebody else',
      { name: 'Zoë', email: 'z@e.example' },
      { name: 'Zoë', email: 'z@e.example' },
      'Guest',
      'Customer-Reply',
    ],
  ])('sends a reply as %s, and the status follows', async (_, who, form, authorType, status) => {
    const { ending, sent, calls } = await reply({ ...who, attachments: [{ name: 'ä.txt', data: base64('ü') }] });
    expect(calls.slice(-2)).toEqual(['AddTicketReply', 'GetTicket']);
    expect(sent).toMatchObject([{ ticketid: '6', ...form }]);
    expect(sent[0]).not.toHaveProperty('noemail');
    expect(ending.ticket).toMatchObject({ whmcsId: 6, status });
    expect(ending.ticket?.messages.at(-1)).toMatchObject({
      body: 'Danke & <bye>',
      authorType,
      attachments: [{ fileName: 'ä.txt' }],
    });
    expect(world().tickets.get(6)?.replies.at(-1)?.attachments).toMatchObject([{ name: 'ä.txt', data: base64('ü') }]);
  });

  test('lets staff set the status and suppress the mail', async () => {
    const { ending, sent } = await reply({
      adminUsername: 'morgan',
      status: 'On Hold',
      sendEmail: false,
      markdown: true,
    });
    expect(sent).toMatchObject([{ status: 'On Hold', noemail: '1', markdown: '1' }]);
    expect(ending.ticket?.status).toBe('On Hold');
    expect((await reply({ adminUsername: 'morgan', status: 'Nonsense' })).ending).toMatchObject({
      __typename: 'RefusedError',
      reason: 'Invalid Ticket Status',
    });
  });

  test.each([
    ['nobody', {}, 'clientId'],
    ['two at once', { clientId: '2', name: 'x', email: 'x@y.example' }, 'clientId'],
    ['staff and a client', { adminUsername: 'morgan', clientId: '2' }, 'clientId'],
    ['staff and a contact', { adminUsername: 'morgan', contactId: '2' }, 'contactId'],
    ['a name alone', { name: 'x' }, 'email'],
    ['an empty message', { clientId: '2', message: ' ' }, 'message'],
  ])('refuses %s, and sends nothing', async (_, input, field) => {
    const { ending, calls } = await reply(input);
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });

  test('finds no missing ticket or client, and sends nothing', async () => {
    for (const way of [{ ticketId: '99999', clientId: '2' }, { clientId: '99999' }]) {
      const { ending, sent } = await reply(way);
      expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
    }
  });

  test('is done once for a key', async () => {
    const input = { ticketId: '11', clientId: '3', idempotencyKey: 'reply-once' };
    const first = await reply(input);
    const again = await reply(input);
    expect(first.sent).toHaveLength(1);
    expect(again.sent).toEqual([]);
    expect(again.ending).toEqual(first.ending);
  });
});

describe('ticketReplyAdd of a restricted viewer', () => {
  test.each([{}, { clientId: '1' }, { clientId: globalId('Client', 1) }])(
    "%j replies as the ticket's client",
    async (who) => {
      for (const as of ['partner', 'client']) {
        const { ending, sent } = await reply({ ticketId: '2', ...who }, as);
        expect(sent).toMatchObject([{ ticketid: '2', clientid: '1' }]);
        expect(ending.ticket).toMatchObject({ whmcsId: 2, status: 'Customer-Reply' });
      }
    },
  );

  test.each([
    { adminUsername: 'morgan' },
    { name: 'x', email: 'x@y.example' },
    { status: 'Closed' },
    { contactId: '1' },
  ])('refuses %j, which is for staff', async (more) => {
    for (const as of ['partner', 'client'])
      for (const ticketId of ['2', '99999']) expectUnknown(await ask({ ticketId, ...more }, as), ...Object.keys(more));
  });

  test('finds no other client to reply for', async () => {
    for (const clientId of ['2', '6', '99999']) {
      const { ending, sent } = await reply({ ticketId: '2', clientId }, 'partner');
      expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
    }
  });

  test('finds foreign and guest tickets no more than missing ones', async () => {
    const guest = world()
      .tickets.all()
      .find(({ userid }) => userid === 0)?.id;
    const told = await Promise.all([guest, 26, 99_999].map((id) => reply({ ticketId: String(id) }, 'client')));
    for (const { ending, sent } of told) expect([ending.__typename, sent]).toEqual(['NotFoundError', []]);
    expect(new Set(told.map(({ ending }) => JSON.stringify(ending))).size).toBe(1);
  });
});
