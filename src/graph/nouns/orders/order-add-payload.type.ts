/** The payload of orderAdd. */
import { Invoice, Invoices } from '../billing/invoice.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Domain, Domains } from '../domains/domain.ts';
import { allOf, andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { Service, Services } from '../services/service.ts';
import type { Ordered } from './order-add.ts';
import { Order, Orders } from './order.ts';

/** The entities with these ids that still exist. */
const each = <T>(ids: readonly number[], byId: (id: number) => MaybePromise<T | null>): MaybePromise<T[]> =>
  andThen(allOf(ids.map(byId)), (entities) => entities.filter((entity) => entity !== null));

export const OrderAddPayload = builder.objectRef<Ordered>('OrderAddPayload').implement({
  description: 'The result of orderAdd.',
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order, freshly read.',
      resolve: ({ orderId }, _, graph) => (orderId === null ? null : graph.noun(Orders).byId(orderId)),
    }),
    invoice: t.field({
      type: Invoice,
      description: 'The invoice for it, freshly read; null if none was created.',
      resolve: ({ invoiceId }, _, graph) => (invoiceId === null ? null : graph.noun(Invoices).byId(invoiceId)),
    }),
    services: t.field({
      type: [Service],
      description: 'The services that were created, freshly read; pending until orderAccept.',
      resolve: ({ serviceIds }, _, graph) => each(serviceIds, (id) => graph.noun(Services).byId(id)),
    }),
    domains: t.field({
      type: [Domain],
      description: 'The domains that were created, freshly read; pending until orderAccept.',
      resolve: ({ domainIds }, _, graph) => each(domainIds, (id) => graph.noun(Domains).byId(id)),
    }),
    addonIds: t.idList({
      description: "WHMCS's numbers of the addons that were created.",
      resolve: ({ addonIds }) => addonIds.map(String),
    }),
  }),
});
