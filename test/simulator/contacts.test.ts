import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, rows, type Body, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const contacts = async (fields: Fields): Promise<readonly Body[]> =>
  rows(await whmcs.call('GetContacts', fields), 'contacts.contact');

describe('GetContacts', () => {
  it('filters by client and by any column, without case', async () => {
    expect((await contacts({ userid: 7, limitnum: 100 })).length).toBeGreaterThan(25);
    expect(await contacts({ userid: 8 })).toEqual([]);
    const [first] = await contacts({ email: 'ACCOUNTS.3@mail.example' });
    expect(first).toMatchObject({ id: 3, firstname: 'Robin', domainemails: true, affiliateemails: false });
    expect(await contacts({ lastname: 'Nobody' })).toEqual([]);
  });

  it('has zero dates for old contacts', async () => {
    const [old] = await contacts({ userid: 1 });
    expect(String(old?.['created_at'])).toMatch(/^(0000|-0001)/);
  });
});

describe('the writes of contacts', () => {
  it('add, change and remove one', async () => {
    const added = await whmcs.call('AddContact', {
      clientid: 2,
      firstname: 'Jane & Co',
      email: 'jane@new.example',
      'email_preferences[invoice]': 1,
      'email_preferences[support]': 0,
    });
    const contactid = String(added['contactid']);
    const [shown] = await contacts({ email: 'jane@new.example' });
    expect(shown).toMatchObject({
      firstname: 'Jane &amp; Co',
      invoiceemails: true,
      supportemails: false,
      created_at: '2026-11-05 12:00:00',
    });
    await whmcs.call('UpdateContact', { contactid, city: 'Hull', 'email_preferences[invoice]': 0 });
    expect(whmcs.simulator.world.contacts.get(Number(contactid))).toMatchObject({
      firstname: 'Jane & Co',
      city: 'Hull',
      emailPreferences: { invoice: false },
    });
    expect(await whmcs.call('DeleteContact', { contactid })).toEqual({ result: 'success', contactid });
    expect(await whmcs.refusal('DeleteContact', { contactid })).toBe('Contact ID Not Found');
    expect(await whmcs.refusal('UpdateContact', { contactid })).toBe('Contact ID Not Found');
  });

  it('add the same contact twice when called twice, but not before 8.0', async () => {
    const jo: Fields = { clientid: 2, email: 'jo@new.example' };
    await whmcs.call('AddContact', jo);
    await whmcs.call('AddContact', jo);
    expect(await contacts({ email: 'jo@new.example' })).toHaveLength(2);
    const seven = await Caller.start({ clients: 3, version: '7.10.2' });
    await seven.call('AddContact', jo);
    expect(await seven.refusal('AddContact', jo)).toBe('Duplicate Email Address');
    await seven.simulator.close();
  });

  it('refuse an unknown client', async () => {
    expect(await whmcs.refusal('AddContact', { clientid: 99 })).toBe('Client ID Not Found');
  });
});

describe('the API role', () => {
  it('allows reads and writes one by one', async () => {
    const reader = await Caller.start({
      clients: 3,
      credentials: [{ identifier: 'r', secret: 's', actions: ['GetContacts', 'GetQuotes'] }],
    });
    expect(await reader.call('GetContacts')).toMatchObject({ result: 'success' });
    expect(await reader.refusal('AddContact', { clientid: 1 })).toBe(
      'Invalid Permissions: API action "addcontact" is not allowed',
    );
    expect((await reader.send('AcceptQuote', { quoteid: 1 })).status).toBe(403);
    expect(reader.simulator.world.contacts.of(1)).toHaveLength(1);
    await reader.simulator.close();
  });
});
