/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A postal address. */
export type AddressInput = {
  /** City. At most 255 characters. */
  city: string;
  /** ISO 3166-1 alpha-2: "DE". At most 255 characters. */
  countryCode: string;
  /** Street and number. At most 255 characters. */
  line1: string;
  /** The second line of the address. At most 255 characters. */
  line2?: string | null | undefined;
  /** Postal code. At most 255 characters. */
  postcode: string;
  /** State or region. At most 255 characters. */
  state: string;
};

/** Changes to a postal address. */
export type AddressUpdateInput = {
  /** City. At most 255 characters. */
  city?: string | null | undefined;
  /** ISO 3166-1 alpha-2: "DE". At most 255 characters. */
  countryCode?: string | null | undefined;
  /** Street and number. At most 255 characters. */
  line1?: string | null | undefined;
  /** The second line of the address; null clears it. At most 255 characters. */
  line2?: string | null | undefined;
  /** Postal code. At most 255 characters. */
  postcode?: string | null | undefined;
  /** State or region. At most 255 characters. */
  state?: string | null | undefined;
};

/** A file to attach. */
export type AttachmentInput = {
  /** Its content, as base64. */
  data: string;
  /** Its name; WHMCS accepts only the extensions that the host allows. At most 255 characters. */
  name: string;
};

/** How often something is billed. */
export type BillingCycle =
  /** Every year. */
  | 'ANNUALLY'
  /** Every two years. */
  | 'BIENNIALLY'
  /** Costs nothing. */
  | 'FREE'
  /** Every month. */
  | 'MONTHLY'
  /** Paid once. */
  | 'ONE_TIME'
  /** A cycle that the gateway does not know. */
  | 'OTHER'
  /** Every three months. */
  | 'QUARTERLY'
  /** Every six months. */
  | 'SEMI_ANNUALLY'
  /** Every three years. */
  | 'TRIENNIALLY';

/** A billing cycle that can be ordered. */
export type BillingCycleInput =
  /** Every year. */
  | 'ANNUALLY'
  /** Every two years. */
  | 'BIENNIALLY'
  /** Costs nothing. */
  | 'FREE'
  /** Every month. */
  | 'MONTHLY'
  /** Paid once. */
  | 'ONE_TIME'
  /** Every three months. */
  | 'QUARTERLY'
  /** Every six months. */
  | 'SEMI_ANNUALLY'
  /** Every three years. */
  | 'TRIENNIALLY';

/** A new client. */
export type ClientCreateInput = {
  /** The postal address. */
  address: AddressInput;
  /** The IP address from which the client signs up. Staff only. At most 255 characters. */
  clientIp?: string | null | undefined;
  /** The company, if the client is one. At most 255 characters. */
  companyName?: string | null | undefined;
  /** The currency; the default one if absent. */
  currencyId?: string | number | null | undefined;
  /** Values of custom fields. Viewers that are not staff may use only the fields that the configuration lists. At most 100. */
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The email address, also for logging in. At most 255 characters. */
  email: string;
  /** First name. At most 255 characters. */
  firstName: string;
  /** WHMCS's number of the client group. Staff only: a partner's new clients go into the partner's group. */
  groupId?: string | number | null | undefined;
  /** Repeating the request with the same key makes no second client. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The language by its whole name in lower case: "english". At most 255 characters. */
  language?: string | null | undefined;
  /** Last name. At most 255 characters. */
  lastName: string;
  /** Whether the client agrees to marketing mails. */
  marketingOptIn?: boolean | null | undefined;
  /** Administrators' notes. Staff only. At most 65,535 characters. */
  notes?: string | null | undefined;
  /** WHMCS's number of an existing user who becomes the owner of the client; if absent, a new user is created. Staff only. */
  ownerUserId?: string | number | null | undefined;
  /** The password. If absent, a random one is set, and WHMCS mails a link to choose another. At most 255 characters. */
  password?: string | null | undefined;
  /** System name of the usual payment method. At most 255 characters. */
  paymentMethod?: string | null | undefined;
  /** Phone number. At most 255 characters. */
  phoneNumber: string;
  /** The answer to the security question. At most 255 characters. */
  securityQuestionAnswer?: string | null | undefined;
  /** WHMCS's number of the security question. */
  securityQuestionId?: string | number | null | undefined;
  /** Whether WHMCS mails a welcome. */
  sendWelcomeEmail?: boolean | null | undefined;
  /** VAT or tax number. Staff only. At most 255 characters. */
  taxId?: string | null | undefined;
};

/** A change of the credit of a client. */
export type ClientCreditAddInput = {
  /** The administrator in the log; that of the credential if absent. */
  administratorId?: string | number | null | undefined;
  /** How much. No more than there is can be removed. */
  amount: string;
  /** Whether credit is added or removed. */
  change: CreditChange;
  /** The client. */
  clientId: string | number;
  /** The currency that the amount is meant in: an error if the client's is another one. At most 255 characters. */
  currencyCode?: string | null | undefined;
  /** What it is for: the text in the log of credit. At most 65,535 characters. */
  description: string;
  /** Repeating the request with the same key moves nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The day of the change; today if absent. */
  on?: string | null | undefined;
};

/** The status of a client. */
export type ClientStatus =
  /** Has something active. */
  | 'ACTIVE'
  /** Closed: can neither order nor be billed. */
  | 'CLOSED'
  /** Has nothing active. */
  | 'INACTIVE'
  /** A status that the gateway does not know. */
  | 'OTHER';

/** A status that a client can be given or listed by. */
export type ClientStatusInput =
  /** Has something active. */
  | 'ACTIVE'
  /** Closed: can neither order nor be billed. */
  | 'CLOSED'
  /** Has nothing active. */
  | 'INACTIVE';

/** The changes. An absent field is unchanged. Null clears a field if WHMCS can clear it; otherwise it is an input error. */
export type ClientUpdateInput = {
  /** The postal address. */
  address?: AddressUpdateInput | null | undefined;
  /** The company; null clears it. At most 255 characters. */
  companyName?: string | null | undefined;
  /** The currency. Staff only. */
  currencyId?: string | number | null | undefined;
  /** Values of custom fields; the others are unchanged. Viewers that are not staff may use only the fields that the configuration lists. At most 100. */
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The email address. At most 255 characters. */
  email?: string | null | undefined;
  /** First name. At most 255 characters. */
  firstName?: string | null | undefined;
  /** WHMCS's number of the client group. Staff only. */
  groupId?: string | number | null | undefined;
  /** The client. */
  id: string | number;
  /** The language by its whole name in lower case; null restores the default. At most 255 characters. */
  language?: string | null | undefined;
  /** Last name. At most 255 characters. */
  lastName?: string | null | undefined;
  /** Whether the client agrees to marketing mails. */
  marketingOptIn?: boolean | null | undefined;
  /** Administrators' notes; null clears them. Staff only. At most 65,535 characters. */
  notes?: string | null | undefined;
  /** System name of the usual payment method; null restores the default. At most 255 characters. */
  paymentMethod?: string | null | undefined;
  /** Phone number. At most 255 characters. */
  phoneNumber?: string | null | undefined;
  /** The new status. Staff only. */
  status?: ClientStatusInput | null | undefined;
  /** Whether no tax is charged. Staff only. */
  taxExempt?: boolean | null | undefined;
  /** VAT or tax number; null clears it. Staff only. At most 255 characters. */
  taxId?: string | null | undefined;
};

/** A choice for a configurable option. */
export type ConfigOptionInput = {
  /** The option: `optionId` of a ConfigOptionValue, or WHMCS's number. */
  optionId: string | number;
  /** WHMCS's number of the choice, or a quantity; 1 or 0 for a yes-or-no option. At most 65,535 characters. */
  value: string;
};

/** Changes to the postal address of a contact. */
export type ContactAddressUpdateInput = {
  /** City; null clears it. At most 255 characters. */
  city?: string | null | undefined;
  /** ISO 3166-1 alpha-2: "DE". At most 255 characters. */
  countryCode?: string | null | undefined;
  /** Street and number; null clears it. At most 255 characters. */
  line1?: string | null | undefined;
  /** Second line of the address; null clears it. At most 255 characters. */
  line2?: string | null | undefined;
  /** Postal code; null clears it. At most 255 characters. */
  postcode?: string | null | undefined;
  /** State or region; null clears it. At most 255 characters. */
  state?: string | null | undefined;
};

