/** Changes and deletions of contacts: each goes through the door of its client's list, read afresh. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const gateway = useGateway({ simulator: { clients: 12 } });
const world = () => gateway.simulator.world;
const idOf = (contact: { readonly id: number; readonly userid: number }, owner = contact.userid): string =>
  globalId('Contact', contact.id, owner);
const contactOf = (owner: number) => world().contacts.of(owner)[0] ?? expect.fail('no contact');

const updating = `mutation ($input: ContactUpdateInput!) { done: contactUpdate(input: $input) { __typename
  ... on ContactUpdatePayload { contact { id firstName city: address { city } } }
  ... on UserError { message } ... on InvalidInputError { path } } }`;
const deleting = `mutation ($input: ContactDeleteInput!) { done: contactDelete(input: $input) { __typename
  ... on ContactDeletePayload { deletedContactId } ... on UserError { message } } }`;

async function run(document: string, input: object, as: As = 'client') {
  const { data, errors, calls } = await gateway.execute<{ done: Ending } | undefined>(document, { input }, { as });
  return { ending: data?.done, errors, sent: calls.map(({ action }) => action) };
}

const list = 'GetContacts';

describe.each([
  ['contactUpdate', 'UpdateContact', updating, { firstName: 'Nell' }],
  ['contactDelete', 'DeleteContact', deleting, {}],
])('%s', (_, command, document, input) => {
  const named = (id: string) => ({ ...input, [document === updating ? 'id' : 'contactId']: id });
  const fresh = (owner: number) =>
    world().contacts.add({ ...contactOf(owner), id: world().contacts.nextId(), email: 'fresh@mail.example' });

  it.each<As>(['client', 'partner', 'staff'])('finds a contact in the list of its client, for %s', async (as) => {
    const { ending, sent } = await run(document, named(idOf(fresh(1))), as);
    expect(ending?.__typename).toMatch(/Payload$/);
    expect(sent.slice(0, 2)).toEqual([list, command]);
  });

  it('reads the list afresh, although it is cached', async () => {
    const contact = fresh(1);
    await gateway.execute('{ client(id: "1") { contacts(first: 100) { nodes { id } } } }', {}, { as: 'client' });
    // WHMCS moves it to another client meanwhile.
    world().contacts.delete(contact.id);
    world().contacts.add({ ...contact, userid: 7 });
    const { ending, sent } = await run(document, named(idOf(contact, 1)));
    expect(ending).toEqual({ __typename: 'NotFoundError', message: 'There is no such contact.' });
    expect(sent).toEqual([list]);
  });

  it.each<As>(['client', 'partner'])(
    'does not believe the owner in a global id: foreign looks as missing to a %s',
    async (as) => {
      const foreign = contactOf(7);
      await run(document, named(globalId('Contact', 999_999, 1)), as);
      const missing = await run(document, named(globalId('Contact', 999_999, 1)), as);
      const forged = await run(document, named(idOf(foreign, 1)), as);
      expect(missing.ending).toEqual({ __typename: 'NotFoundError', message: 'There is no such contact.' });
      expect([forged.ending, forged.sent]).toEqual([missing.ending, missing.sent]);
      const theirs = await run(document, named(idOf(foreign, 7)), as);
      const nobodys = await run(document, named(globalId('Contact', 999_999, 7)), as);
      expect([theirs.ending, theirs.sent]).toEqual([nobodys.ending, []]);
      expect(world().contacts.get(foreign.id)).toEqual(foreign);
    },
  );

  it('finds no bare number, except for staff', async () => {
    const contact = fresh(1);
    const { ending, sent } = await run(document, named(String(contact.id)));
    expect([ending?.__typename, sent]).toEqual(['NotFoundError', []]);
    expect((await run(document, named(String(contact.id)), 'staff')).ending?.__typename).toMatch(/Payload$/);
  });
});

it('clears a field by null, and leaves the others', async () => {
  const contact = contactOf(1);
  const before = { ...contact };
  const input = {
    id: idOf(contact),
    companyName: null,
    address: { line1: null, city: 'Hull', countryCode: 'gb' },
    emailPreferences: { invoice: !contact.emailPreferences.invoice },
  };
  const { ending } = await run(updating, input);
  expect(ending).toMatchObject({ contact: { id: idOf(contact), city: { city: 'Hull' } } });
  expect(world().contacts.get(contact.id)).toEqual({
    ...before,
    companyname: '',
    address1: '',
    city: 'Hull',
    country: 'GB',
    emailPreferences: { ...before.emailPreferences, invoice: input.emailPreferences.invoice },
    updatedAt: expect.any(String),
  });
});

it.each([
  [{ email: 'nobody' }, ['input', 'email']],
  [{ address: { countryCode: 'Germany' } }, ['input', 'address', 'countryCode']],
])('refuses %j before anything is changed', async (input, path) => {
  const { ending, sent } = await run(updating, { id: idOf(contactOf(1)), ...input });
  expect(ending).toMatchObject({ __typename: 'InvalidInputError', path });
  expect(sent).not.toContain('UpdateContact');
});

describe('the id of a deleted contact', () => {
  const fresh = () => world().contacts.add({ ...contactOf(1), id: world().contacts.nextId() });

  it('is the one that callers know, and stays so when the request is repeated', async () => {
    const contact = fresh();
    const input = { contactId: idOf(contact), idempotencyKey: 'delete' };
    const expected = { __typename: 'ContactDeletePayload', deletedContactId: idOf(contact) };
    expect((await run(deleting, input)).ending).toEqual(expected);
    expect(await run(deleting, input)).toMatchObject({ ending: expected, sent: [] });
    const bare = fresh();
    const { ending } = await run(deleting, { contactId: String(bare.id) }, 'staff');
    expect(ending).toEqual({ __typename: 'ContactDeletePayload', deletedContactId: idOf(bare) });
  });

  it('is shown although the answer was lost', async () => {
    const contact = fresh();
    gateway.simulator.fail({ kind: 'reset-after', action: 'DeleteContact', times: 1 });
    const { ending, sent } = await run(deleting, { contactId: idOf(contact), idempotencyKey: 'lost' });
    expect(ending).toEqual({ __typename: 'ContactDeletePayload', deletedContactId: idOf(contact) });
    expect(sent.filter((name) => name === 'DeleteContact')).toHaveLength(1);
    expect(world().contacts.get(contact.id)).toBeUndefined();
  });
});
