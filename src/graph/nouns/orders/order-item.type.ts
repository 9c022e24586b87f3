/**
 * The lines and renewals of orders in the graph. The relations to services and domains are resolved here: `service.ts` and
 * `domain.ts` import `order.ts`, which therefore must not import them.
 */
import { builder } from '../../schema-kit/builder.ts';
import { Domain, Domains } from '../domains/domain.ts';
import { Money } from '../../entity/money.ts';
import { BillingCycle } from '../services/billing-cycle.type.ts';
import { Service, Services } from '../services/service.ts';
import { itemDomainFacts, itemServiceFacts } from './order-facts.ts';
import { OrderItem, OrderRenewals } from './order-item.ts';

builder.objectType(OrderItem, {
  name: 'OrderItem',
  description: 'A line of an order: an ordered item and its state.',
  fields: (t) => ({
    type: t.string({
      description: "WHMCS's word for the kind of item: product, addon, domain …",
      resolve: ({ facts }) => facts.type,
    }),
    relatedId: t.int({
      description:
        "WHMCS's number of the service, addon or domain that the order created; the type says which of them.",
      resolve: ({ facts }) => facts.relatedId,
    }),
    productType: t.string({
      description: 'The kind of product in words for people: "Hosting Account", "Domain".',
      resolve: ({ facts }) => facts.productType,
    }),
    description: t.string({
      description: 'Group and name of the product, or the action for the domain.',
      resolve: ({ facts }) => facts.description,
    }),
    domainName: t.string({
      description: 'The domain that was ordered, or that the product is for.',
      resolve: ({ facts }) => facts.domainName,
    }),
    billingCycle: t.field({
      type: BillingCycle,
      description: 'How often it is billed; OTHER for the years of a domain, which billingPeriod reports.',
      resolve: (item) => item.billingCycle,
    }),
    billingPeriod: t.string({
      description: 'How often it is billed, in WHMCS\'s words: "One-Time", for domains "2 Years".',
      resolve: ({ facts }) => facts.billingPeriod,
    }),
    amount: t.field({
      type: Money,
      description: 'The price when it was ordered.',
      resolve: (item) => item.amount,
    }),
    status: t.string({
      description: "WHMCS's word for the status of the ordered item.",
      resolve: ({ facts }) => facts.status,
    }),
    service: t.field({
      type: Service,
      description: 'The service, if the line is for one. The line reports its status, domain and billing cycle.',
      resolve: (item, _, graph) => {
        const { facts, order } = item;
        const services = graph.noun(Services);
        return services.shown(
          item.relatedId('service'),
          order.ownerId,
          itemServiceFacts(facts),
          order.askedOn('items'),
        );
      },
    }),
    domain: t.field({
      type: Domain,
      description: 'The domain, if the line is for one. The line reports its name and status.',
      resolve: (item, _, graph) => {
        const { facts, order } = item;
        const domains = graph.noun(Domains);
        return domains.shown(item.relatedId('domain'), order.ownerId, itemDomainFacts(facts), order.askedOn('items'));
      },
    }),
  }),
});

builder.objectType(OrderRenewals, {
  name: 'OrderRenewals',
  description: 'The domains, services and addons that an order renews. WHMCS 8.8 and later.',
  fields: (t) => ({
    domains: t.field({
      type: [Domain],
      description: 'Renewed domains.',
      resolve: ({ facts, ownerId }, _, graph) =>
        facts.domainIds.flatMap((id) => graph.noun(Domains).shown(id, ownerId) ?? []),
    }),
    services: t.field({
      type: [Service],
      description: 'Renewed services.',
      resolve: ({ facts, ownerId }, _, graph) =>
        facts.serviceIds.flatMap((id) => graph.noun(Services).shown(id, ownerId) ?? []),
    }),
    addonIds: t.idList({
      description: "WHMCS's numbers of renewed addons.",
      resolve: ({ facts }) => facts.addonIds.map(String),
    }),
  }),
});