/** The changes. An absent field is unchanged. */
export type ContactUpdateInput = {
  /** Postal address. */
  address?: ContactAddressUpdateInput | null | undefined;
  /** Company; null clears it. At most 255 characters. */
  companyName?: string | null | undefined;
  /** Email address; null clears it. At most 255 characters. */
  email?: string | null | undefined;
  /** Which mails the contact gets. A kind that is left out is unchanged. */
  emailPreferences?: EmailPreferencesInput | null | undefined;
  /** First name; null clears it. At most 255 characters. */
  firstName?: string | null | undefined;
  /** The contact by its global id. Staff may give WHMCS's number. */
  id: string | number;
  /** Last name; null clears it. At most 255 characters. */
  lastName?: string | null | undefined;
  /** Phone number; null clears it. At most 255 characters. */
  phoneNumber?: string | null | undefined;
};

/** What happens to credit. */
export type CreditChange =
  /** It becomes more. */
  | 'ADD'
  /** It becomes less. */
  | 'REMOVE';

/** A value for a custom field. */
export type CustomFieldInput = {
  /** The field: `fieldId` of a CustomFieldValue, or WHMCS's number. */
  fieldId: string | number;
  /** What to enter; a choice as its text, a tick box as "on". At most 65,535 characters. */
  value: string;
};

/** A value that a top-level domain requires. */
export type DomainFieldInput = {
  /** The field's name in WHMCS, or its number in the list of such fields. At most 255 characters. */
  name: string;
  /** The value. At most 65,535 characters. */
  value: string;
};

/** The name servers that a domain is to have. */
export type DomainNameserversUpdateInput = {
  /** The domain: its global id or WHMCS's number. */
  domainId: string | number;
  /** All of them, two to five: the others are removed. At most 5, of 255 characters each. */
  nameservers: Array<string>;
};

/** Whether a domain is registered or transferred. */
export type DomainOrderType =
  /** The domain is registered. */
  | 'REGISTER'
  /** The domain is transferred from another registrar. */
  | 'TRANSFER';

/** Where a domain stands. */
export type DomainStatus =
  /** Registered. */
  | 'ACTIVE'
  /** Cancelled. */
  | 'CANCELLED'
  /** Expired. */
  | 'EXPIRED'
  /** Staff marked its order as fraud. */
  | 'FRAUD'
  /** Expired, and to be had back at the usual price. */
  | 'GRACE'
  /** A status that the gateway does not know. */
  | 'OTHER'
  /** Ordered. */
  | 'PENDING'
  /** Being registered. */
  | 'PENDING_REGISTRATION'
  /** Being transferred from another registrar. */
  | 'PENDING_TRANSFER'
  /** Expired, and to be had back at a higher price. */
  | 'REDEMPTION'
  /** Transferred to another registrar. */
  | 'TRANSFERRED_AWAY';

/** Which mails a contact gets. */
export type EmailPreferencesInput = {
  /** Mail about the affiliate account. */
  affiliate?: boolean | null | undefined;
  /** Mail about domains. */
  domain?: boolean | null | undefined;
  /** General notices. */
  general?: boolean | null | undefined;
  /** Mail about invoices. */
  invoice?: boolean | null | undefined;
  /** Mail about services. */
  product?: boolean | null | undefined;
  /** Mail about tickets. */
  support?: boolean | null | undefined;
};

/** Credit to apply to an invoice. */
export type InvoiceCreditApplyInput = {
  /** How much: at most the balance of the invoice, and the credit of its client. */
  amount: string;
  /** Repeating the request with the same key applies nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice. */
  invoiceId: string | number;
  /** Whether WHMCS mails a confirmation. */
  sendEmail?: boolean | null | undefined;
};

/** A new line. */
export type InvoiceItemAddInput = {
  /** The amount before tax. */
  amount: string;
  /** The text printed on the invoice. At most 65,535 characters. */
  description: string;
  /** Whether tax is added. */
  taxed?: boolean | null | undefined;
};

/** The new content of a line; WHMCS needs all of its fields. */
export type InvoiceItemUpdateInput = {
  /** The amount before tax. */
  amount: string;
  /** The text printed on the invoice. At most 65,535 characters. */
  description: string;
  /** The line: `id` of InvoiceItem. */
  id: string | number;
  /** Whether tax is added. */
  taxed: boolean;
};

/** A payment that was made outside WHMCS. */
export type InvoicePaymentAddInput = {
  /** Whether it may exceed the balance; WHMCS turns the excess into credit. */
  allowOverpayment?: boolean | null | undefined;
  /** The amount; the whole balance if absent. */
  amount?: string | null | undefined;
  /** The time of the payment; now if absent. */
  at?: string | null | undefined;
  /** The fees that the payment gateway kept. */
  fees?: string | null | undefined;
  /** System name of the payment gateway: `module` of a PaymentMethod. At most 255 characters. */
  gateway: string;
  /** Repeating the request with the same key pays nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice that was paid. */
  invoiceId: string | number;
  /** Whether WHMCS mails a confirmation. */
  sendEmail?: boolean | null | undefined;
  /** The payment gateway's own reference. At most 255 characters. */
  transactionId: string;
};

/** An invoice to charge. */
export type InvoicePaymentCaptureInput = {
  /** Repeating the request with the same key charges nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice. */
  invoiceId: string | number;
};

/** The status of an invoice. */
export type InvoiceStatus =
  /** Cancelled. */
  | 'CANCELLED'
  /** Handed to a debt collector. */
  | 'COLLECTIONS'
  /** Not yet published; the client does not see it. */
  | 'DRAFT'
  /** A status that the gateway does not know. */
  | 'OTHER'
  /** Paid in full. */
  | 'PAID'
  /** Paid, but the payment gateway has not confirmed it yet. */
  | 'PAYMENT_PENDING'
  /** Paid and refunded. */
  | 'REFUNDED'
  /** Published and not yet paid. */
  | 'UNPAID';

/** A status that an invoice can be given. */
export type InvoiceStatusInput =
  /** Cancelled. */
  | 'CANCELLED'
  /** Handed to a debt collector. */
  | 'COLLECTIONS'
  /** Not yet published; the client does not see it. */
  | 'DRAFT'
  /** Paid in full. */
  | 'PAID'
  /** Paid, but the payment gateway has not confirmed it yet. */
  | 'PAYMENT_PENDING'
  /** Paid and refunded. */
  | 'REFUNDED'
  /** Published and not yet paid. */
  | 'UNPAID';

/** Changes to an invoice. An absent field is unchanged. From WHMCS 9.0 only drafts can be changed. */
export type InvoiceUpdateInput = {
  /** Lines to add. Staff only. At most 100. */
  addItems?: Array<InvoiceItemAddInput> | null | undefined;
  /** Credit applied. Staff only. */
  credit?: string | null | undefined;
  /** The due date. */
  dueOn?: string | null | undefined;
  /** Repeating the request with the same key does nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice. */
  invoiceId: string | number;
  /** The day on the invoice. */
  issuedOn?: string | null | undefined;
  /** Notes printed on the invoice. At most 65,535 characters. */
  notes?: string | null | undefined;
  /** The day on which it was paid. */
  paidOn?: string | null | undefined;
  /** System name of the payment method. At most 255 characters. */
  paymentMethod?: string | null | undefined;
  /** Publishes a draft. */
  publish?: boolean | null | undefined;
  /** Publishes a draft and mails it to the client. */
  publishAndSendEmail?: boolean | null | undefined;
  /** Lines to remove. Staff only. At most 100. */
  removeItemIds?: Array<string | number> | null | undefined;
  /** Its new status. */
  status?: InvoiceStatusInput | null | undefined;
  /** Percentage of the first tax level. WHMCS treats 0 as absent. Staff only. */
  taxRate?: string | null | undefined;
  /** Percentage of the second tax level. WHMCS treats 0 as absent. Staff only. */
  taxRate2?: string | null | undefined;
  /** Lines to change. Staff only. At most 100. */
  updateItems?: Array<InvoiceItemUpdateInput> | null | undefined;
};

