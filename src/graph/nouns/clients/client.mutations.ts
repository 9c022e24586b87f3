/** The mutations of clients. */
import { AddClient, UpdateClient } from '../../../whmcs/commands/clients.ts';
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { mutation, quirkyMutation } from '../../write/declare-mutation.ts';
import {
  asGiven,
  clearable,
  enumOf,
  flag,
  idempotencyKey,
  idOf,
  inputObject,
  list,
  nested,
  notClearable,
  optional,
  ref,
  staffOnly,
  text,
} from '../../write/input-fields.ts';
import { foundOne } from '../../write/replay.ts';
import { Currencies } from '../catalogue/currency.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { createClient, type Created } from './client-create.ts';
import { changesIn, moveIntoGroup } from './client.quirks.ts';
import { Client, Clients } from './client.ts';
import { ClientStatusInput } from './client.type.ts';

const AddressInput = inputObject('AddressInput', 'A postal address.', {
  line1: text('Street and number.'),
  line2: optional(text('The second line of the address.')),
  city: text('City.'),
  state: text('State or region.'),
  postcode: text('Postal code.'),
  countryCode: text('ISO 3166-1 alpha-2: "DE".', { example: 'DE' }),
});

export const ClientCreateInput = inputObject('ClientCreateInput', 'A new client.', {
  firstName: text('First name.'),
  lastName: text('Last name.'),
  email: text('The email address, also for logging in.', { example: 'new-#@client.example' }),
  companyName: optional(text('The company, if the client is one.')),
  address: nested(AddressInput, 'The postal address.'),
  phoneNumber: text('Phone number.', { example: '+49 30 1234567' }),
  password: optional(text('The password. If absent, a random one is set, and WHMCS mails a link to choose another.')),
  currencyId: optional(idOf('Currency', 'The currency; the default one if absent.')),
  language: optional(text('The language by its whole name in lower case: "english".')),
  taxId: staffOnly(optional(text('VAT or tax number. Staff only.'))),
  groupId: staffOnly(
    optional(
      idOf(
        'ClientGroup',
        "WHMCS's number of the client group. Staff only: a partner's new clients go into the partner's group.",
      ),
    ),
  ),
  clientIp: staffOnly(optional(text('The IP address from which the client signs up. Staff only.'))),
  notes: staffOnly(optional(text("Administrators' notes. Staff only."))),
  paymentMethod: optional(text('System name of the usual payment method.')),
  marketingOptIn: optional(flag('Whether the client agrees to marketing mails.')),
  ownerUserId: staffOnly(
    optional(
      idOf(
        'User',
        "WHMCS's number of an existing user who becomes the owner of the client; if absent, a new user is created. Staff only.",
      ),
    ),
  ),
  securityQuestionId: optional(idOf('SecurityQuestion', "WHMCS's number of the security question.")),
  securityQuestionAnswer: optional(text('The answer to the security question.')),
  customFields: optional(
    list(
      asGiven(CustomFieldInput),
      'Values of custom fields. Viewers that are not staff may use only the fields that the configuration lists.',
    ),
  ),
  sendWelcomeEmail: flag('Whether WHMCS mails a welcome.', { default: true }),
  idempotencyKey: idempotencyKey('makes no second client'),
});

const ClientCreatePayload = builder.objectRef<Created>('ClientCreatePayload').implement({
  description: 'The result of clientCreate.',
  fields: (t) => ({
    client: t.field({
      type: Client,
      description: 'The client, freshly read.',
      resolve: ({ clientId }, _, graph) => (clientId === null ? null : graph.noun(Clients).record(clientId)),
    }),
    passwordLinkSent: t.exposeBoolean('passwordLinkSent', {
      description:
        'Whether WHMCS mailed the link to choose a password; null if the input had a password, the owner already has one, or the outcome is unknown.',
    }),
    paymentMethodSet: t.exposeBoolean('paymentMethodSet', {
      description:
        'Whether the usual payment method was set, which takes a second command; null if none was requested, or the outcome is unknown.',
    }),
  }),
});

quirkyMutation('clientCreate', {
  description: 'Signs a client up. WHMCS: AddClient, and ResetPassword if no password is given.',
  command: AddClient,
  // The new client joins the partner's group. A partner without a group could not see it, because the configuration lists its clients.
  offered: 'GROUPS',
  input: ClientCreateInput,
  payload: ClientCreatePayload,
  run: createClient,
  // After a lost answer, the commands that follow AddClient were not sent.
  recall: ({ password, ownerUserId, paymentMethod }, found) => ({
    clientId: foundOne(found, 'clientid'),
    passwordLinkSent: password === undefined && ownerUserId === undefined ? false : null,
    paymentMethodSet: paymentMethod ? false : null,
  }),
});

const AddressUpdateInput = inputObject('AddressUpdateInput', 'Changes to a postal address.', {
  line1: notClearable(text('Street and number.')),
  line2: clearable(text('The second line of the address; null clears it.')),
  city: notClearable(text('City.')),
  state: notClearable(text('State or region.')),
  postcode: notClearable(text('Postal code.')),
  countryCode: notClearable(text('ISO 3166-1 alpha-2: "DE".')),
});

mutation('clientUpdate', {
  description: "Changes a client's data. WHMCS: UpdateClient.",
  command: UpdateClient,
  offered: 'EVERYONE',
  inputDescription:
    'The changes. An absent field is unchanged. Null clears a field if WHMCS can clear it; otherwise it is an input error.',
  // Only staff decide on the client's status, group, tax, currency and notes.
  input: {
    client: ref(Client, 'The client.', { as: 'id' }),
    firstName: notClearable(text('First name.')),
    lastName: notClearable(text('Last name.')),
    companyName: clearable(text('The company; null clears it.')),
    email: notClearable(text('The email address.')),
    address: notClearable(nested(AddressUpdateInput, 'The postal address.')),
    phoneNumber: notClearable(text('Phone number.')),
    taxId: staffOnly(clearable(text('VAT or tax number; null clears it. Staff only.'))),
    groupId: staffOnly(notClearable(idOf('ClientGroup', "WHMCS's number of the client group. Staff only."))),
    currencyId: staffOnly(notClearable(idOf('Currency', 'The currency. Staff only.'))),
    language: clearable(text('The language by its whole name in lower case; null restores the default.')),
    paymentMethod: clearable(text('System name of the usual payment method; null restores the default.')),
    notes: staffOnly(clearable(text("Administrators' notes; null clears them. Staff only."))),
    status: staffOnly(notClearable(enumOf(ClientStatusInput, 'The new status. Staff only.'))),
    marketingOptIn: notClearable(flag('Whether the client agrees to marketing mails.')),
    taxExempt: staffOnly(notClearable(flag('Whether no tax is charged. Staff only.'))),
    customFields: notClearable(
      list(
        asGiven(CustomFieldInput),
        'Values of custom fields; the others are unchanged. Viewers that are not staff may use only the fields that the configuration lists.',
      ),
    ),
  },
  prepare: (input, graph) => ({ changes: changesIn(input, graph) }),
  check: ({ paymentMethod, currencyId }, graph) =>
    Promise.all([
      graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'),
      graph.noun(Currencies).check(currencyId),
    ]),
  params: ({ clientId, changes }) => ({ clientid: clientId, ...changes }),
  settled: ({ clientId, groupId }, ending, { groups }) => moveIntoGroup(groups, clientId, groupId, ending),
  returns: 'client',
});
