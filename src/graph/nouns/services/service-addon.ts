/** Addons of services. */
import DataLoader from 'dataloader';
import { GetClientsAddons } from '../../../whmcs/commands/addons.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { nullIfMissing } from '../../base/found.ts';
import type { Scope } from '../../read/scope.ts';
import { LONGEST_PAGE } from '../../read/walk.ts';
import { builder } from '../../schema-kit/builder.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { Client } from '../clients/client.ts';
import { Order, Orders } from '../orders/order.ts';
import { billingCycle } from './billing-cycle.ts';
import { BillingCycle } from './billing-cycle.type.ts';
import { serviceStatus } from './service-facts.ts';
import { ServiceStatus } from './service-status.type.ts';
import { Service, Services } from './service.ts';

export const ServiceAddon = noun('ServiceAddon', {
  description: 'Something that was bought with a service: more space, an address. WHMCS: GetClientsAddons.',
  list: {
    command: GetClientsAddons,
    rows: 'addons',
    id: 'id',
    client: 'userid',
    // Everybody's addons are found by their services: without a filter WHMCS would answer all of them at once.
    async part(session, offset) {
      const { products, totalresults } = await session.read(GetClientsProducts, {
        limitstart: offset,
        limitnum: LONGEST_PAGE,
      });
      const next = offset + products.length;
      return {
        params: products.length === 0 ? null : { serviceid: products.flatMap(({ id }) => id ?? []) },
        next: products.length === 0 || next >= (totalresults ?? Infinity) ? null : next,
      };
    },
  },
  fields: (f) => ({
    name: f.lasting(f.text('name', 'Its name.')),
    quantity: f.count('qty', 'How many there are of it. WHMCS 8.12 and later.'),
    productAddonId: f.id('addonid', "WHMCS's number of the product addon; null if staff entered it."),
    status: f.enumOf({ words: serviceStatus, type: ServiceStatus }, 'status', 'Where it stands.'),
    setupFee: f.money('setupfee', 'What was paid once.'),
    recurringAmount: f.money('recurring', 'What each billing cycle costs.'),
    billingCycle: f.enumOf({ words: billingCycle, type: BillingCycle }, 'billingcycle', 'How often it is billed.'),
    isTaxed: f.flag('tax', 'Whether tax is charged.'),
    registeredOn: f.lasting(f.day('regdate', 'Since when the client has it.')),
    nextDueOn: f.day('nextduedate', 'The day on which the next bill is due.'),
    nextInvoiceOn: f.day('nextinvoicedate', 'The day on which the next invoice is made.'),
    paymentMethod: f.text('paymentmethod', 'System name of the payment method: `module` of PaymentMethod.'),
    paymentMethodName: f.text('paymentmethodname', 'The name of the payment method that clients see.'),
    notes: f.staff(f.text('notes', "Administrators' notes. Staff only.")),
    service: f.link(
      Service,
      (id, { ownerId }, graph) => graph.noun(Services).shown(id, ownerId),
      'serviceid',
      'The service that it belongs to.',
    ),
    order: f.link(
      Order,
      (id, { ownerId }, graph) => graph.noun(Orders).shown(id, ownerId),
      'orderid',
      'With which it was ordered; null where it was not.',
    ),
  }),
  called: { one: 'addon', many: 'addons' },
  byHand: ['list', 'ofClient'],
});
export type ServiceAddon = ThingOf<typeof ServiceAddon>;

/** The addons of several services, with one question. */
class AddonsOfServices {
  readonly #graph: Scope;
  readonly #byService = new DataLoader(
    async (ids: readonly number[]) => {
      const { session } = this.#graph;
      const asked = { serviceid: ids.toSorted((a, b) => a - b) };
      const answer = await nullIfMissing(session.read(GetClientsAddons, asked));
      const rows = answer ? this.#graph.noun(ServiceAddon.Things).ofAnswer(answer, session.askedOn(answer)) : [];
      return ids.map((id) => rows.filter((addon) => addon.known('serviceId') === id));
    },
    { maxBatchSize: LONGEST_PAGE },
  );

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  of(service: number): Promise<ServiceAddon[]> {
    return this.#byService.load(service);
  }
}

builder.objectField(Service, 'addons', (t) =>
  t.field({
    type: [ServiceAddon],
    description: 'Its addons; those of several services cost one call. WHMCS: GetClientsAddons.',
    resolve: prefetchable((service, _: object, graph) => graph.noun(AddonsOfServices).of(service.whmcsId)),
  }),
);

builder.objectField(Client, 'addons', (t) =>
  t.field({
    type: ServiceAddon.Connection,
    description: "The addons of the client's services. WHMCS: GetClientsAddons.",
    args: pageArgs(t.arg),
    resolve: prefetchable((client, args, graph) =>
      graph.noun(ServiceAddon.Things).page({ ...args, clientId: client.whmcsId }),
    ),
  }),
);
