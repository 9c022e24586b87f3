/** Looks up a client by number, and prefetches what is selected below it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ResolverContext } from '../../read/scope.ts';
import type { MaybePromise } from '../../../maybe-promise.ts';
import { lookUpAndPrefetch } from '../../schema-kit/prefetch.ts';
import { selected } from '../../schema-kit/selection.ts';
import { type Client, Clients } from './client.ts';
import { countersWanted } from './client-count.ts';
import type { ClientFacts } from './client-facts.ts';

const STATS: ReadonlySet<keyof ClientFacts> = new Set(['stats']);

/** Null if the client does not exist or this viewer may not see it. */
export function clientByNumber(
  id: number,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): MaybePromise<Client | null> {
  const clients = graph.noun(Clients);
  // The counters come with the record if they are requested with it.
  const facts = countersWanted(selected(info.fieldNodes, 'Client', info), graph, info) ? STATS : undefined;
  const finder = {
    byId: () => clients.recall(id) ?? clients.record(id, facts),
    presumed: () => clients.presumed(id, id),
  };
  return lookUpAndPrefetch(finder, { id, owner: id }, graph, info);
}