/** An order of at least one item. Its services and domains are pending until orderAccept. */
export type OrderAddInput = {
  /** Addons to services that the client already has. At most 100. */
  addons?: Array<OrderAddonInput> | null | undefined;
  /** WHMCS's number of the affiliate who earns a commission. Staff only. */
  affiliateId?: string | number | null | undefined;
  /** The client that orders. */
  clientId: string | number;
  /** The IP address from which the client orders, for the fraud check. Staff only. At most 255 characters. */
  clientIp?: string | null | undefined;
  /** WHMCS's number of the client's contact for the ordered domains. Staff only. */
  contactId?: string | number | null | undefined;
  /** Whether an invoice is created. */
  createInvoice?: boolean | null | undefined;
  /** Domains of the client to renew. At most 100. */
  domainRenewals?: Array<OrderDomainRenewalInput> | null | undefined;
  /** Domains to register or transfer. At most 100. */
  domains?: Array<OrderDomainInput> | null | undefined;
  /** Repeating the request with the same key orders nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** Nameservers for the ordered domains. At most 5, of 255 characters each. */
  nameservers?: Array<string> | null | undefined;
  /** System name of the payment method. At most 255 characters. */
  paymentMethod: string;
  /** Products. At most 100. */
  products?: Array<OrderProductInput> | null | undefined;
  /** The promotion to use; WHMCS ignores a code that it does not know. At most 255 characters. */
  promotionCode?: string | null | undefined;
  /** Uses the promotion even if its conditions are not met. Staff only. */
  promotionOverride?: boolean | null | undefined;
  /** Whether WHMCS mails a confirmation of the order. */
  sendEmail?: boolean | null | undefined;
  /** Whether WHMCS mails the invoice. */
  sendInvoiceEmail?: boolean | null | undefined;
  /** Services of the client to renew. WHMCS 8.8 and later. At most 100. */
  serviceRenewalIds?: Array<string | number> | null | undefined;
};

/** An addon to a service that the client already has. */
export type OrderAddonInput = {
  /** WHMCS's number of the product addon. */
  addonId: string | number;
  /** The quantity; one if absent. WHMCS 8.12 and later. */
  quantity?: number | null | undefined;
  /** The service. */
  serviceId: string | number;
};

/** A domain to register or transfer. If a product is for the same domain, the two are ordered as one item. */
export type OrderDomainInput = {
  /** Whether its records can be edited. */
  dnsManagement?: boolean | null | undefined;
  /** Whether mail can be forwarded. */
  emailForwarding?: boolean | null | undefined;
  /** The code of the other registrar, for a transfer. At most 255 characters. */
  eppCode?: string | null | undefined;
  /** The values that its top-level domain requires. At most 100. */
  fields?: Array<DomainFieldInput> | null | undefined;
  /** Whether the owner's address is hidden. */
  idProtection?: boolean | null | undefined;
  /** Language of an internationalised name: "fre". WHMCS 8.0 and later. At most 255 characters. */
  idnLanguage?: string | null | undefined;
  /** The whole name: "example.com". At most 255 characters. */
  name: string;
  /** A price instead of the one in the catalogue. Staff only. */
  priceOverride?: string | null | undefined;
  /** A price for renewals instead of the one in the catalogue. Staff only. */
  renewalPriceOverride?: string | null | undefined;
  /** Whether it is registered or transferred. */
  type: DomainOrderType;
  /** The years, at most ten; WHMCS's shortest period if absent. */
  years?: number | null | undefined;
};

/** A domain to renew. */
export type OrderDomainRenewalInput = {
  /** The domain. */
  domainId: string | number;
  /** The years, at most ten. */
  years: number;
};

/** A product to order; it becomes a service. */
export type OrderProductInput = {
  /** WHMCS's numbers of product addons to order with it. At most 100. */
  addonIds?: Array<string | number> | null | undefined;
  /** The billing cycle: one for which the product has a price in the client's currency. The first of them if absent. */
  billingCycle?: BillingCycleInput | null | undefined;
  /** Choices for the product's configurable options. At most 100. */
  configOptions?: Array<ConfigOptionInput> | null | undefined;
  /** Values for the product's custom fields; required fields must have one. Viewers that are not staff may use only required fields and the fields that the configuration lists. At most 100. */
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The domain of the service: a full name, also of a subdomain. At most 255 characters. */
  domainName?: string | null | undefined;
  /** The name of a server. At most 255 characters. */
  hostname?: string | null | undefined;
  /** The prefixes of a server's two nameservers, before the hostname: "ns1". At most 2, of 255 characters each. */
  nameserverPrefixes?: Array<string> | null | undefined;
  /** A price instead of the one in the catalogue, also for a billing cycle without a price. Staff only. */
  priceOverride?: string | null | undefined;
  /** The product. */
  productId: string | number;
  /** The quantity; one if absent. More than one only if the product's `allowQuantity` is not 0, and at most the stock. WHMCS 8.12 and later. */
  quantity?: number | null | undefined;
  /** The first password of a server. At most 255 characters. */
  rootPassword?: string | null | undefined;
};

/** A new quote. */
export type QuoteCreateInput = {
  /** The client. */
  clientId?: string | number | null | undefined;
  /** The day on which it is made; today if absent. */
  createdOn?: string | null | undefined;
  /** The currency, where the recipient is not a client yet. */
  currencyId?: string | number | null | undefined;
  /** The text below the lines, for the recipient. At most 255 characters. */
  customerNotes?: string | null | undefined;
  /** Repeating the request with the same key makes no second quote. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** Its lines. At most 100. */
  items?: Array<QuoteItemAddInput> | null | undefined;
  /** Administrators' notes. At most 65,535 characters. */
  notes?: string | null | undefined;
  /** The text above the lines. At most 255 characters. */
  proposal?: string | null | undefined;
  /** The recipient, where that is not a client yet. */
  recipient?: QuoteRecipientInput | null | undefined;
  /** Where it stands. */
  stage: QuoteStageInput;
  /** What it is about. At most 255 characters. */
  subject: string;
  /** VAT or tax number of the recipient. At most 255 characters. */
  taxId?: string | null | undefined;
  /** The last day on which it holds. */
  validUntil: string;
};

/** A new line of a quote. */
export type QuoteItemAddInput = {
  /** What is offered. At most 65,535 characters. */
  description: string;
  /** What is taken off, in per cent. */
  discount?: string | null | undefined;
  /** Whether it is taxed. */
  isTaxed?: boolean | null | undefined;
  /** How many; 1 if absent. */
  quantity?: string | null | undefined;
  /** The price of one. */
  unitPrice: string;
};

/** A recipient who is not a client yet. */
export type QuoteRecipientInput = {
  /** Street and number. At most 255 characters. */
  addressLine1?: string | null | undefined;
  /** Second line of the address. At most 255 characters. */
  addressLine2?: string | null | undefined;
  /** City. At most 255 characters. */
  city?: string | null | undefined;
  /** Company. At most 255 characters. */
  companyName?: string | null | undefined;
  /** ISO 3166-1 alpha-2: "DE". At most 255 characters. */
  countryCode?: string | null | undefined;
  /** E-mail address. At most 255 characters. */
  email?: string | null | undefined;
  /** First name. At most 255 characters. */
  firstName?: string | null | undefined;
  /** Last name. At most 255 characters. */
  lastName?: string | null | undefined;
  /** Telephone number, without the code of the country. At most 255 characters. */
  phoneNumber?: string | null | undefined;
  /** Postal code. WHMCS takes none later. At most 255 characters. */
  postcode?: string | null | undefined;
  /** State or region. At most 255 characters. */
  state?: string | null | undefined;
};

/** Where a quote stands. */
export type QuoteStage =
  /** Accepted, and made an invoice. */
  | 'ACCEPTED'
  /** Given up. */
  | 'DEAD'
  /** Sent to its recipient. */
  | 'DELIVERED'
  /** Being written. For staff. */
  | 'DRAFT'
  /** Declined. */
  | 'LOST'
  /** Put off. */
  | 'ON_HOLD'
  /** A stage that the gateway does not know. */
  | 'OTHER';

/** A stage that staff can put a quote in. */
export type QuoteStageInput =
  /** Accepted. No invoice is made: see quoteAccept. */
  | 'ACCEPTED'
  /** Given up. */
  | 'DEAD'
  /** Sent to its recipient. No mail is sent: see quoteSend. */
  | 'DELIVERED'
  /** Being written: its recipient does not see it. */
  | 'DRAFT'
  /** Declined. */
  | 'LOST'
  /** Put off. */
  | 'ON_HOLD';

