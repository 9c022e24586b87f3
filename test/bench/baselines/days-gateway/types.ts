/** The types of the day's gateway, with the fields that the screens use. Relations use loaders, whatever a row may hold. */
import { AddressRef, builder, MoneyRef, pageRef } from './builder.ts';
import type { AnyInvoice, Order } from '../facts/billing.ts';
import type { Currency, PaymentMethod, Product } from '../facts/catalogue.ts';
import type { ClientStats, Domain, Service, Ticket } from '../facts/clients.ts';
import type { Client } from '../facts/fact-row.ts';

/** A row of GetClients holds less than the record. */
export const ClientRef = builder.objectRef<Client>('Client');
export const InvoiceRef = builder.objectRef<AnyInvoice>('Invoice');
const TicketRef = builder.objectRef<Ticket>('Ticket');
export const ClientPage = pageRef('Client', ClientRef);
export const InvoicePage = pageRef('Invoice', InvoiceRef);
export const TicketPage = pageRef('Ticket', TicketRef);

export const InvoiceStatus = builder.enumType('InvoiceStatus', {
  values: ['DRAFT', 'UNPAID', 'OVERDUE', 'PAID', 'CANCELLED', 'REFUNDED', 'COLLECTIONS', 'PAYMENT_PENDING'] as const,
});

export const NodeRef = builder.interfaceRef<Service>('Node').implement({
  resolveType: ({ __typename }) => __typename,
  fields: (t) => ({ id: t.exposeID('id', { nullable: false }) }),
});

const ServiceRef = builder.objectRef<Service>('Service').implement({
  interfaces: [NodeRef],
  fields: (t) => ({
    name: t.exposeString('name'),
    domainName: t.exposeString('domainName'),
    status: t.exposeString('status'),
    nextDueOn: t.expose('nextDueOn', { type: 'Date' }),
    recurringAmount: t.expose('recurringAmount', { type: MoneyRef }),
  }),
});
const ServicePage = pageRef('Service', ServiceRef);

const ClientStatsRef = builder.objectRef<ClientStats>('ClientStats').implement({
  fields: (t) => ({ activeServiceCount: t.exposeInt('activeServiceCount') }),
});

builder.objectType(ClientRef, {
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    fullName: t.string({ resolve: ({ fullName }) => fullName }),
    companyName: t.string({ resolve: ({ companyName }) => companyName }),
    email: t.string({ resolve: ({ email }) => email }),
    status: t.string({ resolve: ({ status }) => status }),
    address: t.field({
      type: AddressRef,
      resolve: async ({ address, whmcsId }, _, { load }) => address ?? (await load.client.load(whmcsId))?.address,
    }),
    credit: t.field({
      type: MoneyRef,
      resolve: async ({ credit, whmcsId }, _, { load }) => credit ?? (await load.client.load(whmcsId))?.credit,
    }),
    stats: t.field({ type: ClientStatsRef, resolve: ({ whmcsId }, _, { load }) => load.stats.load(whmcsId) }),
    services: t.field({
      type: ServicePage,
      args: { first: t.arg.int() },
      resolve: ({ whmcsId }, { first }, { ask }) => ask.services({ clientId: whmcsId, first }),
    }),
    invoices: t.field({
      type: InvoicePage,
      args: { first: t.arg.int(), status: t.arg({ type: InvoiceStatus }) },
      resolve: ({ whmcsId }, args, { ask }) => ask.invoices({ ...args, clientId: whmcsId }),
    }),
    tickets: t.field({
      type: TicketPage,
      args: { first: t.arg.int(), status: t.arg.string() },
      resolve: ({ whmcsId }, args, { ask }) => ask.tickets({ ...args, clientId: whmcsId }),
    }),
  }),
});

type Line = NonNullable<AnyInvoice['items']>[number];
const InvoiceItem = builder.objectRef<Line>('InvoiceItem').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    description: t.exposeString('description'),
    amount: t.expose('amount', { type: MoneyRef }),
    taxed: t.exposeBoolean('taxed'),
  }),
});

type Payment = NonNullable<AnyInvoice['transactions']>[number];
const TransactionRef = builder.objectRef<Payment>('Transaction').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    transactionId: t.exposeString('transactionId'),
    gateway: t.exposeString('gateway'),
    at: t.expose('at', { type: 'DateTime' }),
    amountIn: t.expose('amountIn', { type: MoneyRef }),
  }),
});

