/** The parts of a client in the graph: address, users, email preferences. */
import { builder } from '../../schema-kit/builder.ts';
import type * as facts from './client-facts.ts';

export const Address = builder.objectRef<facts.Address>('Address').implement({
  description: 'A postal address.',
  fields: (t) => ({
    line1: t.exposeString('line1', { description: 'Street and number.' }),
    line2: t.exposeString('line2', { description: 'The second line of the address.' }),
    city: t.exposeString('city', { description: 'City.' }),
    state: t.exposeString('state', { description: 'State or region, in full.' }),
    stateCode: t.exposeString('stateCode', { description: 'State or region, as its code where it has one.' }),
    postcode: t.exposeString('postcode', { description: 'Postal code.' }),
    countryCode: t.exposeString('countryCode', { description: 'ISO 3166-1 alpha-2.' }),
    country: t.exposeString('country', { description: "The country's name, in the installation's language." }),
  }),
});

export const ClientUser = builder.objectRef<facts.ClientUser>('ClientUser').implement({
  description: 'A user who can log in for a client.',
  fields: (t) => ({
    whmcsId: t.int({ description: "WHMCS's number of the user.", resolve: ({ id }) => id }),
    name: t.exposeString('name', { description: 'Full name.' }),
    email: t.exposeString('email', { description: 'The address to log in with.' }),
    isOwner: t.exposeBoolean('isOwner', { description: 'Whether the user owns the client.' }),
  }),
});

export const EmailPreferences = builder.objectRef<facts.EmailPreferences>('EmailPreferences').implement({
  description: 'Which kinds of mail a client gets.',
  fields: (t) => ({
    general: t.exposeBoolean('general', { description: 'About the account.' }),
    invoice: t.exposeBoolean('invoice', { description: 'Invoices and reminders.' }),
    support: t.exposeBoolean('support', { description: 'About tickets.' }),
    product: t.exposeBoolean('product', { description: 'About services.' }),
    domain: t.exposeBoolean('domain', { description: 'About domains.' }),
    affiliate: t.exposeBoolean('affiliate', { description: 'About the affiliate account.' }),
  }),
});
