/** The ways to the things of a declared noun: by number, everybody's, one client's, and by `node`. */
import type { ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { forbidden } from '../base/errors.ts';
import { named, optionalNumberOf, ownerHinted } from '../base/global-id.ts';
import { declaredBy, prefetchable, withMeta } from '../base/field-meta.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Page } from '../read/paging.ts';
import { builder, type Types } from './builder.ts';
import { pageArgs } from './connection.type.ts';
import type { Door } from './declared-door.ts';
import type { ListArgs } from './declared-things.ts';
import { filterArgs } from './list-filters.ts';
import { findable } from './node.type.ts';
import type { Plan } from './noun-declaration.ts';
import type { Owner } from './owner.ts';
import { lookUpAndPrefetch } from './prefetch.ts';
import { everyones } from './row-types.ts';

type Connection = ObjectRef<Types, Page<object>>;
type Resolve<Source, Args, Shown> = (
  source: Source,
  args: Args,
  graph: ResolverContext,
  info: GraphQLResolveInfo,
) => Shown;

const upperFirst = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** A query that only the staff schema has. Another viewer that reached it would get FORBIDDEN. */
const forStaffOnly = <Source, Args, Shown>(resolve: Resolve<Source, Args, Shown>): Resolve<Source, Args, Shown> =>
  withMeta(
    (source, args, graph, info) => {
      if (graph.viewer.role !== 'STAFF') throw forbidden('this field is for staff');
      return resolve(source, args, graph, info);
    },
    { ...declaredBy(resolve), forStaff: true },
  );

interface OneArgs {
  readonly id: string;
  readonly clientId?: string | null | undefined;
}

const idOf = (isFoundAlone: boolean, isOwnersOnly: boolean): string => {
  if (isFoundAlone) return "Its global id or WHMCS's number.";
  return isOwnersOnly
    ? "Its global id, or WHMCS's number together with clientId."
    : "Its global id. Staff may give WHMCS's number, which is then looked for among all.";
};

export function declareQueries(plan: Plan, { Thing, Things }: Door, connection: () => Connection): void {
  const { typename, called, queries, list, filters, offered, record, byHand = [] } = plan;
  const isFoundAlone = plan.byId !== null || record !== undefined;
  const isOwnersOnly = !list.command.params.safeParse({}).success;
  const told = `WHMCS: ${list.command.name}.`;
  const isOwned = list.client !== undefined;
  const offer = <Source, Args, Shown>(resolve: Resolve<Source, Args, Shown>): Resolve<Source, Args, Shown> =>
    offered === 'staff' ? forStaffOnly(resolve) : resolve;
  findable(typename, (graph, id, info) =>
    lookUpAndPrefetch(graph.noun(Things), { id: id.id, owner: ownerHinted(id) }, graph, info),
  );

  if (!byHand.includes('one'))
    builder.queryField(queries.one, (t) =>
      t.field({
        type: Thing,
        description: `One ${called.one}. WHMCS: ${(record ?? list).command.name}.`,
        args: {
          id: t.arg.id({
            required: true,
            description: idOf(isFoundAlone, isOwnersOnly),
          }),
          ...(isOwnersOnly && {
            clientId: t.arg.id({
              description: "Its client, which is needed for WHMCS's number: there is no list of all.",
            }),
          }),
        },
        resolve: withMeta(
          offer((_: unknown, { id, clientId }: OneArgs, graph, info) => {
            const { owner, ...thing } = named(typename, id);
            const hinted = { ...thing, owner: owner ?? optionalNumberOf('Client', clientId) };
            return lookUpAndPrefetch(graph.noun(Things), hinted, graph, info);
          }),
          // Without a filter by number, the whole list is searched.
          { readsAll: () => !isFoundAlone && !isOwnersOnly },
        ),
      }),
    );

  if (!byHand.includes('list') && !isOwnersOnly)
    builder.queryField(queries.list, (t) =>
      t.field({
        type: connection(),
        description: isOwned
          ? `${upperFirst(called.many)} of all clients that you see, or of one. ${told}`
          : `All ${called.many}. ${told}`,
        args: {
          ...pageArgs(t.arg),
          ...filterArgs(filters, t.arg),
          ...(isOwned && { clientId: t.arg.id({ description: "Only this client's." }) }),
        },
        ...everyones(list.command.name),
        resolve: offer((_, { clientId, ...args }, graph) =>
          graph.noun(Things).page({ ...args, clientId: optionalNumberOf('Client', clientId) }),
        ),
      }),
    );

  if (list.as === 'list')
    builder.objectField('Client', queries.list, (t) =>
      t.field({
        type: [Thing],
        description: `The client's ${called.many}. ${told}`,
        args: filterArgs(filters, t.arg),
        resolve: withMeta(
          prefetchable((client, args, graph) => graph.noun(Things).ofClient(client.whmcsId, args)),
          { whole: 'list' },
        ),
      }),
    );
  else if (isOwned && !byHand.includes('ofClient'))
    builder.objectField('Client', queries.list, (t) =>
      t.field({
        type: connection(),
        description: `The client's ${called.many}. ${told}`,
        args: { ...pageArgs(t.arg), ...filterArgs(filters, t.arg) },
        resolve: offer(
          prefetchable((client: Owner, args: ListArgs, graph: ResolverContext) =>
            graph.noun(Things).page({ ...args, clientId: client.whmcsId }),
          ),
        ),
      }),
    );
}