/** Where a service stands. */
export type ServiceStatus =
  /** Set up and running. */
  | 'ACTIVE'
  /** Cancelled. */
  | 'CANCELLED'
  /** Done, with nothing left to bill. */
  | 'COMPLETED'
  /** Staff marked its order as fraud. */
  | 'FRAUD'
  /** A status that the gateway does not know. */
  | 'OTHER'
  /** Ordered and not yet set up. */
  | 'PENDING'
  /** Switched off, and kept. */
  | 'SUSPENDED'
  /** Removed from the server. */
  | 'TERMINATED';

/** Tickets to merge. */
export type TicketMergeInput = {
  /** Repeating the request with the same key merges nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The tickets that are merged into it. At most 100. */
  mergedTicketIds: Array<string | number>;
  /** The new subject of the ticket that is left. At most 255 characters. */
  subject?: string | null | undefined;
  /** The ticket that is left. */
  ticketId: string | number;
};

/** A note, which clients never see. */
export type TicketNoteAddInput = {
  /** When it was written; now if absent, and not in the future. */
  at?: string | null | undefined;
  /** Files. At most 100. */
  attachments?: Array<AttachmentInput> | null | undefined;
  /** Repeating the request with the same key adds nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether the text is Markdown. */
  markdown?: boolean | null | undefined;
  /** The text. At most 65,535 characters. */
  message: string;
  /** The ticket. */
  ticketId: string | number;
};

/** A new ticket. */
export type TicketOpenInput = {
  /** Files. At most 100. */
  attachments?: Array<AttachmentInput> | null | undefined;
  /** The client that opens it. A client that sees only itself may omit it; staff omit it for a guest. */
  clientId?: string | number | null | undefined;
  /** WHMCS's number of the client's contact who opens it. For staff. */
  contactId?: string | number | null | undefined;
  /** Values of the department's custom fields. Viewers that are not staff may use only the fields that the configuration lists. At most 100. */
  customFields?: Array<CustomFieldInput> | null | undefined;
  /** The department: `id` of a TicketDepartment. */
  departmentId: string | number;
  /** The client's domain that it is about; not together with a service. */
  domainId?: string | number | null | undefined;
  /** The email address of the guest who opens it. For staff. At most 255 characters. */
  email?: string | null | undefined;
  /** Repeating the request with the same key opens nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether the message is Markdown. */
  markdown?: boolean | null | undefined;
  /** The opening message. At most 65,535 characters. */
  message: string;
  /** The name of the guest who opens it. For staff. At most 255 characters. */
  name?: string | null | undefined;
  /** The priority; WHMCS's default if absent. */
  priority?: TicketPriorityInput | null | undefined;
  /** Whether WHMCS mails that it was opened. */
  sendEmail?: boolean | null | undefined;
  /** The client's service that it is about. */
  serviceId?: string | number | null | undefined;
  /** The subject. At most 255 characters. */
  subject: string;
};

/** How urgent a ticket is. */
export type TicketPriority =
  /** Cannot wait. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** WHMCS's default. */
  | 'MEDIUM'
  /** A priority that the gateway does not know. */
  | 'OTHER';

/** A priority that a ticket can be given. */
export type TicketPriorityInput =
  /** Cannot wait. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** WHMCS's default. */
  | 'MEDIUM';

/** A reply to a ticket. Staff name exactly one author; all others reply as the ticket's client. */
export type TicketReplyAddInput = {
  /** The login name of the member of staff who replies. For staff. At most 255 characters. */
  adminUsername?: string | null | undefined;
  /** Files. At most 100. */
  attachments?: Array<AttachmentInput> | null | undefined;
  /** The client that replies, if it is one. Viewers that are not staff reply as the ticket's client and may omit it. */
  clientId?: string | number | null | undefined;
  /** WHMCS's number of the client's contact who replies. For staff. */
  contactId?: string | number | null | undefined;
  /** The email address of the guest who replies. For staff. At most 255 characters. */
  email?: string | null | undefined;
  /** Repeating the request with the same key adds nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether the message is Markdown. */
  markdown?: boolean | null | undefined;
  /** The reply. At most 65,535 characters. */
  message: string;
  /** The name of the guest who replies. For staff. At most 255 characters. */
  name?: string | null | undefined;
  /** Whether WHMCS mails the reply. */
  sendEmail?: boolean | null | undefined;
  /** The ticket's status after the reply; WHMCS decides if absent. For staff. At most 255 characters. */
  status?: string | null | undefined;
  /** The ticket. */
  ticketId: string | number;
};

/** Money that moved outside of WHMCS. It leaves the status of an invoice as it is: see invoicePaymentAdd. */
export type TransactionAddInput = {
  /** Whether what came in becomes credit of the client. It excludes an invoice. */
  addToCredit?: boolean | null | undefined;
  /** Whether another transaction may have the same transactionId. */
  allowDuplicate?: boolean | null | undefined;
  /** Whether more may come in than the balance of the invoice. */
  allowOverpayment?: boolean | null | undefined;
  /** The amount that came in. */
  amountIn?: string | null | undefined;
  /** The amount that went out, as in a refund. */
  amountOut?: string | null | undefined;
  /** The client. */
  clientId?: string | number | null | undefined;
  /** The currency: required where no client is concerned, else that of the client. */
  currencyId?: string | number | null | undefined;
  /** The purpose. At most 65,535 characters. */
  description?: string | null | undefined;
  /** The fees that the payment gateway kept. They may be negative. */
  fees?: string | null | undefined;
  /** System name of the payment gateway: `module` of a PaymentMethod. At most 255 characters. */
  gateway: string;
  /** Repeating the request with the same key records nothing twice. At most 65,535 characters. */
  idempotencyKey?: string | null | undefined;
  /** The invoice that was paid or refunded. */
  invoiceId?: string | number | null | undefined;
  /** The day on which the money moved; today if absent. */
  on?: string | null | undefined;
  /** The rate of its currency against the default currency. */
  rate?: string | null | undefined;
  /** The payment gateway's own reference. At most 255 characters. */
  transactionId?: string | null | undefined;
};

/** What kind of viewer asks. */
export type ViewerRole =
  /** Sees his own things. */
  | 'CLIENT'
  /** Sees the things of some clients. */
  | 'PARTNER'
  /** A member of the host: sees everything. */
  | 'STAFF';

export type AcceptOrderMutationVariables = Exact<{
  orderId: string | number;
  idempotencyKey?: string | null | undefined;
}>;


export type AcceptOrderMutation = { orderAccept:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'OrderAcceptPayload', order: { id: string, status: string | null } | null }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type ActivityLogQueryVariables = Exact<{
  clientId?: string | number | null | undefined;
  description?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ActivityLogQuery = { activityLog: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ at: string | null, description: string | null, userName: string | null, ipAddress: string | null, administrator: { id: string, fullName: string | null } | null }> } | null };

export type AddCreditMutationVariables = Exact<{
  input: ClientCreditAddInput;
}>;


export type AddCreditMutation = { clientCreditAdd:
    | { __typename: 'ClientCreditAddPayload', client: { id: string, credit: { amount: string } | null } | null }
    | { __typename: 'ConflictError', subject: string, expected: Array<string>, actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type ApplyCreditMutationVariables = Exact<{
  input: InvoiceCreditApplyInput;
}>;


export type ApplyCreditMutation = { invoiceCreditApply:
    | { __typename: 'ConflictError', subject: string, expected: Array<string>, actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'InvoiceCreditApplyPayload', invoice: { id: string, status: InvoiceStatus | null, balance: { amount: string } | null } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type CapturePaymentMutationVariables = Exact<{
  input: InvoicePaymentCaptureInput;
}>;


export type CapturePaymentMutation = { invoicePaymentCapture:
    | { __typename: 'ConflictError', subject: string, expected: Array<string>, actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'InvoicePaymentCapturePayload', invoice: { id: string, status: InvoiceStatus | null, paidAt: string | null, balance: { amount: string } | null } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', reason: string, message: string }
    | { __typename: 'UnknownOutcomeError', operationId: string | null, message: string }
   | null };

export type CatalogueQueryVariables = Exact<{
  groupId?: string | number | null | undefined;
}>;


export type CatalogueQuery = { products: Array<{ id: string, name: string | null, type: string | null, module: string | null, description: string | null }> | null, currencies: Array<{ id: string, code: string, prefix: string | null, suffix: string | null, rate: string | null }> | null, paymentMethods: Array<{ module: string, displayName: string }> | null, ticketDepartments: Array<{ id: string, name: string | null }> | null };

export type ClientPageQueryVariables = Exact<{
  id: string | number;
}>;


export type ClientPageQuery = { client: { id: string, whmcsId: number, fullName: string | null, companyName: string | null, email: string | null, status: ClientStatus | null, phoneNumber: string | null, address: { line1: string | null, line2: string | null, city: string | null, state: string | null, postcode: string | null, country: string | null } | null, credit: { amount: string, currencyCode: string | null } | null, services: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, domainName: string | null, status: ServiceStatus | null, nextDueOn: string | null, recurringAmount: { amount: string } | null }> } | null, invoices: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, dueOn: string | null, total: { formatted: string | null } | null }> } | null, tickets: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, subject: string | null, status: string | null, lastReplyAt: string | null }> } | null } | null };

