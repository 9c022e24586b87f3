import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, rows, serialized, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 3, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const files = Buffer.from(JSON.stringify([{ name: 'ü.txt', data: 'aGk=' }])).toString('base64');
const good: Fields = { clientid: 1, deptid: 1, subject: '"Quoted" & <b>', message: "It's" };
const ticket = (id: unknown) => whmcs.simulator.world.tickets.get(Number(id));

describe('OpenTicket', () => {
  it('opens a ticket with attachments and fields, and encodes its text', async () => {
    const answer = await whmcs.call('OpenTicket', {
      ...good,
      priority: 'High',
      serviceid: 1,
      attachments: files,
      customfields: serialized({ 1: 'x' }),
    });
    expect(ticket(answer['id'])).toMatchObject({
      status: 'Open',
      priority: 'High',
      service: 'S1',
      customFields: [{ id: 1, value: 'x' }],
      tid: answer['tid'],
    });
    const shown = await whmcs.call('GetTicket', { ticketnum: String(answer['tid']) });
    expect(shown).toMatchObject({ subject: '&quot;Quoted&quot; &amp; &lt;b&gt;', date: '2026-11-05 12:00:00' });
    expect(rows(shown, 'replies.reply')[0]).toMatchObject({
      message: 'It&#039;s',
      attachments: [{ filename: 'ü.txt', index: 0 }],
    });
  });

  it('accepts guests, contacts, and a moment in the past', async () => {
    const guest = await whmcs.call('OpenTicket', {
      ...good,
      clientid: '',
      name: 'Al',
      email: 'al@x.example',
      created: '2026-11-01T10:00:00+02:00',
    });
    expect(ticket(guest['id'])?.opening).toMatchObject({
      date: '2026-11-01 08:00:00',
      by: { type: 'Guest', name: 'Al' },
    });
    const contact = await whmcs.call('OpenTicket', { ...good, contactid: 1 });
    expect(ticket(contact['id'])?.opening.by).toMatchObject({ contactid: 1, type: 'Contact' });
  });

  it.each<[Fields, string]>([
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ userid: 9 }, 'The system cannot find the provided user ID.'],
    [{ contactid: 2 }, 'Contact ID Not Found'],
    [{ clientid: '' }, 'Name and email address are required if not a client'],
    [{ clientid: '', name: 'x', email: 'x' }, 'Email Address Invalid'],
    [{ deptid: 9 }, 'Department ID not found'],
    [{ subject: '' }, 'Subject is required'],
    [{ message: '' }, 'Message is required'],
    [{ serviceid: 10 }, 'Service ID Not Found'],
    [{ domainid: 10 }, 'Domain ID Not Found'],
    [{ created: 'yesterday' }, 'Invalid Date Format'],
    [{ created: '2026-11-06 00:00:00' }, 'Ticket creation date cannot be in the future'],
  ])('refuses %j', async (fields, message) => {
    expect(await whmcs.refusal('OpenTicket', { ...good, ...fields })).toBe(message);
  });
});

describe('AddTicketReply', () => {
  const reply: Fields = { ticketid: 2, message: 'm' };

  it('sets the status by the author', async () => {
    await whmcs.call('AddTicketReply', { ...reply, clientid: 1, attachments: files });
    expect(ticket('2')).toMatchObject({ status: 'Customer-Reply', lastreply: '2026-11-05 12:00:00' });
    await whmcs.call('AddTicketReply', { ...reply, adminusername: 'morgan' });
    expect(ticket('2')).toMatchObject({ status: 'Answered', admin: 'Morgan Weiss' });
    await whmcs.call('AddTicketReply', { ...reply, name: 'G', email: 'g@x.example', status: 'on hold', noemail: 1 });
    expect(ticket('2')?.status).toBe('On Hold');
    expect(ticket('2')?.replies.at(-3)?.attachments).toMatchObject([{ name: 'ü.txt' }]);
  });

  it.each<[Fields, string]>([
    [{ ticketid: 99 }, 'Ticket ID Not Found'],
    [{ clientid: 99 }, 'Client ID Not Found'],
    [{ clientid: 1, contactid: 2 }, 'Contact ID Not Found'],
    [{}, 'Name and email address are required if not a client'],
    [{ name: 'x', email: 'x' }, 'Email Address Invalid'],
    [{ clientid: 1, message: '' }, 'Message is required'],
    [{ clientid: 1, status: 'Odd' }, 'Invalid Ticket Status'],
    [{ clientid: 1, created: 'x' }, 'Invalid Date Format'],
    [{ clientid: 1, created: '2030-01-01 00:00:00' }, 'Reply creation date cannot be in the future'],
  ])('refuses %j', async (fields, message) => {
    expect(await whmcs.refusal('AddTicketReply', { ...reply, ...fields })).toBe(message);
  });
});

describe('notes of the staff', () => {
  it('have a pipe list of files, and another name for the id than in GetTicket', async () => {
    const answer = await whmcs.call('GetTicketNotes', { ticketid: 1 });
    const [note] = rows(answer, 'notes.note');
    expect(answer['totalresults']).toBe(1);
    expect(note).toMatchObject({ admin: 'Morgan Weiss', attachments_removed: expect.anything() });
    expect(note?.['attachment']).toMatch(/^\d+_load___traffic\.png$/);
    const [same] = rows(await whmcs.call('GetTicket', { ticketid: 1 }), 'notes.note');
    expect(same).toMatchObject({ noteid: note?.['id'], attachments: [{ filename: 'load & traffic.png', index: 0 }] });
    expect(note).not.toHaveProperty('attachments');
  });

  it('are added, and none are listed for an unknown ticket', async () => {
    await whmcs.call('AddTicketNote', { ticketid: 2, message: "It's ours", attachments: files });
    const [note] = rows(await whmcs.call('GetTicketNotes', { ticketid: 2 }), 'notes.note');
    expect(note).toMatchObject({ message: 'It&#039;s ours', date: '2026-11-05 12:00:00' });
    expect(rows(await whmcs.call('GetTicketNotes', { ticketid: 99 }), 'notes.note')).toEqual([]);
  });

  it.each<[Fields, string]>([
    [{ ticketid: 99 }, 'Ticket ID not found'],
    [{ ticketid: 1, message: '' }, 'Message is required'],
    [{ ticketid: 1, created: 'x' }, 'Invalid Date Format'],
    [{ ticketid: 1, created: '2030-01-01 00:00:00' }, 'Ticket creation date cannot be in the future'],
  ])('refuse %j', async (fields, message) => {
    expect(await whmcs.refusal('AddTicketNote', { message: 'm', ...fields })).toBe(message);
  });
});
