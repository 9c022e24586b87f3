/** Contacts of clients: GetContacts, AddContact. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { createdRow } from '../reconcile/row.ts';
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

const person = optional(
  z.string(),
  ...(['firstname', 'lastname', 'companyname', 'email', 'address1', 'address2'] as const),
  ...(['city', 'state', 'postcode', 'country', 'phonenumber'] as const),
);

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
  email_preferences: z
    .partialRecord(z.enum(['general', 'product', 'domain', 'invoice', 'support', 'affiliate']), settingParam)
    .optional(),
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
