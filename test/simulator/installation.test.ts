/** Commands about the installation itself: staff, announcements, promotions, counts, prices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, part, rows, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

it('lists announcements and the activity log by page', async () => {
  expect(await whmcs.call('GetAnnouncements', { limitstart: 20 })).toMatchObject({
    totalresults: '30',
    startnumber: '20',
    numreturned: '10',
  });
  const log = await whmcs.call('GetActivityLog', { description: 'INVOICE' });
  expect(log).not.toHaveProperty('numreturned');
  expect(rows(log, 'activity.entry')[0]).toMatchObject({ description: 'Email &quot;Invoice Created&quot; sent' });
  await whmcs.call('LogActivity', { clientid: 2, description: 'Looked' });
  expect(rows(await whmcs.call('GetActivityLog', { clientid: 2 }), 'activity.entry')[0]).toMatchObject({
    description: 'Looked',
    date: '2026-11-05 12:00:00',
  });
});

it('changes and removes announcements', async () => {
  const added = await whmcs.call('AddAnnouncement', { date: '2026-11-05', title: 'A & B', announcement: '<p>x</p>' });
  const announcementid = String(added['announcementid']);
  await whmcs.call('UpdateAnnouncement', { announcementid, published: 1 });
  const shown = rows(await whmcs.call('GetAnnouncements', { limitstart: 30 }), 'announcements.announcement');
  expect(shown).toMatchObject([{ title: 'A &amp; B', announcement: '<p>x</p>', published: '1' }]);
  await whmcs.call('DeleteAnnouncement', { announcementid });
  expect(await whmcs.refusal('UpdateAnnouncement', { announcementid })).toBe('Announcement ID Not Found');
});

it('prints some successes under status', async () => {
  expect(await whmcs.call('GetPermissionsList')).toMatchObject({ status: 'success', permissions: expect.anything() });
  const registrars = await whmcs.call('GetRegistrars');
  expect(registrars).not.toHaveProperty('result');
  expect(registrars['registrars']).toHaveLength(2);
});

it('shows disabled staff on request only', async () => {
  expect(await whmcs.call('GetAdminUsers')).toMatchObject({ count: 2 });
  const all = await whmcs.call('GetAdminUsers', { include_disabled: 1, roleid: 2 });
  expect(rows(all, 'admin_users').map(({ username }) => username)).toEqual(['ines', 'former']);
});

it('prices TLDs in the currency of the client', async () => {
  const dollars = part(await whmcs.call('GetTLDPricing'), 'pricing');
  expect(part(dollars, 'com')).toMatchObject({ register: { 1: '14.50', 2: '29.00' }, redemption_period: null });
  expect(part(dollars, 'jp')).toMatchObject({ transfer: [] });
  const yen = await whmcs.call('GetTLDPricing', { clientid: 4 });
  expect(part(yen, 'currency')).toMatchObject({ code: 'JPY', rate: '151.00000' });
});

describe('counts', () => {
  it('of tickets leave out unassigned departments from 9.0 on', async () => {
    const eight = await whmcs.call('GetTicketCounts', { includeCountsByStatus: 1 });
    expect(eight['filteredDepartments']).toEqual([1, 2, 3, 4]);
    expect(part(eight, 'status', 'customerreply')).toMatchObject({ title: 'Customer-Reply' });
    const nine = await Caller.start({ clients: 8, version: '9.0.2' });
    expect(await nine.call('GetTicketCounts')).toMatchObject({ filteredDepartments: [1, 2, 3] });
    await nine.simulator.close();
  });

  it('of statuses add up to the table', async () => {
    const sum = async (action: string, path: string): Promise<number> =>
      rows(await whmcs.call(action), path).reduce((total, { count }) => total + Number(count), 0);
    const { orders, tickets, toDoItems } = whmcs.simulator.world;
    expect(await sum('GetOrderStatuses', 'statuses.status')).toBe(orders.size);
    expect(await sum('GetSupportStatuses', 'statuses.status')).toBe(tickets.size);
    expect(await sum('GetToDoItemStatuses', 'todoitemstatuses.status')).toBe(toDoItems.size);
  });
});

it.each<[string, Fields, string]>([
  ['GetConfigurationValue', {}, 'Parameter setting is required'],
  ['GetConfigurationValue', { setting: 'Secret' }, 'Invalid name for parameter setting'],
  ['GetTicketAttachment', {}, 'Related ID Required'],
  ['GetTicketAttachment', { relatedid: 1, type: 'x' }, 'Invalid Type. Must be one of ticket, reply, note'],
  ['GetTicketAttachment', { relatedid: 999, type: 'ticket' }, 'Related ID Not Found'],
  ['GetTicketAttachment', { relatedid: 1, type: 'ticket' }, 'Attachment Index Required'],
  ['GetTicketAttachment', { relatedid: 2, type: 'ticket', index: 0 }, 'No Attachments Found'],
  ['GetTicketAttachment', { relatedid: 1, type: 'ticket', index: 1 }, 'Attachments Deleted'],
  ['GetTicketAttachment', { relatedid: 1, type: 'ticket', index: 9 }, 'Invalid Attachment Index'],
])('%s refuses %j', async (action, fields, message) => {
  expect(await whmcs.refusal(action, fields)).toBe(message);
});