export type ContactsDeskQueryVariables = Exact<{
  clientId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ContactsDeskQuery = { client: { id: string, fullName: string | null, users: Array<{ whmcsId: number | null, name: string | null, email: string | null, isOwner: boolean | null }> | null, contacts: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, firstName: string | null, lastName: string | null, companyName: string | null, email: string | null, phoneNumber: string | null, emailPreferences: { general: boolean | null, invoice: boolean | null, support: boolean | null, product: boolean | null, domain: boolean | null, affiliate: boolean | null } | null }> } | null } | null };

export type DomainDeskQueryVariables = Exact<{
  id: string | number;
}>;


export type DomainDeskQuery = { domain: { id: string, name: string | null, status: DomainStatus | null, registrar: string | null, registeredOn: string | null, expiresOn: string | null, nextDueOn: string | null, years: number | null, idProtection: boolean | null, dnsManagement: boolean | null, emailForwarding: boolean | null, doNotRenew: boolean | null, nameservers: Array<string> | null, isLocked: boolean | null, recurringAmount: { amount: string, currencyCode: string | null } | null, contacts: Array<{ role: string, values: Array<{ name: string, value: string | null }> }> | null, client: { id: string } | null } | null };

export type EditDraftInvoiceMutationVariables = Exact<{
  input: InvoiceUpdateInput;
}>;


export type EditDraftInvoiceMutation = { invoiceUpdate:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'InvoiceUpdatePayload', invoice: { id: string, status: InvoiceStatus | null, total: { amount: string } | null, items: Array<{ id: string, description: string | null, amount: { amount: string } | null }> | null } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type InvoiceDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type InvoiceDetailQuery = { invoice: { id: string, number: string | null, status: InvoiceStatus | null, issuedOn: string | null, dueOn: string | null, paidAt: string | null, paymentMethod: string | null, subtotal: { formatted: string | null } | null, tax: { formatted: string | null } | null, total: { amount: string, currencyCode: string | null, formatted: string | null } | null, balance: { formatted: string | null } | null, items: Array<{ id: string, description: string | null, taxed: boolean | null, amount: { formatted: string | null } | null }> | null, transactions: Array<{ id: string, transactionId: string | null, gateway: string | null, at: string | null, amountIn: { amount: string } | null }> | null, client: { id: string, fullName: string | null, companyName: string | null, address: { line1: string | null, line2: string | null, city: string | null, postcode: string | null, countryCode: string | null } | null } | null } | null };

export type MergeTicketsMutationVariables = Exact<{
  input: TicketMergeInput;
}>;


export type MergeTicketsMutation = { ticketMerge:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'TicketMergePayload', ticket: { id: string, number: string | null, subject: string | null, messages: Array<{ id: string, at: string | null, authorName: string | null, body: string | null }> | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type MyAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type MyAccountQuery = { viewer: { name: string, role: ViewerRole }, services: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, domainName: string | null, status: ServiceStatus | null, nextDueOn: string | null }> } | null, domains: { totalCount: number | null, nodes: Array<{ id: string, name: string | null, status: DomainStatus | null, expiresOn: string | null }> } | null, invoices: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, dueOn: string | null, total: { formatted: string | null } | null }> } | null };

export type NoteTicketMutationVariables = Exact<{
  input: TicketNoteAddInput;
}>;


export type NoteTicketMutation = { ticketNoteAdd:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'TicketNoteAddPayload', ticket: { id: string, notes: Array<{ whmcsId: number | null, at: string | null, body: string | null, adminName: string | null }> | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type OpenTicketMutationVariables = Exact<{
  input: TicketOpenInput;
}>;


export type OpenTicketMutation = { ticketOpen:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'TicketOpenPayload', ticket: { id: string, number: string | null, subject: string | null, status: string | null, messages: Array<{ id: string, body: string | null, authorName: string | null }> | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type OrdersPageQueryVariables = Exact<{
  status?: string | null | undefined;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type OrdersPageQuery = { orders: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, status: string | null, placedAt: string | null, paymentMethod: string | null, amount: { amount: string } | null, items: Array<{ type: string | null, description: string | null, domainName: string | null, billingCycle: BillingCycle | null, status: string | null }> | null, client: { id: string, fullName: string | null } | null, invoice: { id: string, status: InvoiceStatus | null } | null }> } | null };

export type PartnerOverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerOverviewQuery = { viewer: { name: string, role: ViewerRole }, clients: { totalCount: number | null, nodes: Array<{ id: string, fullName: string | null, companyName: string | null, email: string | null, status: ClientStatus | null }> } | null, invoices: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, dueOn: string | null, total: { formatted: string | null } | null, client: { id: string, fullName: string | null } | null }> } | null, tickets: { totalCount: number | null, nodes: Array<{ id: string, number: string | null, subject: string | null, lastReplyAt: string | null, client: { id: string } | null }> } | null };

export type PlaceOrderMutationVariables = Exact<{
  input: OrderAddInput;
}>;


export type PlaceOrderMutation = { orderAdd:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'OrderAddPayload', order: { id: string, number: string | null, status: string | null } | null, invoice: { id: string, total: { amount: string } | null } | null, services: Array<{ id: string, status: ServiceStatus | null }> | null, domains: Array<{ id: string, name: string | null, status: DomainStatus | null }> | null }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type QuoteDeskQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type QuoteDeskQuery = { quotes: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, whmcsId: number, subject: string | null, stage: QuoteStage | null, validUntil: string | null, sentOn: string | null, total: { amount: string, currencyCode: string | null } | null, client: { id: string, fullName: string | null } | null, recipient: { firstName: string | null, lastName: string | null, companyName: string | null } | null }> } | null };

export type RecordPaymentMutationVariables = Exact<{
  input: InvoicePaymentAddInput;
}>;


