/** Contacts of clients: further people who get a client's mail. */
import { GetContacts } from '../../../whmcs/commands/contacts.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { Address, EmailPreferences } from './client-parts.type.ts';

/** What a contact does not have of an address: GetContacts tells states and countries as they are stored. */
const untold = { stateCode: null, country: null };

export const Contact = noun('Contact', {
  description: "A further person who gets a client's mail. WHMCS: GetContacts.",
  list: {
    command: GetContacts,
    rows: 'contacts',
    id: 'id',
    client: 'userid',
    filters: (filter) => ({
      firstName: filter.text('firstname', 'Only those with this first name.'),
      lastName: filter.text('lastname', 'Only those with this last name.'),
      companyName: filter.text('companyname', 'Only those of this company.'),
      email: filter.text('email', 'Only those with this e-mail address.'),
      addressLine1: filter.text('address1', 'Only those with this street and number.'),
      addressLine2: filter.text('address2', 'Only those with this second line of the address.'),
      city: filter.text('city', 'Only those in this city.'),
      state: filter.text('state', 'Only those in this state or region.'),
      postcode: filter.text('postcode', 'Only those with this postal code.'),
      countryCode: filter.text('country', 'Only those in this country: ISO 3166-1 alpha-2.'),
      phoneNumber: filter.text('phonenumber', 'Only those with this telephone number.'),
    }),
  },
  fields: (f) => ({
    firstName: f.text('firstname', 'First name.'),
    lastName: f.text('lastname', 'Last name.'),
    companyName: f.text('companyname', 'Company.'),
    email: f.text('email', 'E-mail address.'),
    phoneNumber: f.text('phonenumber', 'Telephone number.'),
    address: f.value(Address, 'Postal address.', (row) => ({
      ...untold,
      line1: row.address1 ?? null,
      line2: row.address2 ?? null,
      city: row.city ?? null,
      state: row.state ?? null,
      postcode: row.postcode ?? null,
      countryCode: row.country ?? null,
    })),
    emailPreferences: f.value(EmailPreferences, 'Which mails the contact gets.', (row) => ({
      general: row.generalemails ?? null,
      invoice: row.invoiceemails ?? null,
      support: row.supportemails ?? null,
      product: row.productemails ?? null,
      domain: row.domainemails ?? null,
      affiliate: row.affiliateemails ?? null,
    })),
    createdAt: f.instant('created_at', 'When the contact was added.'),
    updatedAt: f.instant('updated_at', 'When the contact was last changed.'),
  }),
});
export type Contact = ThingOf<typeof Contact>;
