/** The input of orderAdd. */
import { builder } from '../../schema-kit/builder.ts';
import { CustomFieldInput } from '../../schema-kit/custom-field.type.ts';
import { BillingCycleInput } from '../services/billing-cycle.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';

const ConfigOptionInput = builder.inputType('ConfigOptionInput', {
  description: 'A choice for a configurable option.',
  fields: (t) => ({
    optionId: t.id({
      required: true,
      description: "The option: `optionId` of a ConfigOptionValue, or WHMCS's number.",
    }),
    value: t.string({
      required: true,
      description: "WHMCS's number of the choice, or a quantity; of an option of yes or no, 1 or 0.",
    }),
  }),
});

const OrderProductInput = builder.inputType('OrderProductInput', {
  description: 'A product to order; it becomes a service.',
  fields: (t) => ({
    productId: t.id({ required: true, description: 'The product.' }),
    quantity: t.int({
      description:
        "How many; one where absent. More than one only where the product's `allowQuantity` is not 0, and no more than are in stock. WHMCS 8.12 and later.",
    }),
    billingCycle: t.field({
      type: BillingCycleInput,
      description:
        "How often it shall be billed: a cycle for which the product has a price in the client's currency. The first of these where absent.",
    }),
    domainName: t.string({ description: 'The domain that it is for: a whole name, perhaps of a subdomain.' }),
    hostname: t.string({ description: 'The name of a server.' }),
    nameserverPrefixes: t.stringList({
      description: 'What stands before the hostname in a server\'s two nameservers: "ns1".',
    }),
    rootPassword: t.string({ description: 'The first password of a server.' }),
    addonIds: t.idList({ description: "WHMCS's numbers of product addons to order with it." }),
    priceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description:
        'Another price than that of the catalogue, also for a billing cycle that has none there. Staff only.',
    }),
    customFields: t.field({
      type: [CustomFieldInput],
      description:
        "Values for the product's custom fields: for those that are required in any case. Whoever is not staff fills in these, and those that the configuration lists.",
    }),
    configOptions: t.field({
      type: [ConfigOptionInput],
      description: "Choices for the product's configurable options.",
    }),
  }),
});

const DomainOrderType = builder.enumType('DomainOrderType', {
  description: 'How a domain is to be had.',
  values: {
    REGISTER: { description: 'It is registered anew.' },
    TRANSFER: { description: 'It is taken over from another registrar.' },
  },
});

const DomainFieldInput = builder.inputType('DomainFieldInput', {
  description: 'A value that a top-level domain asks for.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: "The field's name in WHMCS, or its number in the list of such fields.",
    }),
    value: t.string({ required: true, description: 'What to enter.' }),
  }),
});

const OrderDomainInput = builder.inputType('OrderDomainInput', {
  description:
    'A domain to register or transfer. Where a product is for the same domain, the two are ordered as one item.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The whole name: "example.com".' }),
    type: t.field({ type: DomainOrderType, required: true, description: 'How it is to be had.' }),
    years: t.int({ description: "For how many years, at most ten; WHMCS's shortest period where absent." }),
    eppCode: t.string({ description: 'The code of the other registrar, for a transfer.' }),
    idProtection: t.boolean({ description: "Whether the owner's address is hidden." }),
    dnsManagement: t.boolean({ description: 'Whether its records can be edited.' }),
    emailForwarding: t.boolean({ description: 'Whether mail can be forwarded.' }),
    idnLanguage: t.string({ description: 'Language of an internationalised name: "fre". WHMCS 8.0 and later.' }),
    priceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'Another price than that of the catalogue. Staff only.',
    }),
    renewalPriceOverride: t.field({
      ...forStaff,
      type: 'Decimal',
      description: 'Another price for renewals. Staff only.',
    }),
    fields: t.field({ type: [DomainFieldInput], description: 'What its top-level domain asks for.' }),
  }),
});

const OrderAddonInput = builder.inputType('OrderAddonInput', {
  description: 'An addon to a service that the client already has.',
  fields: (t) => ({
    addonId: t.id({ required: true, description: "WHMCS's number of the product addon." }),
    serviceId: t.id({ required: true, description: 'The service.' }),
    quantity: t.int({ description: 'How many; one where absent. WHMCS 8.12 and later.' }),
  }),
});

const OrderDomainRenewalInput = builder.inputType('OrderDomainRenewalInput', {
  description: 'A domain to renew.',
  fields: (t) => ({
    domainId: t.id({ required: true, description: 'The domain.' }),
    years: t.int({ required: true, description: 'For how many years, at most ten.' }),
  }),
});

/** Only staff set prices and commissions. Only staff name a contact: no command of the gateway can check which client it belongs to. */
export const OrderAddInput = builder.inputType('OrderAddInput', {
  description: 'An order of at least one thing. Its services and domains are pending until orderAccept.',
  fields: (t) => ({
    clientId: t.id({ required: true, description: 'Who orders.' }),
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
      description: "WHMCS's number of the affiliate who earns by the order. Staff only.",
    }),
    promotionCode: t.string({ description: 'The promotion to use; WHMCS passes over a code that it does not know.' }),
    promotionOverride: t.boolean({
      ...forStaff,
      description: 'Uses the promotion whatever its conditions say. Staff only.',
    }),
    createInvoice: t.boolean({ defaultValue: true, description: 'Whether an invoice is made.' }),
    sendInvoiceEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails the invoice.' }),
    sendEmail: t.boolean({ defaultValue: true, description: 'Whether WHMCS mails a confirmation of the order.' }),
    clientIp: t.string({ ...forStaff, description: 'From where the client orders, for the fraud check. Staff only.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key orders nothing twice.' }),
  }),
});
