/** What can be done to contacts. */
import { AddContact, DeleteContact, UpdateContact } from '../../../whmcs/commands/contacts.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  clearable,
  flag,
  inputObject,
  nested,
  notClearable,
  optional,
  ref,
  staffOnly,
  text,
} from '../../write/input-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { gone, made } from '../../write/outcome.ts';
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

const ContactAddressUpdateInput = inputObject(
  'ContactAddressUpdateInput',
  'Changes to the postal address of a contact.',
  {
    line1: clearable(text('Street and number; null clears it.')),
    line2: clearable(text('Second line of the address; null clears it.')),
    city: clearable(text('City; null clears it.')),
    state: clearable(text('State or region; null clears it.')),
    postcode: clearable(text('Postal code; null clears it.')),
    countryCode: notClearable(text('ISO 3166-1 alpha-2: "DE".')),
  },
);

/** WHMCS clears a field by empty text; undefined leaves it unchanged. */
const clearedBy = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

mutation('contactUpdate', {
  description: "Changes a contact's data. WHMCS: UpdateContact.",
  command: UpdateContact,
  offered: 'EVERYONE',
  inputDescription: 'The changes. An absent field is unchanged.',
  input: {
    contact: ref(Contact, "The contact by its global id. Staff may give WHMCS's number.", { as: 'id' }),
    firstName: clearable(text('First name; null clears it.')),
    lastName: clearable(text('Last name; null clears it.')),
    companyName: clearable(text('Company; null clears it.')),
    email: clearable(text('Email address; null clears it.', { example: 'contact-#@mail.example' })),
    address: notClearable(nested(ContactAddressUpdateInput, 'Postal address.')),
    phoneNumber: clearable(text('Phone number; null clears it.')),
    emailPreferences: notClearable(
      nested(EmailPreferencesInput, 'Which mails the contact gets. A kind that is left out is unchanged.'),
    ),
  },
  example: { firstName: 'Nell' },
  params: ({ contactId, email, address, emailPreferences, ...person }) => ({
    contactid: contactId,
    firstname: clearedBy(person.firstName),
    lastname: clearedBy(person.lastName),
    companyname: clearedBy(person.companyName),
    email: typeof email === 'string' ? emailIn(email) : clearedBy(email),
    address1: clearedBy(address?.line1),
    address2: clearedBy(address?.line2),
    city: clearedBy(address?.city),
    state: clearedBy(address?.state),
    postcode: clearedBy(address?.postcode),
    country: address?.countryCode === undefined ? undefined : countryIn(address.countryCode),
    phonenumber: clearedBy(person.phoneNumber),
    email_preferences: emailPreferences && withoutNullish(emailPreferences),
  }),
  returns: 'contact',
});

mutation('contactDelete', {
  description: 'Deletes a contact. WHMCS: DeleteContact.',
  command: DeleteContact,
  offered: 'EVERYONE',
  inputDescription: 'A contact to delete.',
  input: { contact: ref(Contact, "The contact by its global id. Staff may give WHMCS's number.") },
  repeated: 'answers as the first time',
  params: ({ contactId }) => ({ contactid: contactId }),
  returns: { deletedContactId: gone('contact') },
});
