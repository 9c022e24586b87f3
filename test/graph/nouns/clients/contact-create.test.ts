/** New contacts: what is sent, and how the new one is found. */
import { describe, expect, it } from 'vitest';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;

const document = `mutation ($input: ContactCreateInput!) { contactCreate(input: $input) {
  __typename
  ... on ContactCreatePayload { contact { whmcsId email client { whmcsId } address { city } emailPreferences { support invoice } } }
  ... on UserError { message } ... on InvalidInputError { path }
} }`;

async function create(input: object, as: As = 'client') {
  const { data, calls } = await gateway.execute<{ contactCreate: Ending }>(
    document,
    { input: { clientId: '1', ...input } },
    { as },
  );
  return { ending: data.contactCreate, calls };
}

const everything = {
  firstName: 'Nell',
  lastName: 'Ashdown',
  companyName: 'Ashdown & Sons',
  email: 'nell@mail.example',
  address: {
    line1: '4 Harbour Row',
    line2: 'Flat 2',
    city: 'Hull',
    state: 'East Riding',
    postcode: 'HU1 2BB',
    countryCode: 'gb',
  },
  phoneNumber: '+44 1482 555010',
  emailPreferences: { general: true, invoice: false, support: true, product: false, domain: true, affiliate: false },
};

it('sends everything that is said, and nothing else', async () => {
  const { calls, ending } = await create({ ...everything, taxId: 'GB1' }, 'staff');
  expect(ending.__typename).toBe('ContactCreatePayload');
  expect(world().contacts.all().at(-1)).toMatchObject({
    userid: 1,
    firstname: 'Nell',
    lastname: 'Ashdown',
    companyname: 'Ashdown & Sons',
    email: 'nell@mail.example',
    address1: '4 Harbour Row',
    address2: 'Flat 2',
    city: 'Hull',
    state: 'East Riding',
    postcode: 'HU1 2BB',
    country: 'GB',
    phonenumber: '+44 1482 555010',
    tax_id: 'GB1',
    emailPreferences: everything.emailPreferences,
  });
  // The list before is what a lost answer would be reconciled with.
  expect(calls.map(({ action }) => action)).toEqual(['GetClientsDetails', 'GetContacts', 'AddContact', 'GetContacts']);
  await create({ firstName: 'Only' });
  expect(world().contacts.all().at(-1)).toMatchObject({ firstname: 'Only', email: '' });
});

it.each<As>(['client', 'partner', 'staff'])(
  'shows %s the new contact, although WHMCS finds none by number',
  async (as) => {
    const { ending } = await create({ email: `${String(as)}@mail.example`, emailPreferences: { support: true } }, as);
    expect(ending).toEqual({
      __typename: 'ContactCreatePayload',
      contact: {
        whmcsId: world().contacts.all().at(-1)?.id,
        email: `${String(as)}@mail.example`,
        client: { whmcsId: 1 },
        address: { city: null },
        emailPreferences: { support: true, invoice: false },
      },
    });
  },
);

describe('is refused before anything is asked', () => {
  it.each([
    ['an address that is none', { email: 'nobody' }, ['input', 'email']],
    ['a country by its name', { address: { countryCode: 'Germany' } }, ['input', 'address', 'countryCode']],
  ])('%s', async (_, input, path) => {
    const { ending, calls } = await create(input);
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(calls.map(({ action }) => action)).not.toContain('AddContact');
  });
});

it('a lost answer is reconciled by the list of the client, and shows the contact', async () => {
  const before = world().contacts.all().length;
  gateway.simulator.fail({ kind: 'reset-after', action: 'AddContact', times: 1 });
  const input = { firstName: 'Lost', email: 'lost@mail.example', idempotencyKey: 'lost' };
  const lost = await create(input);
  expect(lost.ending).toMatchObject({ contact: { email: 'lost@mail.example' } });
  expect((await create(input)).ending).toEqual(lost.ending);
  expect(world().contacts.all()).toHaveLength(before + 1);
});

it('taxId is for staff alone', async () => {
  const { errors } = await gateway.execute(document, { input: { clientId: '1', taxId: 'GB1' } }, { as: 'client' });
  expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('taxId') });
});
