/** The domains of a client. The client's counters can answer a request for the total alone. */
import { prefetchable } from '../../base/field-meta.ts';
import { andThen } from '../../../maybe-promise.ts';
import { builder } from '../../schema-kit/builder.ts';
import { pageArgs } from '../../schema-kit/connection.type.ts';
import { countOnly } from '../clients/client-count.ts';
import { Client } from '../clients/client.ts';
import { Domain, Domains } from './domain.ts';

builder.objectField(Client, 'domains', (t) =>
  t.field({
    type: Domain.Connection,
    description: "The client's domains. WHMCS: GetClientsDomains.",
    args: pageArgs(t.arg),
    resolve: prefetchable((client, args, graph, info) =>
      andThen(
        countOnly(client, 'domainCount', args, graph, info),
        (counted) => counted ?? graph.noun(Domains).page({ ...args, clientId: client.whmcsId }),
      ),
    ),
  }),
);
