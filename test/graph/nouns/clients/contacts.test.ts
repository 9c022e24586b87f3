/** Contacts: WHMCS finds none by number, so each is found in its client's list. */
import { describe, expect, it, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const contacts = () => gateway.simulator.world.contacts.all();
const one = (owner = 1) => contacts().find(({ userid }) => userid === owner) ?? expect.fail('no contact');
const document = 'query ($id: ID!) { contact(id: $id) { whmcsId email client { whmcsId } } }';
const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

test('shows everything that WHMCS reports', async () => {
  const contact = one();
  const { data } = await execute(
    `query ($id: ID!) { contact(id: $id) { firstName lastName email phoneNumber createdAt
      address { line1 city countryCode } emailPreferences { invoice support } } }`,
    { id: globalId('Contact', contact.id, 1) },
  );
  expect(data).toMatchObject({
    contact: {
      firstName: contact.firstname,
      lastName: contact.lastname,
      email: contact.email,
      address: { line1: contact.address1, city: contact.city, countryCode: contact.country },
      emailPreferences: { invoice: contact.emailPreferences.invoice, support: contact.emailPreferences.support },
    },
  });
});

describe('by its global id', () => {
  it.each(['staff', 'partner', 'client'])('is found in its client’s list for one call, by %s', async (as) => {
    const contact = one();
    const { data, calls } = await execute(document, { id: globalId('Contact', contact.id, 1) }, { as });
    expect(data).toEqual({ contact: { whmcsId: contact.id, email: contact.email, client: { whmcsId: 1 } } });
    expect(namesOf(calls)).toEqual(['GetContacts']);
  });

  it.each(['partner', 'client'])('is null for a %s if it is foreign, whatever owner the id names', async (as) => {
    const foreign = one(7);
    const forged = await execute(document, { id: globalId('Contact', foreign.id, 1) }, { as });
    const missing = await execute(document, { id: globalId('Contact', 999_999, 1) }, { as });
    expect([forged.data, namesOf(forged.calls)]).toEqual([{ contact: null }, ['GetContacts']]);
    expect([missing.data, namesOf(missing.calls)]).toEqual([{ contact: null }, ['GetContacts']]);
    const { data, calls } = await execute(document, { id: globalId('Contact', foreign.id, 7) }, { as });
    expect([data, calls]).toEqual([{ contact: null }, []]);
  });
});

describe('by its bare number', () => {
  it('is searched among all, for staff', async () => {
    const contact = one(7);
    const { data } = await execute(document, { id: String(contact.id) });
    expect(data).toEqual({ contact: { whmcsId: contact.id, email: contact.email, client: { whmcsId: 7 } } });
    expect((await execute(document, { id: '999999' })).data).toEqual({ contact: null });
  });

  it.each(['partner', 'client'])('is null for a %s, and nothing is sent', async (as) => {
    const { data, calls } = await execute(document, { id: String(one().id) }, { as });
    expect([data, calls]).toEqual([{ contact: null }, []]);
  });
});

it('can be searched, among those that a viewer sees', async () => {
  const foreign = one(7);
  const search = 'query ($email: String!) { contacts(email: $email) { totalCount nodes { whmcsId } } }';
  const { data } = await execute(search, { email: foreign.email });
  expect(data).toEqual({ contacts: { totalCount: 1, nodes: [{ whmcsId: foreign.id }] } });
  const others = await execute(search, { email: foreign.email }, { as: 'partner' });
  expect(others.data).toEqual({ contacts: { totalCount: 0, nodes: [] } });
});
