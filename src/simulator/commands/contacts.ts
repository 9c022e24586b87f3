import type { Answer } from '../http/json.ts';
import { allEmails } from '../world/clients.ts';
import { mailKinds, type Contact, type EmailPreferences } from '../world/model.ts';
import { existing, Refusal, type Call } from './command.ts';
import { truthy } from './params.ts';
import { columns, texts } from './row.ts';
import { add, list, named, remove, update } from './table-command.ts';

const address = ['address1', 'address2', 'city', 'state', 'postcode', 'country', 'phonenumber'] as const;
const contactColumns = ['firstname', 'lastname', 'companyname', 'email', ...address] as const;

export const GetContacts = list({
  from: ({ contacts }) => contacts,
  rows: 'contacts.contact',
  where: { userid: 'userid', ...Object.fromEntries(contactColumns.map((column) => [column, column])) },
  row: (contact, { wire }) => ({
    ...columns(contact, 'id', 'email'),
    userid: wire.wavering(contact.userid, contact.id, 'contact'),
    ...texts(wire, contact, 'firstname', 'lastname', ...address),
    ...Object.fromEntries(mailKinds.map((kind) => [`${kind}emails`, contact.emailPreferences[kind]])),
    created_at: wire.moment(contact.createdAt, contact.id, 'created'),
    updated_at: wire.moment(contact.updatedAt, contact.id, 'updated'),
  }),
});

export const AddContact = add({
  to: ({ contacts }) => contacts,
  row: (id, call) => {
    const { params, world } = call;
    const client = existing(world.clients.get(params.int('clientid')), 'Client ID Not Found');
    refuseTakenEmail(call);
    const text = (name: string): string => params.text(name) ?? '';
    const now = world.clock.now();
    return {
      id,
      userid: client.id,
      firstname: text('firstname'),
      lastname: text('lastname'),
      companyname: text('companyname'),
      email: text('email'),
      address1: text('address1'),
      address2: text('address2'),
      city: text('city'),
      state: text('state'),
      postcode: text('postcode'),
      country: text('country'),
      phonenumber: text('phonenumber'),
      tax_id: text('tax_id'),
      emailPreferences: preferences(call, noEmails),
      createdAt: now,
      updatedAt: now,
    };
  },
  answer: answerContact,
});

const contactOf = named(({ contacts }) => contacts, 'contactid', 'Contact ID Not Found');

export const UpdateContact = update(contactOf, {
  columns: contactColumns,
  change: (contact, call) => {
    refuseTakenEmail(call, contact);
    contact.emailPreferences = preferences(call, contact.emailPreferences);
    contact.updatedAt = call.world.clock.now();
  },
  answer: answerContact,
});

export const DeleteContact = remove(({ contacts }) => contacts, contactOf, answerContact);

function answerContact({ id }: Contact): Answer {
  return { contactid: String(id) };
}

/** Before 8.0 contacts could log in, and their addresses were unique. */
function refuseTakenEmail({ params, world, version }: Call, self?: Contact): void {
  const email = params.text('email') ?? '';
  if (email === '' || parseInt(version, 10) >= 8) return;
  const holder = world.contacts.find((contact) => contact !== self && contact.email === email);
  if (holder || world.clientByEmail(email)) throw new Refusal('Duplicate Email Address');
}

const noEmails: EmailPreferences = { ...allEmails };
for (const kind of mailKinds) noEmails[kind] = false;

function preferences({ params }: Call, current: EmailPreferences): EmailPreferences {
  const sent = params.map('email_preferences');
  const chosen = { ...current };
  for (const kind of mailKinds) if (sent[kind] !== undefined) chosen[kind] = truthy(sent[kind]);
  return chosen;
}
