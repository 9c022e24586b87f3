/** The ways to domains: by number, everybody's, one client's. */
import { builder } from '../../schema-kit/builder.ts';
import { everyones } from '../../schema-kit/row-types.ts';
import { countAlone } from '../clients/client-count.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { andThen } from '../../base/maybe-promise.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { Domain, Domains } from './domain.ts';
import { DomainConnection } from './domain.type.ts';

builder.queryField('domain', (t) =>
  t.field({
    type: Domain,
    description: 'One domain. WHMCS: GetClientsDomains.',
    args: { id: t.arg.id({ required: true, description: "Its global id or WHMCS's number." }) },
    resolve: (_, { id }, graph, info) => lookUpAndPrefetch(graph.noun(Domains), named('Domain', id), graph, info),
  }),
);

builder.queryField('domains', (t) =>
  t.field({
    type: DomainConnection,
    description: 'Domains of all clients that you see, or of one. WHMCS: GetClientsDomains.',
    args: {
      ...pageArgs(t.arg),
      clientId: t.arg.id({ description: "Only this client's." }),
      name: t.arg.string({ description: 'Only the one of exactly this name.' }),
    },
    ...everyones('GetClientsDomains'),
    resolve: (_, { clientId, ...args }, graph) =>
      graph.noun(Domains).page({ ...args, clientId: optionalNumberOf('Client', clientId) }),
  }),
);

builder.objectField(Client, 'domains', (t) =>
  t.field({
    type: DomainConnection,
    description: "The client's domains. WHMCS: GetClientsDomains.",
    args: pageArgs(t.arg),
    resolve: prefetchable((client, args, graph, info) =>
      andThen(
        countAlone(client, 'domainCount', args, graph, info),
        (counted) => counted ?? graph.noun(Domains).page({ ...args, clientId: client.whmcsId }),
      ),
    ),
  }),
);
