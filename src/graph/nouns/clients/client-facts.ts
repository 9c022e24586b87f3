/** Converts WHMCS's answers about a client to facts. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetClients, GetClientsDetails } from '../../../whmcs/commands/clients.ts';
import { accounts, type Account } from '../../base/entity.ts';
import type { CustomFieldFact } from '../../schema-kit/custom-field.type.ts';
import { enumWords } from '../../base/enum-words.ts';

export const clientStatus = enumWords({ ACTIVE: 'Active', INACTIVE: 'Inactive', CLOSED: 'Closed' });

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly stateCode: string | null;
  readonly postcode: string | null;
  readonly countryCode: string | null;
  readonly country: string | null;
}

export interface EmailPreferences {
  readonly general: boolean | null;
  readonly invoice: boolean | null;
  readonly support: boolean | null;
  readonly product: boolean | null;
  readonly domain: boolean | null;
  readonly affiliate: boolean | null;
}

export interface ClientUser {
  readonly clientId: number;
  readonly id: number | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly isOwner: boolean | null;
}

export type ClientRecord = Answer<typeof GetClientsDetails>;
export type ClientStats = NonNullable<ClientRecord['stats']>;

export interface ClientFacts {
  firstName: string | null;
  lastName: string | null;
  fullName: string | null;
  companyName: string | null;
  email: string | null;
  status: (typeof clientStatus.names)[number] | 'OTHER' | null;
  groupId: number | null;
  registeredOn: string | null;
  uuid: string | null;
  ownerUserId: number | null;
  address: Address;
  phoneNumber: string | null;
  phoneCountryCode: string | null;
  phoneNumberFormatted: string | null;
  taxId: string | null;
  emailPreferences: EmailPreferences | null;
  billingContactId: number | null;
  notes: string | null;
  currencyId: number | null;
  currencyCode: string | null;
  currencyPrefix: string | null;
  currencySuffix: string | null;
  paymentMethod: string | null;
  credit: string | null;
  taxExempt: boolean | null;
  lateFeeExempt: boolean | null;
  overdueNoticesDisabled: boolean | null;
  separateInvoices: boolean | null;
  automaticCardChargeDisabled: boolean | null;
  emailOptOut: boolean | null;
  marketingOptIn: boolean | null;
  automaticClosingDisabled: boolean | null;
  singleSignOnAllowed: boolean | null;
  emailVerified: boolean | null;
  twoFactorEnabled: boolean | null;
  language: string | null;
  lastLogin: string | null;
  customFields: readonly CustomFieldFact[];
  users: readonly ClientUser[];
  stats: ClientStats;
  serviceCount: number | null;
  activeServiceCount: number | null;
  domainCount: number | null;
}

/**
 * The facts that come from the counters. Only these lists have a counter for their length: GetTickets may omit tickets of the requested
 * client (seen on 8.x), and invoices are counted by status only.
 */
export const countedFacts: ReadonlySet<keyof ClientFacts> = new Set([
  'stats',
  'serviceCount',
  'activeServiceCount',
  'domainCount',
]);

type ClientRow = Answer<typeof GetClients>['clients'][number];

/** First and last name as one; undefined if one of them is not reported. */
export function fullNameOf(
  first: string | null | undefined,
  last: string | null | undefined,
): string | null | undefined {
  if (first === undefined || last === undefined) return undefined;
  return [first, last].filter(Boolean).join(' ') || null;
}

/** The facts that rows have as well as records. */
export const rowFacts: ReadonlySet<keyof ClientFacts> = new Set([
  'firstName',
  'lastName',
  'fullName',
  'companyName',
  'email',
  'status',
  'groupId',
]);

/** GetClients: eight facts. Only this command has the day of registration. */
export const clientRowFacts = accounts((row: Omit<ClientRow, 'id'>): Account<ClientFacts> => ({
  firstName: row.firstname,
  lastName: row.lastname,
  fullName: fullNameOf(row.firstname, row.lastname),
  companyName: row.companyname,
  email: row.email,
  status: clientStatus.read(row.status),
  groupId: row.groupid,
  registeredOn: row.datecreated,
}));

/** GetClientsDetails: everything but the day of registration. */
export const clientRecordFacts = accounts(({ client, stats }: ClientRecord): Account<ClientFacts> => {
  const preferences = client.email_preferences;
  return {
    firstName: client.firstname,
    lastName: client.lastname,
    fullName: client.fullname ?? fullNameOf(client.firstname, client.lastname),
    companyName: client.companyname,
    email: client.email,
    status: clientStatus.read(client.status),
    groupId: client.groupid,
    uuid: client.uuid,
    ownerUserId: client.owner_user_id,
    address: {
      line1: client.address1 ?? null,
      line2: client.address2 ?? null,
      city: client.city ?? null,
      state: client.fullstate ?? client.state ?? null,
      stateCode: client.statecode ?? client.state ?? null,
      postcode: client.postcode ?? null,
      countryCode: client.countrycode ?? client.country ?? null,
      country: client.countryname ?? null,
    },
    phoneNumber: client.phonenumber,
    phoneCountryCode: client.phonecc,
    phoneNumberFormatted: client.phonenumberformatted ?? client.telephoneNumber,
    taxId: client.tax_id,
    emailPreferences: preferences && {
      general: preferences.general ?? null,
      invoice: preferences.invoice ?? null,
      support: preferences.support ?? null,
      product: preferences.product ?? null,
      domain: preferences.domain ?? null,
      affiliate: preferences.affiliate ?? null,
    },
    billingContactId: client.billingcid,
    notes: client.notes,
    currencyId: client.currency,
    currencyCode: client.currency_code,
    paymentMethod: client.defaultgateway,
    credit: client.credit,
    taxExempt: client.taxexempt,
    lateFeeExempt: client.latefeeoveride,
    overdueNoticesDisabled: client.overideduenotices,
    separateInvoices: client.separateinvoices,
    automaticCardChargeDisabled: client.disableautocc,
    emailOptOut: client.emailoptout,
    marketingOptIn: client.marketing_emails_opt_in ?? client.isOptedInToMarketingEmails,
    automaticClosingDisabled: client.overrideautoclose,
    singleSignOnAllowed: client.allowSingleSignOn,
    emailVerified: client.email_verified,
    twoFactorEnabled: client.twofaenabled,
    language: client.language,
    lastLogin: client.lastlogin,
    // Both are missing if a client has none (7.10).
    customFields: (client.customfields ?? []).map((field) => ({
      fieldId: field.id ?? null,
      name: field.fieldname ?? null,
      value: field.value ?? null,
    })),
    users: (client.users ?? []).map((user) => ({
      clientId: client.id,
      id: user.id ?? null,
      name: user.name ?? null,
      email: user.email ?? null,
      isOwner: user.is_owner ?? null,
    })),
    stats,
    serviceCount: stats?.productsnumtotal,
    activeServiceCount: stats?.productsnumactive,
    domainCount: stats?.numdomains,
  };
});
