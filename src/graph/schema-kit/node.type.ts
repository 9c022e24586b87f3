/** Relay's Node: everything that has an id of its own. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from './builder.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import { parseGlobalId, type GlobalId } from '../base/global-id.ts';

interface Identified {
  /** A promise where the number itself has to be asked for. */
  readonly globalId: MaybePromise<string>;
}

export const Node = builder.interfaceRef<Identified>('Node').implement({
  description: 'A thing with an id that is unique across the graph.',
  fields: (t) => ({
    id: t.id({
      nullable: false,
      description: 'Global, opaque id: the same on every path, and after a restart.',
      resolve: (thing) => thing.globalId,
    }),
  }),
});

/** How a type's things are found by their id; null for what does not exist or is not the viewer's. */
type Find = (graph: ResolverContext, id: GlobalId, info: GraphQLResolveInfo) => MaybePromise<Identified | null>;

/** How things are found whose ids are not ours to read. */
type FindByText = (graph: ResolverContext, id: string) => MaybePromise<Identified | null>;

const finders = new Map<string, Find>();
let findByText: FindByText = () => null;

/** Makes a type's things reachable by `node` and `nodes`. */
export const findable = (type: string, find: Find): void => void finders.set(type, find);

/** Makes things reachable whose ids hold no number of WHMCS, such as the journal's operations. */
export const findableByText = (finder: FindByText): void => {
  findByText = finder;
};

const find = (graph: ResolverContext, text: string, info: GraphQLResolveInfo): MaybePromise<Identified | null> => {
  const id = parseGlobalId(text);
  return id ? (finders.get(id.type)?.(graph, id, info) ?? null) : findByText(graph, text);
};

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    description: 'The entity with this global id; null if it does not exist or you may not see it.',
    args: { id: t.arg.id({ required: true, description: 'A global id.' }) },
    resolve: (_, { id }, graph, info) => find(graph, id, info),
  }),
);

builder.queryField('nodes', (t) =>
  t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The things with these global ids, in their order, null where `node` is.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids.' }) },
    resolve: (_, { ids }, graph, info) => ids.map((id) => find(graph, id, info)),
  }),
);
