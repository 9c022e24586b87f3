/** Relay connections, with `nodes` beside `edges`. */
import type { ArgBuilder, ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import { builder, type Types } from './builder.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Edge, Page } from '../read/paging.ts';

const PageInfo = builder.objectRef<Page<unknown>>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false, description: 'Whether rows follow.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', { nullable: false, description: 'Whether rows precede.' }),
    startCursor: t.string({
      description: 'The cursor of the first edge, for `before`.',
      resolve: ({ edges }) => edges[0]?.cursor ?? null,
    }),
    endCursor: t.string({
      description: 'The cursor of the last edge, for `after`; of a page without edges, where the list goes on.',
      resolve: ({ edges, end }) => (end ?? edges.at(-1))?.cursor ?? null,
    }),
  }),
});

type Args = ArgBuilder<Types>;

/** Whatever is asked of a page, what is missing from it is an error at the list. */
const saying =
  <T>(tell: (page: Page<object>) => T) =>
  (page: Page<object>, _: object, graph: ResolverContext, { path }: Pick<GraphQLResolveInfo, 'path'>): T => {
    if (page.flaws && page.flaws.length > 0) graph.lacks(page.flaws, path.prev);
    return tell(page);
  };

/** The arguments of every connection. */
export const pageArgs = (arg: Args) => ({
  first: arg.int({ description: 'So many from the start, or after `after`; at most 100, 25 where nothing is said.' }),
  after: arg.string({ description: 'Goes on after this cursor.' }),
  last: arg.int({ description: 'So many from the end, or before `before`; at most 100.' }),
  before: arg.string({ description: 'Ends before this cursor.' }),
  offset: arg.int({ description: 'Starts at this position, for numbered pages; goes with `first` alone.' }),
});

/** Declares `XConnection` and `XEdge` for a type. */
export function connectionOf(name: string, node: ObjectRef<Types, object>, plural: string) {
  const EdgeRef = builder.objectRef<Edge<object>>(`${name}Edge`).implement({
    description: `One of the ${plural} in a page.`,
    fields: (t) => ({
      node: t.field({ type: node, nullable: false, description: 'The thing itself.', resolve: (edge) => edge.node }),
      cursor: t.exposeString('cursor', {
        nullable: false,
        description: 'Its place in the list, for `after` and `before`.',
      }),
    }),
  });
  return builder.objectRef<Page<object>>(`${name}Connection`).implement({
    description: `A page of ${plural}.`,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeRef],
        nullable: { list: false, items: false },
        description: 'The page with cursors.',
        resolve: saying(({ edges }) => edges),
      }),
      nodes: t.field({
        type: [node],
        nullable: { list: false, items: false },
        description: 'The page without cursors.',
        resolve: saying(({ edges }) => edges.map((edge) => edge.node)),
      }),
      pageInfo: t.field({
        type: PageInfo,
        nullable: false,
        description: 'Where the page stands in its list.',
        resolve: saying((page) => page),
      }),
      totalCount: t.int({
        description: `How many ${plural} the whole list has: WHMCS's own total for staff, exactly what the viewer may see otherwise, or null.`,
        resolve: saying(({ total }) => total),
      }),
    }),
  });
}
