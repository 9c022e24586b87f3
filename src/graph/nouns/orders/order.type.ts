/** Orders in the graph. */
import { Invoice } from '../billing/invoice.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { andThen } from '../../../maybe-promise.ts';
import { ownerHinted } from '../../base/global-id.ts';
import { Money } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { fact, factId, factInstant, factMoney } from '../../schema-kit/fact-fields.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { lasting, prefetchable } from '../../base/field-meta.ts';
import './order-item.type.ts';
import { OrderItem, OrderRenewals } from './order-item.ts';
import { Order, Orders } from './order.ts';

const OrderRef = builder.objectType(Order, {
  name: 'Order',
  description: 'An order of a client. WHMCS: GetOrders.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Order,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    number: t.string({
      description: 'The order number shown to people; longer than 32 bits, hence text.',
      resolve: lasting(fact('number')),
    }),
    status: t.string({
      description: 'The status, a word that the host can configure in WHMCS: Pending, Active, Fraud, Cancelled …',
      resolve: fact('status'),
    }),
    placedAt: t.field({
      type: 'DateTime',
      description: 'When it was placed.',
      resolve: lasting(factInstant('placedAt')),
    }),
    amount: t.field({
      type: Money,
      description: 'The price of the whole order.',
      resolve: factMoney('amount'),
    }),
    paymentMethod: t.string({ description: 'System name of the payment method.', resolve: fact('paymentMethod') }),
    paymentMethodName: t.string({
      description: 'Name of the payment method for people.',
      resolve: fact('paymentMethodName'),
    }),
    paymentStatus: t.string({
      description: "WHMCS's word for the status of its invoice; null if it has none.",
      resolve: fact('paymentStatus'),
    }),
    items: t.field({
      type: [OrderItem],
      description: 'Its lines.',
      resolve: (order) => order.items,
    }),
    renewals: t.string({
      description: 'Its renewals as WHMCS stores them: numbers or names of domains with years.',
      resolve: fact('renewals'),
    }),
    renewalsByType: t.field({
      type: OrderRenewals,
      description: 'Its renewals.',
      resolve: (order) => order.renewalsByType,
    }),
    nameservers: t.stringList({
      description: 'The nameservers for its domains.',
      resolve: (order) => andThen(order.tell('nameservers'), (names) => names && [...names]),
    }),
    promotionCode: t.string({ description: 'The promotion that was used.', resolve: lasting(fact('promotionCode')) }),
    promotionType: t.string({
      description: 'The kind of discount: "Percentage", "Fixed Amount" …',
      resolve: lasting(fact('promotionType')),
    }),
    promotionValue: t.string({
      description: 'The discount, in the unit of the promotion type.',
      resolve: lasting(fact('promotionValue')),
    }),
    contactId: t.id({
      description: "WHMCS's number of the contact for its domains; null if it is the client.",
      resolve: factId('contactId'),
    }),
    requestorUserId: t.int({
      description: "WHMCS's number of the user who placed it. WHMCS 8.0 and later.",
      resolve: lasting(fact('requestorUserId')),
    }),
    requestorAdminId: t.int({
      description: "WHMCS's number of the administrator who placed it. Staff only. WHMCS 8.0 and later.",
      resolve: staffOnly(lasting(fact('requestorAdminId'))),
    }),
    serializedData: t.string({
      description: 'Additional data of the cart, as WHMCS stores it. Staff only.',
      resolve: staffOnly(fact('serializedData')),
    }),
    ipAddress: t.string({
      description: 'The IP address from which it was placed. Staff only.',
      resolve: staffOnly(lasting(fact('ipAddress'))),
    }),
    fraudModule: t.string({
      description: 'The module that checked it for fraud. Staff only.',
      resolve: staffOnly(fact('fraudModule')),
    }),
    fraudOutput: t.string({
      description: 'The answer of the fraud module, usually JSON. Staff only.',
      resolve: staffOnly(fact('fraudOutput')),
    }),
    fraudData: t.string({
      description: 'The data that was sent to the fraud module. Staff only.',
      resolve: staffOnly(fact('fraudData')),
    }),
    validationData: t.string({
      description: 'The result of the identity check of the client. Staff only.',
      resolve: staffOnly(fact('validationData')),
    }),
    notes: t.string({ description: "Administrators' notes. Staff only.", resolve: staffOnly(fact('notes')) }),
    client: t.field({
      type: Client,
      description: 'The client that ordered.',
      resolve: prefetchable((order) => order.client, ['fullName', 'currencyPrefix', 'currencySuffix']),
    }),
    invoice: t.field({
      type: Invoice,
      description: 'The invoice for it; the order reports its status.',
      resolve: (order) => order.invoice,
    }),
  }),
});

findable('Order', (graph, id, info) =>
  lookUpAndPrefetch(graph.noun(Orders), { id: id.id, owner: ownerHinted(id) }, graph, info),
);

export const OrderConnection = connectionOf('Order', OrderRef, 'orders');
