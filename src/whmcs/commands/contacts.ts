/** Contacts of clients: GetContacts, AddContact, UpdateContact, DeleteContact. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { asText } from '../reconcile/fields.ts';
import { removed } from '../reconcile/removed.ts';
import { createdRow } from '../reconcile/row.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { updated, type Values } from '../reconcile/updated.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { idParam, optional, settingParam } from '../wire/params.ts';
import { dateTime, flag, id, owner, text } from '../wire/values.ts';

const row = z.object({
  id,
  userid: owner,
  firstname: text,
  lastname: text,
  companyname: text,
  email: text,
  address1: text,
  address2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phonenumber: text,
  domainemails: flag,
  generalemails: flag,
  invoiceemails: flag,
  productemails: flag,
  supportemails: flag,
  affiliateemails: flag,
  created_at: dateTime,
  updated_at: dateTime,
});

const columns = [
  ...(['firstname', 'lastname', 'companyname', 'email', 'address1', 'address2'] as const),
  ...(['city', 'state', 'postcode', 'country', 'phonenumber'] as const),
] as const;

const person = optional(z.string(), ...columns);

const mailKinds = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'] as const;

const preferences = z.partialRecord(z.enum(mailKinds), settingParam).optional();

export const GetContacts = read('GetContacts', {
  params: z.strictObject({ ...pageParams, ...person, userid: idParam.optional() }),
  answer: page({ contacts: rows('contact', row) }),
  keep: 'list',
  topics: ['contacts'],
  owner: 'contacts[].userid',
  filters: { userid: 'contacts[].userid' },
  mentions: { contact: 'contacts[].id' },
  probe: { limitnum: 1 },
});

/** Clients have few contacts: a longer list proves nothing, because its order is not documented. */
const MOST = 100;

const newContact = z.strictObject({
  ...person,
  clientid: idParam,
  tax_id: z.string().optional(),
  email_preferences: preferences,
});

export const AddContact = write('AddContact', {
  params: newContact,
  answer: z.object({ contactid: id }),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: ['Client ID Not Found', 'Duplicate Email Address'],
  reconcile: createdRow<z.input<typeof newContact>, z.output<typeof row>>({
    named: 'contactid',
    scope: ({ clientid }) => clientid,
    async list(userid, look) {
      const { contacts, totalresults } = await look(GetContacts, { userid, limitnum: MOST });
      return { rows: contacts.filter((each) => each.userid === userid), total: totalresults };
    },
    id: (contact) => contact.id,
    key: ['email'],
    like: ['firstname', 'lastname'],
  }),
  changes: { contacts: 'contactid' },
});

type Contact = z.output<typeof row>;

const MOST_PAGES = 10;

/** WHMCS finds no contact by number: it is looked for in the list of its client. */
async function contactOf(client: number | null, contactid: number, look: FreshRead): Promise<Contact | null> {
  if (client === null) return null;
  // A list without an end proves nothing.
  for (let limitstart = 0, pages = 0; pages < MOST_PAGES; pages++) {
    const { contacts, totalresults } = await look(GetContacts, { userid: client, limitstart, limitnum: MOST });
    const found = contacts.find((each) => each.id === contactid && each.userid === client);
    limitstart += contacts.length;
    if (found || contacts.length === 0 || limitstart >= (totalresults ?? 0)) return found ?? null;
  }
  return null;
}

const changedContact = z.strictObject({ ...person, contactid: idParam, email_preferences: preferences });

/** Telephone numbers are written with and without blanks. */
const written = (column: (typeof columns)[number], value: string | null | undefined): string =>
  column === 'phonenumber' ? (value ?? '').replaceAll(/\D/g, '') : asText(value);

const valuesOf = (contact: Contact): Values => ({
  ...Object.fromEntries(columns.map((column) => [column, written(column, contact[column])])),
  ...Object.fromEntries(mailKinds.map((kind) => [`${kind}emails`, asText(contact[`${kind}emails`])])),
});

export const UpdateContact = write('UpdateContact', {
  params: changedContact,
  answer: z.object({ contactid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: [
    'Contact ID Not Found',
    'Duplicate Email Address',
    'You must have at least one email address enabled to receive domain related notifications…',
  ],
  reconcile: updated<z.input<typeof changedContact>, Contact>({
    named: 'contactid',
    id: ({ contactid }) => contactid,
    scope: (_, client) => client,
    async read(contactid, look, client) {
      const contact = await contactOf(client, contactid, look);
      if (!contact) throw new MissingError('GetContacts', 'Contact ID Not Found');
      return contact;
    },
    valuesOf,
    wanted: ({ email_preferences: kinds = {}, ...asked }) => ({
      ...Object.fromEntries(
        columns.flatMap((column) => (asked[column] === undefined ? [] : [[column, written(column, asked[column])]])),
      ),
      ...Object.fromEntries(
        mailKinds.flatMap((kind) => (kinds[kind] === undefined ? [] : [[`${kind}emails`, asText(kinds[kind])]])),
      ),
    }),
  }),
  changes: { contacts: 'contactid' },
});

export const DeleteContact = write('DeleteContact', {
  params: z.strictObject({ contactid: idParam }),
  answer: z.object({ contactid: id }),
  purpose: 'support',
  repeat: 'error',
  refusals: ['Contact ID Not Found'],
  reconcile: removed<{ readonly contactid: number }>({
    named: 'contactid',
    id: ({ contactid }) => contactid,
    scope: (_, client) => client,
    exists: async (contactid, look, client) => (await contactOf(client, contactid, look)) !== null,
  }),
  // A client names the contact that gets its invoices.
  changes: { contacts: 'contactid', clients: true },
});
