/** The ways to services: by number, everybody's, one client's. */
import { builder } from '../builder.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../connection.type.ts';
import { numberOf, optionalNumberOf } from '../global-id.ts';
import { ServiceStatusFilter } from './service-parts.type.ts';
import { Service } from './service.ts';
import { ServiceConnection } from './service.type.ts';

builder.queryField('service', (t) =>
  t.field({
    type: Service,
    description: 'One service. WHMCS: GetClientsProducts.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, { services }) => services.byId(numberOf('Service', id)),
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
    resolve: (_, { clientId, productId, ...args }, { services }) =>
      services.page({
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
      "The client's services. WHMCS cannot filter by status: with it, all of them are read and counted here. WHMCS: GetClientsProducts.",
    args: {
      ...pageArgs(t.arg),
      status: t.arg({ type: ServiceStatusFilter, description: 'Only those in this status.' }),
    },
    resolve: (client, args, { services }) => services.page({ ...args, clientId: client.whmcsId }),
  }),
);
