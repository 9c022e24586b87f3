/** The ways to services: by number, everybody's, one client's. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { countOnly } from '../clients/client-count.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { andThen } from '../../base/maybe-promise.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { prefetchable, withMeta } from '../../base/field-meta.ts';
import { ServiceStatusFilter } from './service-parts.type.ts';
import { Service, type ServicesArgs, Services } from './service.ts';
import { ServiceConnection } from './service.type.ts';

builder.queryField('service', (t) =>
  t.field({
    type: Service,
    description: 'One service. WHMCS: GetClientsProducts.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, graph, info) => lookUpAndPrefetch(graph.noun(Services), named('Service', id), graph, info),
  }),
);

builder.queryField('services', (t) =>
  t.field({
    type: ServiceConnection,
    description: 'Services of all clients that you see, or of one. WHMCS: GetClientsProducts.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: "Only this client's." }),
      productId: t.arg.id({ description: 'Only those of this product.' }),
      domainName: t.arg.string({ description: 'Only those that serve exactly this domain or host name.' }),
      username: t.arg.string({ description: 'Only those with this account on the server.' }),
    },
    ...everyones('GetClientsProducts'),
    resolve: (_, { clientId, productId, ...args }, graph) =>
      graph.noun(Services).page({
        ...args,
        clientId: optionalNumberOf('Client', clientId),
        productId: optionalNumberOf('Product', productId),
      }),
  }),
);

builder.objectField(Client, 'services', (t) =>
  t.field({
    type: ServiceConnection,
    description:
      "The client's services. WHMCS cannot filter by status: with it, all of them are read and counted here, unless only the total of ACTIVE is asked for, which the client's counters tell staff. WHMCS: GetClientsProducts.",
    args: {
      ...pageArgs(t.arg),
      status: t.arg({ type: ServiceStatusFilter, description: 'Only those in this status.' }),
    },
    resolve: withMeta(
      prefetchable((client, args: ServicesArgs, graph, info) => {
        const { status, ...page } = args;
        const count = status == null ? 'serviceCount' : status === 'ACTIVE' ? 'activeServiceCount' : null;
        return andThen(
          count && countOnly(client, count, page, graph, info),
          (counted) => counted ?? graph.noun(Services).page({ ...args, clientId: client.whmcsId }),
        );
      }),
      { readsAll: ({ status }) => status != null, counted: ({ status }) => status == null || status === 'ACTIVE' },
    ),
  }),
);