export type RecordPaymentMutation = { invoicePaymentAdd:
    | { __typename: 'ConflictError', subject: string, expected: Array<string>, actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'InvoicePaymentAddPayload', alreadyDone: boolean, invoice: { id: string, status: InvoiceStatus | null, paidAt: string | null, balance: { amount: string } | null } | null }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type RecordTransactionMutationVariables = Exact<{
  input: TransactionAddInput;
}>;


export type RecordTransactionMutation = { transactionAdd:
    | { __typename: 'ConflictError', subject: string, expected: Array<string>, actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'TransactionAddPayload', transaction: { id: string, whmcsId: number, transactionId: string | null, amountIn: { amount: string } | null, amountOut: { amount: string } | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type ReplyToTicketMutationVariables = Exact<{
  input: TicketReplyAddInput;
}>;


export type ReplyToTicketMutation = { ticketReplyAdd:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'TicketReplyAddPayload', ticket: { id: string, status: string | null, messages: Array<{ id: string, body: string | null, authorName: string | null, authorType: string | null }> | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type SendTemplateEmailMutationVariables = Exact<{
  template: string;
  relatedId: string | number;
  idempotencyKey?: string | null | undefined;
}>;


export type SendTemplateEmailMutation = { emailSend:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'EmailSendPayload', sent: boolean }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type ServiceDetailQueryVariables = Exact<{
  id: string | number;
}>;


export type ServiceDetailQuery = { service: { id: string, name: string | null, groupName: string | null, status: ServiceStatus | null, domainName: string | null, username: string | null, billingCycle: BillingCycle | null, registeredOn: string | null, nextDueOn: string | null, suspensionReason: string | null, serverName: string | null, quantity: number | null, recurringAmount: { amount: string } | null, configOptions: Array<{ optionId: string, name: string | null, value: string | null }> | null, customFields: Array<{ fieldId: string | null, name: string | null, value: string | null }> | null, product: { id: string, name: string | null } | null, client: { id: string } | null, order: { id: string, number: string | null } | null } | null };

export type SignUpClientMutationVariables = Exact<{
  input: ClientCreateInput;
}>;


export type SignUpClientMutation = { clientCreate:
    | { __typename: 'ClientCreatePayload', client: { id: string, whmcsId: number, fullName: string | null, email: string | null } | null }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type StaffDashboardQueryVariables = Exact<{
  days?: number | null | undefined;
}>;


export type StaffDashboardQuery = { statistics: { pendingCancellationCount: number | null, dueToDoItemCount: number | null, openNetworkIssueCount: number | null, uninvoicedBillableItemCount: number | null, validQuoteCount: number | null, income: { today: { formatted: string | null } | null, thisMonth: { formatted: string | null } | null, thisYear: { formatted: string | null } | null } | null, orders: { pendingCount: number | null, todayCount: number | null, thisMonthCount: number | null } | null, tickets: { activeCount: number | null, awaitingReplyCount: number | null, flaggedCount: number | null } | null, timeline: Array<{ on: string | null, newOrderCount: number | null, newTicketCount: number | null, income: { amount: string, currencyCode: string | null } | null }> | null } | null };

export type StaffDeskQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type StaffDeskQuery = { currentAdministrator: { name: string | null, notes: string | null, departments: Array<{ id: string, name: string | null }> | null } | null, staffOnline: Array<{ username: string | null, signedInAt: string | null, lastSeenAt: string | null }> | null, toDoItemStatuses: Array<{ title: string | null, itemCount: number | null, overdueCount: number | null }> | null, toDoItems: { totalCount: number | null, nodes: Array<{ id: string, title: string | null, status: string | null, dueOn: string | null, administrator: { id: string, fullName: string | null } | null }> } | null, moduleQueue: Array<{ whmcsId: number | null, moduleName: string | null, action: string | null, lastAttemptAt: string | null, lastError: string | null, retryCount: number | null, service: { id: string, name: string | null } | null, domain: { id: string, name: string | null } | null }> | null };

export type SuspendServiceMutationVariables = Exact<{
  serviceId: string | number;
  reason?: string | null | undefined;
  ifStatus?: Array<ServiceStatus> | ServiceStatus | null | undefined;
}>;


export type SuspendServiceMutation = { serviceSuspend:
    | { __typename: 'ConflictError', actual: string | null, message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'ServiceSuspendPayload', service: { id: string, name: string | null, domainName: string | null, status: ServiceStatus | null, suspensionReason: string | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type TicketDeskQueryVariables = Exact<{ [key: string]: never; }>;


export type TicketDeskQuery = { ticketCounts: { all: number | null, active: number | null, awaitingReply: number | null, flagged: number | null } | null, ticketStatuses: Array<{ title: string | null, color: string | null, ticketCount: number | null }> | null, predefinedReplyCategories: Array<{ whmcsId: number | null, name: string | null, replyCount: number | null }> | null };

export type TicketQueueQueryVariables = Exact<{
  status?: string | null | undefined;
  departmentId?: string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TicketQueueQuery = { tickets: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, number: string | null, subject: string | null, status: string | null, priority: TicketPriority | null, openedAt: string | null, lastReplyAt: string | null, requestorName: string | null, department: { id: string, name: string | null } | null, client: { id: string, fullName: string | null } | null }> } | null };

export type TicketThreadQueryVariables = Exact<{
  id: string | number;
}>;


export type TicketThreadQuery = { ticket: { id: string, number: string | null, subject: string | null, status: string | null, priority: TicketPriority | null, department: { id: string, name: string | null } | null, messages: Array<{ id: string, at: string | null, authorName: string | null, authorType: string | null, body: string | null }> | null } | null };

export type TldPriceListQueryVariables = Exact<{
  currencyCode?: string | null | undefined;
  clientId?: string | number | null | undefined;
  extensions?: Array<string> | string | null | undefined;
}>;


export type TldPriceListQuery = { tldPricing: Array<{ extension: string, categories: Array<string> | null, group: string | null, idProtection: boolean | null, dnsManagement: boolean | null, emailForwarding: boolean | null, register: Array<{ years: number, price: { amount: string, currencyCode: string | null, formatted: string | null } | null }>, transfer: Array<{ years: number, price: { formatted: string | null } | null }>, renew: Array<{ years: number, price: { formatted: string | null } | null }>, gracePeriod: { days: number | null, fee: { formatted: string | null } | null } | null, redemptionPeriod: { days: number | null, fee: { formatted: string | null } | null } | null }> | null };

export type UnpaidInvoicesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnpaidInvoicesQuery = { invoices: { totalCount: number | null, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, number: string | null, status: InvoiceStatus | null, dueOn: string | null, total: { amount: string, currencyCode: string | null } | null, client: { id: string, fullName: string | null, companyName: string | null } | null }> } | null };

export type UnsuspendServiceMutationVariables = Exact<{
  serviceId: string | number;
}>;


export type UnsuspendServiceMutation = { serviceUnsuspend:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'ServiceUnsuspendPayload', service: { id: string, name: string | null, domainName: string | null, status: ServiceStatus | null, suspensionReason: string | null } | null }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type UpdateContactMutationVariables = Exact<{
  input: ContactUpdateInput;
}>;


export type UpdateContactMutation = { contactUpdate:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ContactUpdatePayload', contact: { id: string, firstName: string | null, lastName: string | null, email: string | null, phoneNumber: string | null, address: { line1: string | null, city: string | null, postcode: string | null, countryCode: string | null } | null, emailPreferences: { invoice: boolean | null, support: boolean | null } | null } | null }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type UpdateContactDataMutationVariables = Exact<{
  input: ClientUpdateInput;
}>;


export type UpdateContactDataMutation = { clientUpdate:
    | { __typename: 'ClientUpdatePayload', client: { id: string, fullName: string | null, phoneNumber: string | null, address: { line1: string | null, line2: string | null, city: string | null, state: string | null, postcode: string | null, countryCode: string | null } | null } | null }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type UpdateNameserversMutationVariables = Exact<{
  input: DomainNameserversUpdateInput;
}>;


export type UpdateNameserversMutation = { domainNameserversUpdate:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'DomainNameserversUpdatePayload', domain: { id: string, nameservers: Array<string> | null } | null }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export type WriteQuoteMutationVariables = Exact<{
  input: QuoteCreateInput;
}>;


export type WriteQuoteMutation = { quoteCreate:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'InvalidInputError', path: Array<string>, message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'NotSentError', message: string }
    | { __typename: 'QuoteCreatePayload', quote: { id: string, whmcsId: number, stage: QuoteStage | null, validUntil: string | null, total: { amount: string } | null } | null }
    | { __typename: 'RefusedError', message: string }
    | { __typename: 'UnknownOutcomeError', message: string }
   | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AcceptOrderDocument = new TypedDocumentString(`
    mutation AcceptOrder($orderId: ID!, $idempotencyKey: String) {
  orderAccept(
    input: {orderId: $orderId, autoSetup: true, sendEmail: true, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    ... on OrderAcceptPayload {
      order {
        id
        status
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptOrderMutation, AcceptOrderMutationVariables>;
export const ActivityLogDocument = new TypedDocumentString(`
    query ActivityLog($clientId: ID, $description: String, $first: Int = 25, $after: String) {
  activityLog(
    clientId: $clientId
    description: $description
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      at
      description
      userName
      administrator {
        id
        fullName
      }
      ipAddress
    }
  }
}
    `) as unknown as TypedDocumentString<ActivityLogQuery, ActivityLogQueryVariables>;
export const AddCreditDocument = new TypedDocumentString(`
    mutation AddCredit($input: ClientCreditAddInput!) {
  clientCreditAdd(input: $input) {
    __typename
    ... on ClientCreditAddPayload {
      client {
        id
        credit {
          amount
        }
      }
    }
    ... on ConflictError {
      subject
      expected
      actual
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AddCreditMutation, AddCreditMutationVariables>;
export const ApplyCreditDocument = new TypedDocumentString(`
    mutation ApplyCredit($input: InvoiceCreditApplyInput!) {
  invoiceCreditApply(input: $input) {
    __typename
    ... on InvoiceCreditApplyPayload {
      invoice {
        id
        status
        balance {
          amount
        }
      }
    }
    ... on ConflictError {
      subject
      expected
      actual
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApplyCreditMutation, ApplyCreditMutationVariables>;
export const CapturePaymentDocument = new TypedDocumentString(`
    mutation CapturePayment($input: InvoicePaymentCaptureInput!) {
  invoicePaymentCapture(input: $input) {
    __typename
    ... on InvoicePaymentCapturePayload {
      invoice {
        id
        status
        paidAt
        balance {
          amount
        }
      }
    }
    ... on ConflictError {
      subject
      expected
      actual
    }
    ... on RefusedError {
      reason
    }
    ... on UnknownOutcomeError {
      operationId
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CapturePaymentMutation, CapturePaymentMutationVariables>;
export const CatalogueDocument = new TypedDocumentString(`
    query Catalogue($groupId: ID) {
  products(groupId: $groupId) {
    id
    name
    type
    module
    description
  }
  currencies {
    id
    code
    prefix
    suffix
    rate
  }
  paymentMethods {
    module
    displayName
  }
  ticketDepartments {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<CatalogueQuery, CatalogueQueryVariables>;
export const ClientPageDocument = new TypedDocumentString(`
    query ClientPage($id: ID!) {
  client(id: $id) {
    id
    whmcsId
    fullName
    companyName
    email
    status
    phoneNumber
    address {
      line1
      line2
      city
      state
      postcode
      country
    }
    credit {
      amount
      currencyCode
    }
    services(first: 10) {
      totalCount
      nodes {
        id
        name
        domainName
        status
        nextDueOn
        recurringAmount {
          amount
        }
      }
    }
    invoices(first: 10, status: UNPAID) {
      totalCount
      nodes {
        id
        number
        dueOn
        total {
          formatted
        }
      }
    }
    tickets(first: 5) {
      totalCount
      nodes {
        id
        number
        subject
        status
        lastReplyAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ClientPageQuery, ClientPageQueryVariables>;
export const ContactsDeskDocument = new TypedDocumentString(`
    query ContactsDesk($clientId: ID!, $first: Int = 25, $after: String) {
  client(id: $clientId) {
    id
    fullName
    users {
      whmcsId
      name
      email
      isOwner
    }
    contacts(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        firstName
        lastName
        companyName
        email
        phoneNumber
        emailPreferences {
          general
          invoice
          support
          product
          domain
          affiliate
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ContactsDeskQuery, ContactsDeskQueryVariables>;
export const DomainDeskDocument = new TypedDocumentString(`
    query DomainDesk($id: ID!) {
  domain(id: $id) {
    id
    name
    status
    registrar
    registeredOn
    expiresOn
    nextDueOn
    years
    recurringAmount {
      amount
      currencyCode
    }
    idProtection
    dnsManagement
    emailForwarding
    doNotRenew
    nameservers
    isLocked
    contacts {
      role
      values {
        name
        value
      }
    }
    client {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<DomainDeskQuery, DomainDeskQueryVariables>;
export const EditDraftInvoiceDocument = new TypedDocumentString(`
    mutation EditDraftInvoice($input: InvoiceUpdateInput!) {
  invoiceUpdate(input: $input) {
    __typename
    ... on InvoiceUpdatePayload {
      invoice {
        id
        status
        total {
          amount
        }
        items {
          id
          description
          amount {
            amount
          }
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EditDraftInvoiceMutation, EditDraftInvoiceMutationVariables>;
export const InvoiceDetailDocument = new TypedDocumentString(`
    query InvoiceDetail($id: ID!) {
  invoice(id: $id) {
    id
    number
    status
    issuedOn
    dueOn
    paidAt
    subtotal {
      formatted
    }
    tax {
      formatted
    }
    total {
      amount
      currencyCode
      formatted
    }
    balance {
      formatted
    }
    paymentMethod
    items {
      id
      description
      amount {
        formatted
      }
      taxed
    }
    transactions {
      id
      transactionId
      gateway
      at
      amountIn {
        amount
      }
    }
    client {
      id
      fullName
      companyName
      address {
        line1
        line2
        city
        postcode
        countryCode
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvoiceDetailQuery, InvoiceDetailQueryVariables>;
export const MergeTicketsDocument = new TypedDocumentString(`
    mutation MergeTickets($input: TicketMergeInput!) {
  ticketMerge(input: $input) {
    __typename
    ... on TicketMergePayload {
      ticket {
        id
        number
        subject
        messages {
          id
          at
          authorName
          body
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MergeTicketsMutation, MergeTicketsMutationVariables>;
export const MyAccountDocument = new TypedDocumentString(`
    query MyAccount {
  viewer {
    name
    role
  }
  services(first: 25) {
    totalCount
    nodes {
      id
      name
      domainName
      status
      nextDueOn
    }
  }
  domains(first: 25) {
    totalCount
    nodes {
      id
      name
      status
      expiresOn
    }
  }
  invoices(status: UNPAID, first: 25) {
    totalCount
    nodes {
      id
      number
      dueOn
      total {
        formatted
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MyAccountQuery, MyAccountQueryVariables>;
export const NoteTicketDocument = new TypedDocumentString(`
    mutation NoteTicket($input: TicketNoteAddInput!) {
  ticketNoteAdd(input: $input) {
    __typename
    ... on TicketNoteAddPayload {
      ticket {
        id
        notes {
          whmcsId
          at
          body
          adminName
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<NoteTicketMutation, NoteTicketMutationVariables>;
export const OpenTicketDocument = new TypedDocumentString(`
    mutation OpenTicket($input: TicketOpenInput!) {
  ticketOpen(input: $input) {
    __typename
    ... on TicketOpenPayload {
      ticket {
        id
        number
        subject
        status
        messages {
          id
          body
          authorName
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<OpenTicketMutation, OpenTicketMutationVariables>;
export const OrdersPageDocument = new TypedDocumentString(`
    query OrdersPage($status: String = "Pending", $first: Int = 25, $offset: Int) {
  orders(status: $status, first: $first, offset: $offset) {
    totalCount
    nodes {
      id
      number
      status
      placedAt
      amount {
        amount
      }
      paymentMethod
      items {
        type
        description
        domainName
        billingCycle
        status
      }
      client {
        id
        fullName
      }
      invoice {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersPageQuery, OrdersPageQueryVariables>;
export const PartnerOverviewDocument = new TypedDocumentString(`
    query PartnerOverview {
  viewer {
    name
    role
  }
  clients(first: 25) {
    totalCount
    nodes {
      id
      fullName
      companyName
      email
      status
    }
  }
  invoices(status: UNPAID, first: 25) {
    totalCount
    nodes {
      id
      number
      dueOn
      total {
        formatted
      }
      client {
        id
        fullName
      }
    }
  }
  tickets(status: "Open", first: 25) {
    totalCount
    nodes {
      id
      number
      subject
      lastReplyAt
      client {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PartnerOverviewQuery, PartnerOverviewQueryVariables>;
export const PlaceOrderDocument = new TypedDocumentString(`
    mutation PlaceOrder($input: OrderAddInput!) {
  orderAdd(input: $input) {
    __typename
    ... on OrderAddPayload {
      order {
        id
        number
        status
      }
      invoice {
        id
        total {
          amount
        }
      }
      services {
        id
        status
      }
      domains {
        id
        name
        status
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const QuoteDeskDocument = new TypedDocumentString(`
    query QuoteDesk($first: Int = 25, $after: String) {
  quotes(stage: DELIVERED, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      whmcsId
      subject
      stage
      validUntil
      sentOn
      total {
        amount
        currencyCode
      }
      client {
        id
        fullName
      }
      recipient {
        firstName
        lastName
        companyName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<QuoteDeskQuery, QuoteDeskQueryVariables>;
export const RecordPaymentDocument = new TypedDocumentString(`
    mutation RecordPayment($input: InvoicePaymentAddInput!) {
  invoicePaymentAdd(input: $input) {
    __typename
    ... on InvoicePaymentAddPayload {
      alreadyDone
      invoice {
        id
        status
        balance {
          amount
        }
        paidAt
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on ConflictError {
      subject
      expected
      actual
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RecordPaymentMutation, RecordPaymentMutationVariables>;
export const RecordTransactionDocument = new TypedDocumentString(`
    mutation RecordTransaction($input: TransactionAddInput!) {
  transactionAdd(input: $input) {
    __typename
    ... on TransactionAddPayload {
      transaction {
        id
        whmcsId
        transactionId
        amountIn {
          amount
        }
        amountOut {
          amount
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on ConflictError {
      subject
      expected
      actual
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RecordTransactionMutation, RecordTransactionMutationVariables>;
export const ReplyToTicketDocument = new TypedDocumentString(`
    mutation ReplyToTicket($input: TicketReplyAddInput!) {
  ticketReplyAdd(input: $input) {
    __typename
    ... on TicketReplyAddPayload {
      ticket {
        id
        status
        messages {
          id
          body
          authorName
          authorType
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReplyToTicketMutation, ReplyToTicketMutationVariables>;
export const SendTemplateEmailDocument = new TypedDocumentString(`
    mutation SendTemplateEmail($template: String!, $relatedId: ID!, $idempotencyKey: String) {
  emailSend(
    input: {template: $template, relatedId: $relatedId, idempotencyKey: $idempotencyKey}
  ) {
    __typename
    ... on EmailSendPayload {
      sent
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SendTemplateEmailMutation, SendTemplateEmailMutationVariables>;
export const ServiceDetailDocument = new TypedDocumentString(`
    query ServiceDetail($id: ID!) {
  service(id: $id) {
    id
    name
    groupName
    status
    domainName
    username
    billingCycle
    recurringAmount {
      amount
    }
    registeredOn
    nextDueOn
    suspensionReason
    serverName
    quantity
    configOptions {
      optionId
      name
      value
    }
    customFields {
      fieldId
      name
      value
    }
    product {
      id
      name
    }
    client {
      id
    }
    order {
      id
      number
    }
  }
}
    `) as unknown as TypedDocumentString<ServiceDetailQuery, ServiceDetailQueryVariables>;
export const SignUpClientDocument = new TypedDocumentString(`
    mutation SignUpClient($input: ClientCreateInput!) {
  clientCreate(input: $input) {
    __typename
    ... on ClientCreatePayload {
      client {
        id
        whmcsId
        fullName
        email
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignUpClientMutation, SignUpClientMutationVariables>;
export const StaffDashboardDocument = new TypedDocumentString(`
    query StaffDashboard($days: Int = 30) {
  statistics(timelineDays: $days) {
    income {
      today {
        formatted
      }
      thisMonth {
        formatted
      }
      thisYear {
        formatted
      }
    }
    orders {
      pendingCount
      todayCount
      thisMonthCount
    }
    tickets {
      activeCount
      awaitingReplyCount
      flaggedCount
    }
    pendingCancellationCount
    dueToDoItemCount
    openNetworkIssueCount
    uninvoicedBillableItemCount
    validQuoteCount
    timeline {
      on
      newOrderCount
      income {
        amount
        currencyCode
      }
      newTicketCount
    }
  }
}
    `) as unknown as TypedDocumentString<StaffDashboardQuery, StaffDashboardQueryVariables>;
export const StaffDeskDocument = new TypedDocumentString(`
    query StaffDesk($first: Int = 10) {
  currentAdministrator {
    name
    notes
    departments {
      id
      name
    }
  }
  staffOnline {
    username
    signedInAt
    lastSeenAt
  }
  toDoItemStatuses {
    title
    itemCount
    overdueCount
  }
  toDoItems(first: $first, status: "Incomplete") {
    totalCount
    nodes {
      id
      title
      status
      dueOn
      administrator {
        id
        fullName
      }
    }
  }
  moduleQueue {
    whmcsId
    moduleName
    action
    lastAttemptAt
    lastError
    retryCount
    service {
      id
      name
    }
    domain {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<StaffDeskQuery, StaffDeskQueryVariables>;
export const SuspendServiceDocument = new TypedDocumentString(`
    mutation SuspendService($serviceId: ID!, $reason: String, $ifStatus: [ServiceStatus!]) {
  serviceSuspend(
    input: {serviceId: $serviceId, reason: $reason, ifStatus: $ifStatus}
  ) {
    __typename
    ... on ServiceSuspendPayload {
      service {
        id
        name
        domainName
        status
        suspensionReason
      }
    }
    ... on ConflictError {
      actual
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SuspendServiceMutation, SuspendServiceMutationVariables>;
export const TicketDeskDocument = new TypedDocumentString(`
    query TicketDesk {
  ticketCounts {
    all
    active
    awaitingReply
    flagged
  }
  ticketStatuses {
    title
    color
    ticketCount
  }
  predefinedReplyCategories {
    whmcsId
    name
    replyCount
  }
}
    `) as unknown as TypedDocumentString<TicketDeskQuery, TicketDeskQueryVariables>;
export const TicketQueueDocument = new TypedDocumentString(`
    query TicketQueue($status: String = "Open", $departmentId: ID, $first: Int = 25, $after: String) {
  tickets(
    first: $first
    after: $after
    status: $status
    departmentId: $departmentId
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      number
      subject
      status
      priority
      openedAt
      lastReplyAt
      requestorName
      department {
        id
        name
      }
      client {
        id
        fullName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TicketQueueQuery, TicketQueueQueryVariables>;
export const TicketThreadDocument = new TypedDocumentString(`
    query TicketThread($id: ID!) {
  ticket(id: $id) {
    id
    number
    subject
    status
    priority
    department {
      id
      name
    }
    messages {
      id
      at
      authorName
      authorType
      body
    }
  }
}
    `) as unknown as TypedDocumentString<TicketThreadQuery, TicketThreadQueryVariables>;
export const TldPriceListDocument = new TypedDocumentString(`
    query TldPriceList($currencyCode: String, $clientId: ID, $extensions: [String!]) {
  tldPricing(
    currencyCode: $currencyCode
    clientId: $clientId
    extensions: $extensions
  ) {
    extension
    categories
    group
    register {
      years
      price {
        amount
        currencyCode
        formatted
      }
    }
    transfer {
      years
      price {
        formatted
      }
    }
    renew {
      years
      price {
        formatted
      }
    }
    gracePeriod {
      days
      fee {
        formatted
      }
    }
    redemptionPeriod {
      days
      fee {
        formatted
      }
    }
    idProtection
    dnsManagement
    emailForwarding
  }
}
    `) as unknown as TypedDocumentString<TldPriceListQuery, TldPriceListQueryVariables>;
export const UnpaidInvoicesDocument = new TypedDocumentString(`
    query UnpaidInvoices($first: Int = 25, $after: String) {
  invoices(
    first: $first
    after: $after
    status: UNPAID
    orderBy: {field: DUE_DATE, direction: ASC}
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      number
      status
      dueOn
      total {
        amount
        currencyCode
      }
      client {
        id
        fullName
        companyName
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UnpaidInvoicesQuery, UnpaidInvoicesQueryVariables>;
export const UnsuspendServiceDocument = new TypedDocumentString(`
    mutation UnsuspendService($serviceId: ID!) {
  serviceUnsuspend(input: {serviceId: $serviceId}) {
    __typename
    ... on ServiceUnsuspendPayload {
      service {
        id
        name
        domainName
        status
        suspensionReason
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UnsuspendServiceMutation, UnsuspendServiceMutationVariables>;
export const UpdateContactDocument = new TypedDocumentString(`
    mutation UpdateContact($input: ContactUpdateInput!) {
  contactUpdate(input: $input) {
    __typename
    ... on ContactUpdatePayload {
      contact {
        id
        firstName
        lastName
        email
        phoneNumber
        address {
          line1
          city
          postcode
          countryCode
        }
        emailPreferences {
          invoice
          support
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateContactMutation, UpdateContactMutationVariables>;
export const UpdateContactDataDocument = new TypedDocumentString(`
    mutation UpdateContactData($input: ClientUpdateInput!) {
  clientUpdate(input: $input) {
    __typename
    ... on ClientUpdatePayload {
      client {
        id
        fullName
        phoneNumber
        address {
          line1
          line2
          city
          state
          postcode
          countryCode
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateContactDataMutation, UpdateContactDataMutationVariables>;
export const UpdateNameserversDocument = new TypedDocumentString(`
    mutation UpdateNameservers($input: DomainNameserversUpdateInput!) {
  domainNameserversUpdate(input: $input) {
    __typename
    ... on DomainNameserversUpdatePayload {
      domain {
        id
        nameservers
      }
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateNameserversMutation, UpdateNameserversMutationVariables>;
export const WriteQuoteDocument = new TypedDocumentString(`
    mutation WriteQuote($input: QuoteCreateInput!) {
  quoteCreate(input: $input) {
    __typename
    ... on QuoteCreatePayload {
      quote {
        id
        whmcsId
        stage
        validUntil
        total {
          amount
        }
      }
    }
    ... on InvalidInputError {
      path
      message
    }
    ... on UserError {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WriteQuoteMutation, WriteQuoteMutationVariables>;