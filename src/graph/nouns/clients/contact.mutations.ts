/** What can be done to contacts. */
import { AddContact } from '../../../whmcs/commands/contacts.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { flag, inputObject, nested, optional, ref, staffOnly, text } from '../../write/input-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { made } from '../../write/outcome.ts';
import { countryIn, emailIn } from './client-input.ts';
import { Client } from './client.ts';
import { Contact } from './contact.ts';

const ContactAddressInput = inputObject('ContactAddressInput', 'The postal address of a contact.', {
  line1: optional(text('Street and number.')),
  line2: optional(text('Second line of the address.')),
  city: optional(text('City.')),
  state: optional(text('State or region.')),
  postcode: optional(text('Postal code.')),
  countryCode: optional(text('ISO 3166-1 alpha-2: "DE".')),
});

const EmailPreferencesInput = inputObject('EmailPreferencesInput', 'Which mails a contact gets.', {
  general: optional(flag('General notices.')),
  invoice: optional(flag('Mail about invoices.')),
  support: optional(flag('Mail about tickets.')),
  product: optional(flag('Mail about services.')),
  domain: optional(flag('Mail about domains.')),
  affiliate: optional(flag('Mail about the affiliate account.')),
});

mutation('contactCreate', {
  description: "Adds a person who gets a client's mail. WHMCS: AddContact.",
  command: AddContact,
  offered: 'EVERYONE',
  inputDescription: 'A new contact of a client.',
  input: {
    client: ref(Client, 'The client.'),
    firstName: optional(text('First name.')),
    lastName: optional(text('Last name.')),
    companyName: optional(text('Company.')),
    email: optional(text('E-mail address.')),
    address: optional(nested(ContactAddressInput, 'Postal address.')),
    phoneNumber: optional(text('Telephone number.')),
    taxId: staffOnly(optional(text('VAT or tax number. Staff only.'))),
    emailPreferences: optional(
      nested(EmailPreferencesInput, 'Which mails the contact gets. WHMCS sends no mail of a kind that is left out.'),
    ),
  },
  example: { firstName: 'Nell', lastName: 'Ashdown', email: 'nell-#@mail.example' },
  repeated: 'adds no second contact',
  params: ({ clientId, email, address, emailPreferences, ...person }) => ({
    clientid: clientId,
    firstname: person.firstName,
    lastname: person.lastName,
    companyname: person.companyName,
    email: email === undefined ? undefined : emailIn(email),
    address1: address?.line1,
    address2: address?.line2,
    city: address?.city,
    state: address?.state,
    postcode: address?.postcode,
    country: address?.countryCode === undefined ? undefined : countryIn(address.countryCode),
    phonenumber: person.phoneNumber,
    tax_id: person.taxId,
    email_preferences: emailPreferences && withoutNullish(emailPreferences),
  }),
  returns: { contact: made(Contact, 'contactid', { ownedBy: 'client' }) },
});
