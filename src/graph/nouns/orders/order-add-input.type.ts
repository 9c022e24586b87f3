/** The input of orderAdd. */
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { BillingCycleInput } from '../services/billing-cycle.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';

export const ConfigOptionInput = builder.inputType('ConfigOptionInput', {
  description: 'A choice for a configurable option.',
  fields: (t) => ({
    optionId: t.id({
      required: true,
      description: "The option: `optionId` of a ConfigOptionValue, or WHMCS's number.",
    }),
    value: t.string({
      required: true,
      description: "WHMCS's number of the choice, or a quantity; 1 or 0 for a yes-or-no option.",
    }),
  }),
});

const OrderProductInput = builder.inputType('OrderProductInput', {
  description: 'A product to order; it becomes a service.',
  fields: (t) => ({
    productId: t.id({ required: true, description: 'The product.' }),
    quantity: t.int({
      description:
        "The quantity; one if absent. More than one only if the product's `allowQuantity` is not 0, and at most the stock. WHMCS 8.12 and later.",
    }),
    billingCycle: t.field({
      type: BillingCycleInput,
      description:
        "The billing cycle: one for which the product has a price in the client's currency. The first of them if absent.",
    }),
    domainName: t.string({ description: 'The domain of the service: a full name, also of a subdomain.' }),
    hostname: t.string({ description: 'The name of a server.' }),
    nameserverPrefixes: t.stringList({
      description: 'The prefixes of a server\'s two nameservers, before the hostname: "ns1".',
    }),
    rootPassword: t.string({ description: 'The first password of a server.' }),
    addonIds: t.idList({ description: "WHMCS's numbers of product addons to order with it." }),
    priceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'A price instead of the one in the catalogue, also for a billing cycle without a price. Staff only.',
    }),
    customFields: t.field({
      type: [CustomFieldInput],
      description:
        "Values for the product's custom fields; required fields must have one. Viewers that are not staff may use only required fields and the fields that the configuration lists.",
    }),
    configOptions: t.field({
      type: [ConfigOptionInput],
      description: "Choices for the product's configurable options.",
    }),
  }),
});

export const DomainOrderType = builder.enumType('DomainOrderType', {
  description: 'Whether a domain is registered or transferred.',
  values: {
    REGISTER: { description: 'The domain is registered.' },
    TRANSFER: { description: 'The domain is transferred from another registrar.' },
  },
});

const DomainFieldInput = builder.inputType('DomainFieldInput', {
  description: 'A value that a top-level domain requires.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: "The field's name in WHMCS, or its number in the list of such fields.",
    }),
    value: t.string({ required: true, description: 'The value.' }),
  }),
});

const OrderDomainInput = builder.inputType('OrderDomainInput', {
  description:
    'A domain to register or transfer. If a product is for the same domain, the two are ordered as one item.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The whole name: "example.com".' }),
    type: t.field({ type: DomainOrderType, required: true, description: 'Whether it is registered or transferred.' }),
    years: t.int({ description: "The years, at most ten; WHMCS's shortest period if absent." }),
    eppCode: t.string({ description: 'The code of the other registrar, for a transfer.' }),
    idProtection: t.boolean({ description: "Whether the owner's address is hidden." }),
    dnsManagement: t.boolean({ description: 'Whether its records can be edited.' }),
    emailForwarding: t.boolean({ description: 'Whether mail can be forwarded.' }),
    idnLanguage: t.string({ description: 'Language of an internationalised name: "fre". WHMCS 8.0 and later.' }),
    priceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'A price instead of the one in the catalogue. Staff only.',
    }),
    renewalPriceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'A price for renewals instead of the one in the catalogue. Staff only.',
    }),
    fields: t.field({ type: [DomainFieldInput], description: 'The values that its top-level domain requires.' }),
  }),
});

const OrderAddonInput = builder.inputType('OrderAddonInput', {
  description: 'An addon to a service that the client already has.',
  fields: (t) => ({
    addonId: t.id({ required: true, description: "WHMCS's number of the product addon." }),
    serviceId: t.id({ required: true, description: 'The service.' }),
    quantity: t.int({ description: 'The quantity; one if absent. WHMCS 8.12 and later.' }),
  }),
});

const OrderDomainRenewalInput = builder.inputType('OrderDomainRenewalInput', {
  description: 'A domain to renew.',
  fields: (t) => ({
    domainId: t.id({ required: true, description: 'The domain.' }),
    years: t.int({ required: true, description: 'The years, at most ten.' }),
  }),
});

/** Only staff set prices and commissions. Only staff name a contact: no command of the gateway can check which client it belongs to. */
export const OrderAddInput = builder.inputType('OrderAddInput', {
  description: 'An order of at least one item. Its services and domains are pending until orderAccept.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: 'The client that orders.' }),
    paymentMethod: t.string({ required: true, description: 'System name of the payment method.' }),
    products: t.field({ type: [OrderProductInput], description: 'Products.' }),
    domains: t.field({ type: [OrderDomainInput], description: 'Domains to register or transfer.' }),
    addons: t.field({ type: [OrderAddonInput], description: 'Addons to services that the client already has.' }),
    domainRenewals: t.field({ type: [OrderDomainRenewalInput], description: 'Domains of the client to renew.' }),
    serviceRenewalIds: t.idList({ description: 'Services of the client to renew. WHMCS 8.8 and later.' }),
    nameservers: t.stringList({ description: 'Nameservers for the ordered domains.' }),
    contactId: t.id({
      ...forStaff,
      description: "WHMCS's number of the client's contact for the ordered domains. Staff only.",
    }),
    affiliateId: t.id({
      ...forStaff,
      description: "WHMCS's number of the affiliate who earns a commission. Staff only.",
    }),
    promotionCode: t.string({ description: 'The promotion to use; WHMCS ignores a code that it does not know.' }),
    promotionOverride: t.boolean({
      ...forStaff,
      description: 'Uses the promotion even if its conditions are not met. Staff only.',
    }),
    createInvoice: t.boolean({ defaultValue: true, description: 'Whether an invoice is created.' }),
    sendInvoiceEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails the invoice.' }),
    sendEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails a confirmation of the order.' }),
    clientIp: t.string({
      ...forStaff,
      description: 'The IP address from which the client orders, for the fraud check. Staff only.',
    }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key orders nothing twice.' }),
  }),
});