builder.objectType(InvoiceRef, {
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    number: t.exposeString('number'),
    status: t.exposeString('status'),
    issuedOn: t.expose('issuedOn', { type: 'Date' }),
    dueOn: t.expose('dueOn', { type: 'Date' }),
    total: t.expose('total', { type: MoneyRef }),
    subtotal: t.field({ type: MoneyRef, resolve: ({ subtotal }) => subtotal }),
    tax: t.field({ type: MoneyRef, resolve: ({ tax }) => tax }),
    balance: t.field({ type: MoneyRef, resolve: ({ balance }) => balance }),
    items: t.field({ type: [InvoiceItem], resolve: ({ items }) => items }),
    transactions: t.field({ type: [TransactionRef], resolve: ({ transactions }) => transactions }),
    client: t.field({ type: ClientRef, resolve: ({ clientId }, _, { load }) => load.client.load(clientId) }),
  }),
});

builder.objectType(TicketRef, {
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    number: t.exposeString('number'),
    subject: t.exposeString('subject'),
    status: t.exposeString('status'),
    priority: t.exposeString('priority'),
    lastReplyAt: t.expose('lastReplyAt', { type: 'DateTime' }),
    client: t.field({
      type: ClientRef,
      resolve: ({ client }, _, { load }) => client && load.client.load(client.whmcsId),
    }),
  }),
});

const OrderItem = builder.objectRef<Order['items'][number]>('OrderItem').implement({
  fields: (t) => ({
    type: t.exposeString('type'),
    description: t.exposeString('description'),
    domainName: t.exposeString('domainName'),
    status: t.exposeString('status'),
  }),
});

const OrderRef = builder.objectRef<Order>('Order').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    number: t.exposeString('number'),
    status: t.exposeString('status'),
    placedAt: t.expose('placedAt', { type: 'DateTime' }),
    amount: t.expose('amount', { type: MoneyRef }),
    items: t.expose('items', { type: [OrderItem] }),
    client: t.field({
      type: ClientRef,
      resolve: ({ client }, _, { load }) => client && load.client.load(client.whmcsId),
    }),
    invoice: t.field({
      type: InvoiceRef,
      resolve: ({ invoice }, _, { load }) => invoice && load.invoice.load(invoice.whmcsId),
    }),
  }),
});
export const OrderPage = pageRef('Order', OrderRef);

const DomainRef = builder.objectRef<Domain>('Domain').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name'),
    status: t.exposeString('status'),
    expiresOn: t.expose('expiresOn', { type: 'Date' }),
  }),
});
export const DomainPage = pageRef('Domain', DomainRef);

type Pricing = Product['pricing'][number];
const CyclePrice = builder.objectRef<Pricing['annually']>('CyclePrice').implement({
  fields: (t) => ({
    price: t.expose('price', { type: MoneyRef }),
    setupFee: t.expose('setupFee', { type: MoneyRef }),
  }),
});
const ProductPricing = builder.objectRef<Pricing>('ProductPricing').implement({
  fields: (t) => ({
    currencyCode: t.exposeString('currencyCode', { nullable: false }),
    monthly: t.expose('monthly', { type: CyclePrice }),
    annually: t.expose('annually', { type: CyclePrice }),
  }),
});
export const ProductRef = builder.objectRef<Product>('Product').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    name: t.exposeString('name'),
    type: t.exposeString('type'),
    module: t.exposeString('module'),
    description: t.exposeString('description'),
    pricing: t.expose('pricing', { type: [ProductPricing] }),
  }),
});

export const CurrencyRef = builder.objectRef<Currency>('Currency').implement({
  fields: (t) => ({
    id: t.exposeID('id', { nullable: false }),
    code: t.exposeString('code', { nullable: false }),
    prefix: t.exposeString('prefix'),
    suffix: t.exposeString('suffix'),
  }),
});

export const PaymentMethodRef = builder.objectRef<PaymentMethod>('PaymentMethod').implement({
  fields: (t) => ({
    module: t.exposeString('module', { nullable: false }),
    displayName: t.exposeString('displayName', { nullable: false }),
  }),
});
