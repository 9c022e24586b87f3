/** clientCreate in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { mutation } from '../../write/mutation.type.ts';
import { foundOne } from '../../write/replay.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { Client, Clients } from './client.ts';
import { createClient, type Created } from './client-create.ts';

const AddressInput = builder.inputType('AddressInput', {
  description: 'A postal address.',
  fields: (t) => ({
    line1: t.string({ required: true, description: 'Street and number.' }),
    line2: t.string({ description: 'What else there is to say.' }),
    city: t.string({ required: true, description: 'City.' }),
    state: t.string({ required: true, description: 'State or region.' }),
    postcode: t.string({ required: true, description: 'Postal code.' }),
    countryCode: t.string({ required: true, description: 'ISO 3166-1 alpha-2: "DE".' }),
  }),
});

export const ClientCreateInput = builder.inputType('ClientCreateInput', {
  description: 'A new client.',
  fields: (t) => ({
    firstName: t.string({ required: true, description: 'First name.' }),
    lastName: t.string({ required: true, description: 'Last name.' }),
    email: t.string({ required: true, description: 'Address for mail, and to log in with.' }),
    companyName: t.string({ description: 'The company, where it is one.' }),
    address: t.field({ type: AddressInput, required: true, description: 'The postal address.' }),
    phoneNumber: t.string({ required: true, description: 'Phone number.' }),
    password: t.string({ description: 'A random one is set where absent, and WHMCS mails a link to choose another.' }),
    currencyId: t.id({ description: 'The currency; the default one where absent.' }),
    language: t.string({ description: 'The whole name in lower case: "english".' }),
    taxId: t.string({ ...forStaff, description: 'VAT or tax number. Staff only.' }),
    groupId: t.id({
      ...forStaff,
      description:
        "WHMCS's number of the client group. Staff only: a partner's new clients go into the partner's group.",
    }),
    clientIp: t.string({ ...forStaff, description: 'From where the client signs up. Staff only.' }),
    notes: t.string({ ...forStaff, description: "Administrators' notes. Staff only." }),
    paymentMethod: t.string({ description: 'System name of the usual payment method.' }),
    marketingOptIn: t.boolean({ description: 'Whether the client agrees to marketing mails.' }),
    ownerUserId: t.id({
      ...forStaff,
      description:
        "WHMCS's number of an existing user who shall own the client; a new user is made where absent. Staff only.",
    }),
    securityQuestionId: t.id({ description: "WHMCS's number of the security question." }),
    securityQuestionAnswer: t.string({ description: 'The answer to it.' }),
    customFields: t.field({
      type: [CustomFieldInput],
      description: 'Values of custom fields. Whoever is not staff fills in those that the configuration lists.',
    }),
    sendWelcomeEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails a welcome.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key makes no second client.' }),
  }),
});

const ClientCreatePayload = builder.objectRef<Created>('ClientCreatePayload').implement({
  description: 'What clientCreate made.',
  fields: (t) => ({
    client: t.field({
      type: Client,
      description: 'The client, freshly read.',
      resolve: ({ clientId }, _, graph) => (clientId === null ? null : graph.noun(Clients).record(clientId)),
    }),
    passwordLinkSent: t.exposeBoolean('passwordLinkSent', {
      description:
        'Whether WHMCS mailed the link to choose a password; null where the input had one, the owner already has, or nobody knows.',
    }),
    paymentMethodSet: t.exposeBoolean('paymentMethodSet', {
      description:
        'Whether the usual payment method was set, which takes a second command; null where none was asked for, or nobody knows.',
    }),
  }),
});

mutation('clientCreate', {
  description: 'Signs a client up. WHMCS: AddClient, and ResetPassword where no password is given.',
  input: ClientCreateInput,
  payload: ClientCreatePayload,
  run: createClient,
  // What follows AddClient was not gone on with.
  recall: ({ password, ownerUserId, paymentMethod }, found) => ({
    clientId: foundOne(found, 'clientid'),
    passwordLinkSent: password == null && ownerUserId == null ? false : null,
    paymentMethodSet: paymentMethod ? false : null,
  }),
});
