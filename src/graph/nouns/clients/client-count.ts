/** How many of something a client has, where nothing else is asked of the list: some other account than the list may tell it. */
import { getArgumentValues, getNamedType, type FieldNode, type GraphQLResolveInfo } from 'graphql';
import type { ResolverContext } from '../../read/scope.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { metaOf } from '../../base/field-meta.ts';
import { paginate, type Page, type PageArgs } from '../../read/paging.ts';
import { beside, selected, typeShown, type SelectedField, type Selecting } from '../../schema-kit/selection.ts';
import { type Client, Clients } from './client.ts';
import { Services } from '../services/service.ts';

type Count = 'serviceCount' | 'activeServiceCount' | 'domainCount';

/** A page of which only the total is asked for; null where its list has to be asked for. */
export function countOnly(
  client: Client,
  count: Count,
  args: PageArgs,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): MaybePromise<Page<never> | null> {
  // Cursors are their list's own to read.
  if (!isTotalAlone(info.fieldNodes, getNamedType(info.returnType).name, info)) return null;
  if (args.after != null || args.before != null) return null;
  // The same client by all of its accounts, also while it is being looked for.
  const known = graph.noun(Clients).of(client.whmcsId);
  const told = known?.atHand(count) ?? (areCountersCheap(client, count, graph, info) ? known?.tell(count) : null);
  return andThen(told ?? null, (total) => (total === null ? null : paginate(args, () => ({ rows: [], total }))));
}

/** Whether the counters of a client are asked for below it: themselves, or for a list that would be read whole to be counted. */
export function countersWanted(fields: Iterable<SelectedField>, graph: ResolverContext, selecting: Selecting): boolean {
  if (graph.viewer.role !== 'STAFF') return false;
  const all = [...fields];
  if (all.some(({ field }) => metaOf(field).fact === 'stats')) return true;
  const counted = new Set(all.filter((each) => isCounted(each, selecting)));
  const whole = [...counted].filter((each) => metaOf(each.field).readsAll?.(argsOf(each, selecting)));
  // Where more of the list is asked for beside, the list tells the number as well.
  return whole.some(({ field }) => all.every((each) => each.field !== field || counted.has(each)));
}

const isTotalAlone = (
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
  connection: string,
  selecting: Selecting,
): boolean => [...selected(nodes, connection, selecting)].every(({ field }) => field.name === 'totalCount');

const argsOf = ({ node, field }: SelectedField, { variableValues }: Selecting) =>
  getArgumentValues(field, node, variableValues);

/** Whether the field is a total alone, and one that the counters tell. */
function isCounted(each: SelectedField, selecting: Selecting): boolean {
  const { node, field } = each;
  const { counted } = metaOf(field);
  return counted !== undefined && isTotalAlone([node], typeShown(field), selecting) && counted(argsOf(each, selecting));
}

/** Whether asking for the counters costs no more calls than the list. */
function areCountersCheap(
  { whmcsId }: Client,
  count: Count,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): boolean {
  if (!countersWanted(beside(info), graph, info)) return false;
  return count !== 'activeServiceCount' || !graph.noun(Services).areAllAtHand(whmcsId);
}
