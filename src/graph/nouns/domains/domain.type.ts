/** Domains in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { Client } from '../clients/client.ts';
import { connectionOf } from '../../schema-kit/connection.type.ts';
import { ownerHinted } from '../../base/global-id.ts';
import { Money } from '../../entity/money.ts';
import { findable, Node } from '../../schema-kit/node.type.ts';
import { Order } from '../orders/order.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { fact, factMoney } from '../../schema-kit/fact-fields.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { lasting, prefetchable } from '../../base/field-meta.ts';
import { Domain, Domains } from './domain.ts';

const DomainStatus = builder.enumType('DomainStatus', {
  description: 'Where a domain stands.',
  values: {
    PENDING: { description: 'Ordered.' },
    PENDING_REGISTRATION: { description: 'Being registered.' },
    PENDING_TRANSFER: { description: 'Being transferred from another registrar.' },
    ACTIVE: { description: 'Registered.' },
    GRACE: { description: 'Expired, and to be had back at the usual price.' },
    REDEMPTION: { description: 'Expired, and to be had back at a higher price.' },
    EXPIRED: { description: 'Expired.' },
    TRANSFERRED_AWAY: { description: 'Transferred to another registrar.' },
    CANCELLED: { description: 'Cancelled.' },
    FRAUD: { description: 'Ordered by somebody whom staff took for a fraud.' },
    OTHER: { description: 'A status that the gateway does not know.' },
  },
});

const DomainRef = builder.objectType(Domain, {
  name: 'Domain',
  description: 'A domain name of a client. WHMCS: GetClientsDomains.',
  interfaces: [Node],
  isTypeOf: (value) => value instanceof Domain,
  fields: (t) => ({
    whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
    name: t.string({ description: 'The domain name.', resolve: lasting(fact('name')) }),
    status: t.field({ type: DomainStatus, description: 'Where it stands.', resolve: fact('status') }),
    orderType: t.string({
      description: "WHMCS's word for how it came: Register or Transfer.",
      resolve: lasting(fact('orderType')),
    }),
    years: t.int({ description: 'For how many years it is registered at a time.', resolve: fact('years') }),
    registrar: t.string({ description: 'System name of the registrar module.', resolve: fact('registrar') }),
    registeredOn: t.field({
      type: 'Date',
      description: 'Since when the client has it.',
      resolve: lasting(fact('registeredOn')),
    }),
    expiresOn: t.field({ type: 'Date', description: 'When it expires.', resolve: fact('expiresOn') }),
    nextDueOn: t.field({
      type: 'Date',
      description: 'The day on which the next bill is due.',
      resolve: fact('nextDueOn'),
    }),
    firstPaymentAmount: t.field({
      type: Money,
      description: 'What the first bill came to.',
      resolve: factMoney('firstPaymentAmount'),
    }),
    recurringAmount: t.field({
      type: Money,
      description: 'What each renewal costs.',
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
    subscriptionId: t.string({
      description: "The payment gateway's reference of the subscription that pays for it.",
      resolve: fact('subscriptionId'),
    }),
    promotionId: t.int({
      description: "WHMCS's number of the promotion that lowers its price. Staff only.",
      resolve: staffOnly(fact('promotionId')),
    }),
    dnsManagement: t.boolean({ description: 'Whether DNS management goes with it.', resolve: fact('dnsManagement') }),
    emailForwarding: t.boolean({
      description: 'Whether e-mail forwarding goes with it.',
      resolve: fact('emailForwarding'),
    }),
    idProtection: t.boolean({
      description: "Whether the owner's name is kept out of WHOIS.",
      resolve: fact('idProtection'),
    }),
    doNotRenew: t.boolean({ description: 'Whether it is left to expire.', resolve: fact('doNotRenew') }),
    notes: t.string({ description: "Administrators' notes. Staff only.", resolve: staffOnly(fact('notes')) }),
    client: t.field({ type: Client, description: 'Whose it is.', resolve: prefetchable((domain) => domain.client) }),
    order: t.field({
      type: Order,
      description: 'With which it was ordered; null where it was not.',
      resolve: (domain) => domain.order,
    }),
  }),
});

findable('Domain', (graph, id, info) =>
  lookUpAndPrefetch(graph.noun(Domains), { id: id.id, owner: ownerHinted(id) }, graph, info),
);

export const DomainConnection = connectionOf('Domain', DomainRef, 'domains');
