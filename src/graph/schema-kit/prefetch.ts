/**
 * One wave where arguments allow it: when a thing is looked for by number, what is selected below it and hangs on nothing but its
 * number, or its owner's, is asked for at the same time. The questions are those that the resolvers ask again a moment later, so that
 * they are asked once; their answers go through the same door. A hint is followed only to clients whom the viewer is known to see,
 * and no facts are requested of an entity that belongs to another viewer's client.
 */
import { getArgumentValues, isObjectType, type GraphQLResolveInfo } from 'graphql';
import { scopeOf, type ResolverContext } from '../read/scope.ts';
import { Entity } from '../base/entity.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import { metaOf } from '../base/field-meta.ts';
import { selected, type SelectedField } from './selection.ts';

type Foreseen = Entity<Record<string, unknown>>;

interface Finder<Thing> {
  byId(id: number, hint: number | null): MaybePromise<Thing | null>;
  /** The thing as it would be, were it as the hint says; null where the viewer is not known to see it. */
  presumed(id: number, hint: number | null): Thing | null;
}

/** Finds a thing by number, and meanwhile asks what is selected below it. */
export function lookUpAndPrefetch<Thing extends object>(
  noun: Finder<Thing>,
  { id, owner }: { readonly id: number; readonly owner: number | null },
  graph: ResolverContext,
  info: GraphQLResolveInfo,
): MaybePromise<Thing | null> {
  const thing = noun.byId(id, owner);
  if (thing instanceof Promise && scopeOf(graph).session.planner.speculates) {
    const presumed = noun.presumed(id, owner);
    if (presumed instanceof Entity) prefetch(presumed, info, graph);
  }
  return thing;
}

/** Asks what is selected below a thing that is being looked for. What its own record tells will come with it. */
export function prefetch(thing: Foreseen, info: GraphQLResolveInfo, graph: ResolverContext): void {
  for (const each of selected(info.fieldNodes, thing.typename, info)) follow(thing, each, info, graph);
}

/** Follows one field, if it hangs on numbers alone. */
function follow(
  thing: Foreseen,
  { node, field }: SelectedField,
  info: GraphQLResolveInfo,
  graph: ResolverContext,
): void {
  const { early } = metaOf(field);
  if (!early || !field.resolve) return;
  const below = belowOf(thing, { node, field }, info);
  const shown = quietly(() =>
    scopeOf(graph).rows.uncounted(() =>
      field.resolve?.(thing, getArgumentValues(field, node, info.variableValues), graph, below),
    ),
  );
  if (shown instanceof Entity) askOf(shown, below, early.tells, graph);
}

/** What the executor will hand to the resolver. */
function belowOf({ typename }: Foreseen, { node, field }: SelectedField, info: GraphQLResolveInfo): GraphQLResolveInfo {
  const parentType = info.schema.getType(typename);
  return {
    ...info,
    fieldName: field.name,
    fieldNodes: [node],
    returnType: field.type,
    parentType: isObjectType(parentType) ? parentType : info.parentType,
    path: { prev: info.path, key: (node.alias ?? node.name).value, typename },
  };
}

/** Asks for the facts of a thing that no account on its way will tell, and goes on below it. */
function askOf(thing: Foreseen, info: GraphQLResolveInfo, coming: ReadonlySet<string>, graph: ResolverContext): void {
  for (const each of selected(info.fieldNodes, thing.typename, info)) {
    const { fact } = metaOf(each.field);
    if (fact === undefined) follow(thing, each, info, graph);
    else if (!coming.has(fact)) quietly(() => thing.tell(fact));
  }
}

/** Whatever goes wrong will go wrong again where it matters. */
function quietly<T>(ask: () => T): T | undefined {
  try {
    const shown = ask();
    if (shown instanceof Promise) shown.catch(() => undefined);
    return shown;
  } catch {
    return undefined;
  }
}
