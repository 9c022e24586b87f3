/** The services of a client: listed by status, and counted without the list where an answer allows it. */
import { builder } from '../../schema-kit/builder.ts';
import { countOnly } from '../clients/client-count.ts';
import { Client } from '../clients/client.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { andThen } from '../../../maybe-promise.ts';
import { prefetchable, withMeta } from '../../base/field-meta.ts';
import type { PageArgs } from '../../read/paging.ts';
import type { ServiceStatus } from './service-facts.ts';
import { Service, Services } from './service.ts';
import { ServiceStatusFilter } from './service-status.type.ts';

interface Args extends PageArgs {
  readonly status?: ServiceStatus | null | undefined;
}

builder.objectField(Client, 'services', (t) =>
  t.field({
    type: Service.Connection,
    description:
      "The client's services. WHMCS cannot filter by status: with it, all of them are read and counted here, unless only the total of ACTIVE is asked for, which the client's counters tell staff. WHMCS: GetClientsProducts.",
    args: {
      ...pageArgs(t.arg),
      status: t.arg({ type: ServiceStatusFilter, description: 'Only those in this status.' }),
    },
    resolve: withMeta(
      prefetchable((client, args: Args, graph, info) => {
        const { status, ...page } = args;
        const services = graph.noun(Services);
        const narrowed = status == null ? {} : { keep: (service: Service) => service.known('status') === status };
        const count = status == null ? 'serviceCount' : status === 'ACTIVE' ? 'activeServiceCount' : null;
        return andThen(
          count && countOnly(client, count, page, graph, info),
          (counted) => counted ?? services.page({ ...args, clientId: client.whmcsId }, narrowed),
        );
      }),
      { readsAll: ({ status }) => status != null, counted: ({ status }) => status == null || status === 'ACTIVE' },
    ),
  }),
);
