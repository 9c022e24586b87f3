/** Clients in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { Currency, Currencies } from '../catalogue/currency.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { CustomFieldValue } from '../../schema-kit/custom-field.type.ts';
import { toldCustomFields } from '../../write/custom-fields.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { Money, moneyOf } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { ownersAre } from '../../schema-kit/owner.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { fact, factId } from '../../schema-kit/fact-fields.ts';
import { Address, ClientUser, EmailPreferences } from './client-parts.type.ts';
import { clientByNumber } from './client-look-up.ts';
import { Client, Clients } from './client.ts';
import { lasting } from '../../base/field-meta.ts';

const statuses = {
  ACTIVE: { description: 'Has something active.' },
  INACTIVE: { description: 'Has nothing active.' },
  CLOSED: { description: 'Closed: can neither order nor be billed.' },
};

const ClientStatus = builder.enumType('ClientStatus', {
  description: 'The status of a client.',
  values: { ...statuses, OTHER: { description: 'A status that the gateway does not know.' } },
});

export const ClientStatusInput = builder.enumType('ClientStatusInput', {
  description: 'A status that a client can be given or listed by.',
  values: statuses,
});

/** The currency from known facts: a row of an invoice has its code, the client's record its number and code. */
function currencyOf(client: Client, currencies: InstanceType<typeof Currencies>): MaybePromise<Currency | null> {
  return andThen(client.tell('currencyCode'), (code) => {
    const name = client.known('currencyId') || code;
    if (name === null) return null;
    return currencies.of(name, {
      currencyCode: client.known('currencyCode'),
      currencyPrefix: client.known('currencyPrefix'),
      currencySuffix: client.known('currencySuffix'),
    });
  });
}

const ClientRef = builder.objectType(Client, {
  name: 'Client',
  description: 'A client owns services and is billed for them. WHMCS: GetClients, GetClientsDetails.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Client,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    uuid: t.string({ description: "WHMCS's UUID of the client.", resolve: lasting(fact('uuid')) }),
    firstName: t.string({ description: 'First name.', resolve: lasting(fact('firstName')) }),
    lastName: t.string({ description: 'Last name.', resolve: lasting(fact('lastName')) }),
    fullName: t.string({ description: 'First and last name.', resolve: lasting(fact('fullName')) }),
    companyName: t.string({ description: 'The company, if the client is one.', resolve: lasting(fact('companyName')) }),
    email: t.string({ description: "The client's email address.", resolve: lasting(fact('email')) }),
    emailVerified: t.boolean({ description: 'Whether the address was confirmed.', resolve: fact('emailVerified') }),
    status: t.field({
      type: ClientStatus,
      description: 'The status of the client.',
      resolve: fact('status'),
    }),
    address: t.field({
      type: Address,
      description: 'The postal address.',
      resolve: lasting(fact('address')),
    }),
    phoneNumber: t.string({
      description: 'The phone number as it was entered.',
      resolve: lasting(fact('phoneNumber')),
    }),
    phoneCountryCode: t.string({
      description: 'Country calling code, without "+".',
      resolve: lasting(fact('phoneCountryCode')),
    }),
    phoneNumberFormatted: t.string({
      description: 'The phone number with the country calling code: "+1.5035551212".',
      resolve: lasting(fact('phoneNumberFormatted')),
    }),
    taxId: t.string({ description: 'VAT or tax number.', resolve: lasting(fact('taxId')) }),
    taxExempt: t.boolean({
      description: 'Whether no tax is charged. Staff only.',
      resolve: staffOnly(fact('taxExempt')),
    }),
    language: t.string({
      description: 'The language in which WHMCS writes to the client: "english".',
      resolve: lasting(fact('language')),
    }),
    currency: t.field({
      type: Currency,
      description: "The currency of all of the client's amounts.",
      resolve: (client, _, graph) => currencyOf(client, graph.noun(Currencies)),
    }),
    credit: t.field({
      type: Money,
      description: 'The credit that the client has for future invoices.',
      resolve: (client) => moneyOf(client.tell('credit'), client),
    }),
    paymentMethod: t.string({
      description: "System name of the client's usual payment method.",
      resolve: fact('paymentMethod'),
    }),
    registeredOn: t.field({
      type: 'Date',
      description: 'The day of registration. Only GetClients reports it; elsewhere it costs a search by email address.',
      resolve: lasting(fact('registeredOn')),
    }),
    customFields: t.field({
      type: [CustomFieldValue],
      description:
        'The values of custom fields. Viewers that are not staff see only the fields that the configuration lists.',
      resolve: toldCustomFields('clients'),
    }),
    users: t.field({
      type: [ClientUser],
      description: 'The users who can log in for the client. WHMCS 8.0 and later.',
      resolve: fact('users'),
    }),
    ownerUserId: t.id({
      description: "WHMCS's number of the user who owns the client. WHMCS 8.0 and later.",
      resolve: factId('ownerUserId'),
    }),
    emailPreferences: t.field({
      type: EmailPreferences,
      description: 'Which mails the client gets. WHMCS 7.10 and later.',
      resolve: fact('emailPreferences'),
    }),
    emailOptOut: t.boolean({
      description: 'Whether the client opted out of marketing mails, in the older setting.',
      resolve: fact('emailOptOut'),
    }),
    marketingOptIn: t.boolean({
      description: 'Whether the client agreed to marketing mails.',
      resolve: fact('marketingOptIn'),
    }),
    billingContactId: t.int({
      description: "WHMCS's number of the contact that gets the invoices; null if the client gets them.",
      resolve: fact('billingContactId'),
    }),
    twoFactorEnabled: t.boolean({
      description: 'Whether two-factor sign-in is on, if WHMCS reports it.',
      resolve: fact('twoFactorEnabled'),
    }),
    singleSignOnAllowed: t.boolean({
      description: 'Whether single sign-on into the client area is allowed.',
      resolve: fact('singleSignOnAllowed'),
    }),
    groupId: t.id({
      description: "WHMCS's number of the client group. Staff only.",
      resolve: staffOnly(factId('groupId')),
    }),
    notes: t.string({ description: "Administrators' notes. Staff only.", resolve: staffOnly(fact('notes')) }),
    lastLogin: t.string({
      description: 'When and from where the client last logged in, as WHMCS words it (HTML). Staff only.',
      resolve: staffOnly(fact('lastLogin')),
    }),
    lateFeeExempt: t.boolean({
      description: 'Whether no late fee is charged. Staff only.',
      resolve: staffOnly(fact('lateFeeExempt')),
    }),
    overdueNoticesDisabled: t.boolean({
      description: 'Whether no overdue notices are sent. Staff only.',
      resolve: staffOnly(fact('overdueNoticesDisabled')),
    }),
    separateInvoices: t.boolean({
      description: 'Whether each service is billed on an invoice of its own. Staff only.',
      resolve: staffOnly(fact('separateInvoices')),
    }),
    automaticCardChargeDisabled: t.boolean({
      description: 'Whether cards are not charged automatically. Staff only.',
      resolve: staffOnly(fact('automaticCardChargeDisabled')),
    }),
    automaticClosingDisabled: t.boolean({
      description: 'Whether the client is never closed automatically. Staff only.',
      resolve: staffOnly(fact('automaticClosingDisabled')),
    }),
  }),
});

ownersAre((graph, id) => graph.noun(Clients).of(id));

findable('Client', (graph, { id }, info) => clientByNumber(id, graph, info));

export const ClientConnection = connectionOf('Client', ClientRef, 'clients');
