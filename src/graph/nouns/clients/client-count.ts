/** Counts a client's services or domains without their list, if an operation selects nothing but the total. */
import { getArgumentValues, getNamedType, type FieldNode, type GraphQLResolveInfo } from 'graphql';
import { scopeOf, type ResolverContext } from '../../read/scope.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { metaOf } from '../../base/field-meta.ts';
import { paginate, type Page, type PageArgs } from '../../read/paging.ts';
import { beside, selected, typeShown, type SelectedField, type Selecting } from '../../schema-kit/selection.ts';
import { type Client, Clients } from './client.ts';
import { questionOf } from '../../../whmcs/cache/question.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import { USUAL_PAGES } from '../../read/list-source.ts';

type Count = 'serviceCount' | 'activeServiceCount' | 'domainCount';

/** A page with only its total; null if the list must be read. */
export function countOnly(
  client: Client,
  count: Count,
  args: PageArgs,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): MaybePromise<Page<never> | null> {
  if (!isTotalAlone(info.fieldNodes, getNamedType(info.returnType).name, info)) return null;
  // Only the list can check its cursors.
  if (args.after != null || args.before != null) return null;
  // The client with all of its accounts, also while it is looked up.
  const entity = graph.noun(Clients).of(client.whmcsId);
  const total = entity?.atHand(count) ?? (areCountersCheap(client, count, graph, info) ? entity?.tell(count) : null);
  return andThen(total ?? null, (known) =>
    known === null ? null : paginate(args, () => ({ rows: [], total: known })),
  );
}

/** Whether an operation needs the counters of a client: it selects them, or the total of a list that would be read whole to count it. */
export function countersWanted(fields: Iterable<SelectedField>, graph: ResolverContext, selecting: Selecting): boolean {
  if (graph.viewer.role !== 'STAFF') return false;
  const all = [...fields];
  if (all.some(({ field }) => metaOf(field).fact === 'stats')) return true;
  const counted = new Set(all.filter((each) => isCounted(each, selecting)));
  const whole = [...counted].filter((each) => metaOf(each.field).readsAll?.(argsOf(each, selecting)));
  // If more of the list is selected, the list reports the number as well.
  return whole.some(({ field }) => all.every((each) => each.field !== field || counted.has(each)));
}

const isTotalAlone = (
  nodes: readonly Pick<FieldNode, 'selectionSet'>[],
  connection: string,
  selecting: Selecting,
): boolean => [...selected(nodes, connection, selecting)].every(({ field }) => field.name === 'totalCount');

const argsOf = ({ node, field }: SelectedField, { variableValues }: Selecting) =>
  getArgumentValues(field, node, variableValues);

/** Whether only the total of the field is selected, and the counters have it. */
function isCounted(each: SelectedField, selecting: Selecting): boolean {
  const { node, field } = each;
  const { counted } = metaOf(field);
  return counted !== undefined && isTotalAlone([node], typeShown(field), selecting) && counted(argsOf(each, selecting));
}

/** Whether the counters cost no more calls than the list. */
function areCountersCheap(
  { whmcsId }: Client,
  count: Count,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): boolean {
  if (!countersWanted(beside(info), graph, info)) return false;
  return count !== 'activeServiceCount' || !isListCached(whmcsId, graph);
}

/** Whether the complete list of a client's services is cached. */
const isListCached = (client: number, graph: ResolverContext): boolean =>
  USUAL_PAGES.some((limitnum) => {
    const list = scopeOf(graph).session.peek(
      questionOf(GetClientsProducts, { clientid: client, limitstart: 0, limitnum }),
    );
    return list !== undefined && list.totalresults === list.products.length;
  });
