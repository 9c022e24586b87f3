import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, serialized } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T23:30:00Z'), timezone: 'Asia/Tokyo' });
});
afterAll(() => whmcs.simulator.close());

const lastMail = () => whmcs.simulator.world.mails.all().at(-1);

describe('AddClient', () => {
  const address = {
    address1: '1 Pier',
    city: 'Hull',
    state: 'East Riding',
    postcode: 'HU1',
    country: 'GB',
    phonenumber: '01482 1',
  };
  const person = { firstname: 'Ida', lastname: 'Berg', email: 'Ida@new.example', password2: 'x', ...address };

  it('creates a client, an owner and a welcome mail', async () => {
    const { clientid } = await whmcs.call('AddClient', {
      ...person,
      notes: 'a & b',
      customfields: serialized({ 4: 'Ü' }),
    });
    const client = whmcs.simulator.world.clients.get(Number(clientid));
    expect(client).toMatchObject({
      firstname: 'Ida',
      notes: 'a & b',
      datecreated: '2026-11-06',
      customFields: [{ id: 4, value: 'Ü' }],
    });
    expect(whmcs.simulator.world.users.get(client?.ownerUserId ?? 0)?.email).toBe('Ida@new.example');
    expect(lastMail()).toMatchObject({ to: 'Ida@new.example', template: 'Client Signup Email' });
    expect(await whmcs.refusal('AddClient', { ...person, email: 'IDA@new.example' })).toBe(
      'A user already exists with that email address',
    );
  });

  it('sends no mail with noemail, and ignores custom fields that are not serialized', async () => {
    const mails = whmcs.simulator.world.mails.size;
    const { clientid } = await whmcs.call('AddClient', {
      ...person,
      email: 'b@new.example',
      noemail: 1,
      customfields: '{"4":"x"}',
    });
    expect(whmcs.simulator.world.clients.get(Number(clientid))?.customFields).toEqual([]);
    expect(whmcs.simulator.world.mails.size).toBe(mails);
  });

  it.each([
    ['firstname', '', 'You did not enter your first name'],
    ['lastname', '', 'You did not enter your last name'],
    ['email', '', 'You did not enter your email address'],
    ['email', 'nobody', 'The email address you entered was not valid'],
    ['address1', '', 'You did not enter your  address line 1'],
    ['city', '', 'You did not enter your city'],
    ['state', '', 'You did not enter your state'],
    ['postcode', '', 'You did not enter your postcode'],
    ['country', 'Britain', 'Valid country required'],
    ['phonenumber', '', 'You did not enter your phone number'],
    ['phonenumber', 'call me', 'Invalid telephone phone number'],
    ['owner_user_id', '1', 'Invalid Owner User ID'],
  ])('refuses %s = "%s"', async (name, value, message) => {
    expect(await whmcs.refusal('AddClient', { ...person, email: 'c@new.example', [name]: value })).toBe(message);
  });

  it('refuses a client without a required custom field', async () => {
    const field = whmcs.simulator.world.clientFields[1]!;
    field.required = true;
    const message = await whmcs.refusal('AddClient', { ...person, email: 'd@new.example' });
    field.required = false;
    expect(message).toBe('You did not provide required custom field value for How did you find us');
  });
});

describe('UpdateClient', () => {
  it('changes only the fields sent, including to an empty text', async () => {
    const before = { ...whmcs.simulator.world.clients.get(2) };
    const change = {
      tax_id: 'T',
      phonenumber: '',
      taxexempt: 1,
      status: 'Inactive',
      'email_preferences[invoice]': 0,
      customfields: serialized({ 4: 'new' }),
    };
    expect(await whmcs.call('UpdateClient', { clientid: 2, ...change })).toEqual({ result: 'success', clientid: '2' });
    const client = whmcs.simulator.world.clients.get(2);
    expect(client).toMatchObject({
      tax_id: 'T',
      phonenumber: '',
      taxexempt: true,
      status: 'Inactive',
      city: before.city,
    });
    expect(client?.emailPreferences).toMatchObject({ invoice: false, domain: true });
    expect(client?.customFields).toEqual([
      { id: 4, value: 'new' },
      { id: 9, value: 'Word of mouth' },
    ]);
  });

  it('refuses an unknown client, a duplicate or malformed address, and disabled domain mail', async () => {
    const email = whmcs.simulator.world.clients.get(3)?.email.toUpperCase() ?? '';
    expect(await whmcs.refusal('UpdateClient', { clientid: 999 })).toBe('Client ID Not Found');
    expect(await whmcs.refusal('UpdateClient', { clientid: 2, email })).toBe('Duplicate Email Address');
    expect(await whmcs.refusal('UpdateClient', { clientid: 2, email: 'x' })).toBe(
      'The email address entered is not valid',
    );
    expect(await whmcs.refusal('UpdateClient', { clientid: 2, 'email_preferences[domain]': 0 })).toMatch(
      /^You must have at least one/,
    );
  });

  it('finds the client by its e-mail, before and after a change of the address', async () => {
    const clientemail = whmcs.simulator.world.clients.get(5)?.email ?? '';
    await whmcs.call('UpdateClient', { clientemail, email: 'moved@new.example' });
    expect(await whmcs.call('GetClientsDetails', { email: 'MOVED@new.example' })).toMatchObject({ id: 5 });
    expect(await whmcs.refusal('GetClientsDetails', { email: clientemail })).toBe('Client Not Found');
  });
});
