/** The queries for orders: by number, of all clients, of one client. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { Order, Orders } from './order.ts';
import { OrderConnection } from './order.type.ts';

const status = 'Only orders in this status: Pending, Active, Fraud, Cancelled …';

builder.queryField('order', (t) =>
  t.field({
    type: Order,
    description: 'One order. WHMCS: GetOrders.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, graph, info) => lookUpAndPrefetch(graph.noun(Orders), named('Order', id), graph, info),
  }),
);

builder.queryField('orders', (t) =>
  t.field({
    type: OrderConnection,
    description: 'Orders of all clients that you see, or of one client. WHMCS: GetOrders.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: 'Only orders of this client.' }),
      status: t.arg.string({ description: status }),
    },
    ...everyones('GetOrders'),
    resolve: (_, { clientId, ...args }, graph) =>
      graph.noun(Orders).page({ ...args, clientId: optionalNumberOf('Client', clientId) }),
  }),
);

builder.objectField(Client, 'orders', (t) =>
  t.field({
    type: OrderConnection,
    description: "The client's orders. WHMCS: GetOrders.",
    args: { ...pageArgs(t.arg), status: t.arg.string({ description: status }) },
    resolve: prefetchable((client, args, graph) => graph.noun(Orders).page({ ...args, clientId: client.whmcsId })),
  }),
);
