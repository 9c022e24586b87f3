/** Services in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { Product } from '../catalogue/product.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { CustomFieldValue } from '../../schema-kit/custom-field.type.ts';
import { toldCustomFields } from '../../write/custom-fields.ts';
import { andThen } from '../../base/maybe-promise.ts';
import { ownerHinted } from '../../base/global-id.ts';
import { Money } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { Order } from '../orders/order.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { fact, factId, factInstant, factMoney } from '../../schema-kit/fact-fields.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { lasting, prefetchable, withMeta } from '../../base/field-meta.ts';
import { BillingCycle } from './billing-cycle.type.ts';
import { ConfigOptionValue, ServiceStatus } from './service-parts.type.ts';
import { Service, Services } from './service.ts';

const ServiceRef = builder.objectType(Service, {
  name: 'Service',
  description: "What a client has: hosting, a server, a one-time job. WHMCS: GetClientsProducts, a client's products.",
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Service,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    name: t.string({ description: "The product's name.", resolve: lasting(fact('name')) }),
    translatedName: t.string({
      description: "The product's name in the client's language.",
      resolve: lasting(fact('translatedName')),
    }),
    groupName: t.string({ description: "The name of the product's group.", resolve: lasting(fact('groupName')) }),
    translatedGroupName: t.string({
      description: "The name of the product's group in the client's language.",
      resolve: lasting(fact('translatedGroupName')),
    }),
    status: t.field({ type: ServiceStatus, description: 'Where it stands.', resolve: fact('status') }),
    domainName: t.string({
      description: 'The domain or host name that it serves.',
      resolve: lasting(fact('domainName')),
    }),
    username: t.string({ description: 'The account on the server.', resolve: fact('username') }),
    quantity: t.int({ description: 'How many there are of it. WHMCS 8.12 and later.', resolve: fact('quantity') }),
    billingCycle: t.field({
      type: BillingCycle,
      description: 'How often it is billed.',
      resolve: fact('billingCycle'),
    }),
    firstPaymentAmount: t.field({
      type: Money,
      description: 'What the first bill came to, set-up fee included.',
      resolve: factMoney('firstPaymentAmount'),
    }),
    recurringAmount: t.field({
      type: Money,
      description: 'What each billing cycle costs.',
      resolve: factMoney('recurringAmount'),
    }),
    paymentMethod: t.string({
      description: 'System name of the payment method: `module` of PaymentMethod.',
      resolve: fact('paymentMethod'),
    }),
    paymentMethodName: t.string({
      description: 'The name of the payment method that clients see.',
      resolve: fact('paymentMethodName'),
    }),
    registeredOn: t.field({
      type: 'Date',
      description: 'Since when the client has it.',
      resolve: lasting(fact('registeredOn')),
    }),
    nextDueOn: t.field({
      type: 'Date',
      description: 'The day on which the next bill is due; null where nothing recurs.',
      resolve: fact('nextDueOn'),
    }),
    suspensionReason: t.string({ description: 'Why it is suspended.', resolve: fact('suspensionReason') }),
    overrideAutoSuspend: t.boolean({
      description: 'Whether it is kept from being suspended automatically. Staff only.',
      resolve: staffOnly(fact('overrideAutoSuspend')),
    }),
    overrideAutoSuspendEndsOn: t.field({
      type: 'Date',
      description: 'Until when it is kept from being suspended automatically. Staff only.',
      resolve: staffOnly(fact('overrideAutoSuspendEndsOn')),
    }),
    subscriptionId: t.string({
      description: "The payment gateway's reference of the subscription that pays for it.",
      resolve: fact('subscriptionId'),
    }),
    promotionId: t.int({
      description: "WHMCS's number of the promotion that lowers its price. Staff only.",
      resolve: staffOnly(fact('promotionId')),
    }),
    serverId: t.id({
      description: "WHMCS's number of the server that it is on. Staff only.",
      resolve: staffOnly(factId('serverId')),
    }),
    serverName: t.string({ description: 'The name of the server that it is on.', resolve: fact('serverName') }),
    serverHostname: t.string({
      description: 'The host name of the server that it is on.',
      resolve: fact('serverHostname'),
    }),
    serverIp: t.string({
      description: 'The address of the server that it is on. Staff only.',
      resolve: staffOnly(fact('serverIp')),
    }),
    dedicatedIp: t.string({
      description: 'An address of its own. Staff only.',
      resolve: staffOnly(fact('dedicatedIp')),
    }),
    assignedIps: t.stringList({
      description: 'Further addresses of its own. Staff only.',
      resolve: staffOnly((service) => andThen(service.tell('assignedIps'), (ips) => ips && [...ips])),
    }),
    nameservers: t.stringList({
      description: 'Name servers of its own.',
      resolve: (service) => andThen(service.tell('nameservers'), (names) => names && [...names]),
    }),
    diskUsage: t.int({ description: 'Disk space in use, in megabytes.', resolve: fact('diskUsage') }),
    diskLimit: t.int({ description: 'Disk space allowed, in megabytes; 0 is no limit.', resolve: fact('diskLimit') }),
    bandwidthUsage: t.int({
      description: 'Traffic of this month, in megabytes.',
      resolve: fact('bandwidthUsage'),
    }),
    bandwidthLimit: t.int({
      description: 'Traffic allowed per month, in megabytes; 0 is no limit.',
      resolve: fact('bandwidthLimit'),
    }),
    lastUpdatedAt: t.field({
      type: 'DateTime',
      description: 'When disk space and traffic were last read from the server.',
      resolve: factInstant('lastUpdatedAt'),
    }),
    notes: t.string({ description: "Administrators' notes. Staff only.", resolve: staffOnly(fact('notes')) }),
    configOptions: t.field({
      type: [ConfigOptionValue],
      description: 'What was chosen about it.',
      resolve: fact('configOptions'),
    }),
    customFields: t.field({
      type: [CustomFieldValue],
      description: 'What was entered into custom fields. Whoever is not staff sees those that the configuration lists.',
      resolve: toldCustomFields('services'),
    }),
    client: t.field({ type: Client, description: 'Whose it is.', resolve: prefetchable((service) => service.client) }),
    orderNumber: t.string({
      description: 'The number of its order that is shown to people. WHMCS 8 and later.',
      resolve: lasting(fact('orderNumber')),
    }),
    order: t.field({
      type: Order,
      description: 'With which it was ordered; null where it was not.',
      resolve: withMeta((service) => service.order, { fact: 'orderId', lasting: true }),
    }),
    product: t.field({
      type: Product,
      description: 'What it is one of. Its name and its group are known with the service, the rest costs GetProducts.',
      resolve: withMeta((service) => service.product, { fact: 'productId' }),
    }),
  }),
});

findable('Service', (graph, id, info) =>
  lookUpAndPrefetch(graph.noun(Services), { id: id.id, owner: ownerHinted(id) }, graph, info),
);

export const ServiceConnection = connectionOf('Service', ServiceRef, 'services');
