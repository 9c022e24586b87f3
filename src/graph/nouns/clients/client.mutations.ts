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
  line2: optional(text('What else there is to say.')),
  city: text('City.'),
  state: text('State or region.'),
  postcode: text('Postal code.'),
  countryCode: text('ISO 3166-1 alpha-2: "DE".', { example: 'DE' }),
});

export const ClientCreateInput = inputObject('ClientCreateInput', 'A new client.', {
  firstName: text('First name.'),
  lastName: text('Last name.'),
  email: text('Address for mail, and to log in with.', { example: 'new-#@client.example' }),
  companyName: optional(text('The company, where it is one.')),
  address: nested(AddressInput, 'The postal address.'),
  phoneNumber: text('Phone number.', { example: '+49 30 1234567' }),
  password: optional(text('A random one is set where absent, and WHMCS mails a link to choose another.')),
  currencyId: optional(idOf('Currency', 'The currency; the default one where absent.')),
  language: optional(text('The whole name in lower case: "english".')),
  taxId: staffOnly(optional(text('VAT or tax number. Staff only.'))),
  groupId: staffOnly(
    optional(
      idOf(
        'ClientGroup',
        "WHMCS's number of the client group. Staff only: a partner's new clients go into the partner's group.",
      ),
    ),
  ),
  clientIp: staffOnly(optional(text('From where the client signs up. Staff only.'))),
  notes: staffOnly(optional(text("Administrators' notes. Staff only."))),
  paymentMethod: optional(text('System name of the usual payment method.')),
  marketingOptIn: optional(flag('Whether the client agrees to marketing mails.')),
  ownerUserId: staffOnly(
    optional(
      idOf(
        'User',
        "WHMCS's number of an existing user who shall own the client; a new user is made where absent. Staff only.",
      ),
    ),
  ),
  securityQuestionId: optional(idOf('SecurityQuestion', "WHMCS's number of the security question.")),
  securityQuestionAnswer: optional(text('The answer to it.')),
  customFields: optional(
    list(
      asGiven(CustomFieldInput),
      'Values of custom fields. Whoever is not staff fills in those that the configuration lists.',
    ),
  ),
  sendWelcomeEmail: flag('Whether WHMCS mails a welcome.', { default: true }),
  idempotencyKey: idempotencyKey('makes no second client'),
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

quirkyMutation('clientCreate', {
  description: 'Signs a client up. WHMCS: AddClient, and ResetPassword where no password is given.',
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

const AddressUpdateInput = inputObject('AddressUpdateInput', 'What to change of a postal address.', {
  line1: notClearable(text('Street and number.')),
  line2: clearable(text('What else there is to say; null clears it.')),
  city: notClearable(text('City.')),
  state: notClearable(text('State or region.')),
  postcode: notClearable(text('Postal code.')),
  countryCode: notClearable(text('ISO 3166-1 alpha-2: "DE".')),
});

mutation('clientUpdate', {
  description: "Changes a client's data. WHMCS: UpdateClient.",
  command: UpdateClient,
  offered: 'EVERYONE',
  inputDescription: 'A field left out stays; null clears where WHMCS can clear, else it is an input error.',
  // Only staff decide on the client's status, group, tax, currency and notes.
  input: {
    client: ref(Client, 'The client.', { as: 'id' }),
    firstName: notClearable(text('First name.')),
    lastName: notClearable(text('Last name.')),
    companyName: clearable(text('The company; null clears it.')),
    email: notClearable(text('Address for mail.')),
    address: notClearable(nested(AddressUpdateInput, 'The postal address.')),
    phoneNumber: notClearable(text('Phone number.')),
    taxId: staffOnly(clearable(text('VAT or tax number; null clears it. Staff only.'))),
    groupId: staffOnly(notClearable(idOf('ClientGroup', "WHMCS's number of the client group. Staff only."))),
    currencyId: staffOnly(notClearable(idOf('Currency', 'The currency. Staff only.'))),
    language: clearable(text('The whole name in lower case; null goes back to the default.')),
    paymentMethod: clearable(text('System name of the usual payment method; null goes back to the default.')),
    notes: staffOnly(clearable(text("Administrators' notes; null clears them. Staff only."))),
    status: staffOnly(notClearable(enumOf(ClientStatusInput, 'The new status. Staff only.'))),
    marketingOptIn: notClearable(flag('Whether the client agrees to marketing mails.')),
    taxExempt: staffOnly(notClearable(flag('Whether no tax is charged. Staff only.'))),
    customFields: notClearable(
      list(
        asGiven(CustomFieldInput),
        'Values of custom fields; those left out stay. Whoever is not staff fills in those that the configuration lists.',
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
