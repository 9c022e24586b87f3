/** How many of something a client has, where nothing else is asked of the list: some other account than the list may tell it. */
import { getNamedType, type GraphQLResolveInfo } from 'graphql';
import type { Graph } from '../context.ts';
import { andThen, type MaybePromise } from '../entity.ts';
import { marksOf } from '../marks.ts';
import { paginate, type Page, type PageArgs } from '../paging.ts';
import { beside, selected } from '../selection.ts';
import type { Client } from './client.ts';

type Count = 'serviceCount' | 'activeServiceCount' | 'domainCount';

/** A page of which only the total is asked for; null where its list has to be asked for. */
export function countAlone(
  client: Client,
  count: Count,
  args: PageArgs,
  graph: Graph,
  info: GraphQLResolveInfo,
): MaybePromise<Page<never> | null> {
  // Cursors are their list's own to read.
  if (!isCountAlone(info) || args.after != null || args.before != null) return null;
  // The same client by all of its accounts, also while it is being looked for.
  const known = graph.clients.of(client.whmcsId);
  const told = known?.atHand(count) ?? (areCountersWanted(graph, info) ? known?.tell(count) : null);
  return andThen(told ?? null, (total) => (total === null ? null : paginate(args, () => ({ rows: [], total }))));
}

function isCountAlone(info: GraphQLResolveInfo): boolean {
  for (const { field } of selected(info.fieldNodes, getNamedType(info.returnType).name, info))
    if (field.name !== 'totalCount') return false;
  return true;
}

/** Whether the counters are asked for in any case. */
function areCountersWanted({ viewer }: Graph, info: GraphQLResolveInfo): boolean {
  if (viewer.role !== 'STAFF') return false;
  for (const { field } of beside(info)) if (marksOf(field.resolve).fact === 'stats') return true;
  return false;
}
