/** Finds the field that needs a call: in a copy of the schema, each resolver records its call site. */
import type { AsyncLocalStorage } from 'node:async_hooks';
import {
  isObjectType,
  lexicographicSortSchema,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { Entity } from '../base/entity.ts';
import { metaOf } from '../base/field-meta.ts';

export interface CallSite {
  /** Without list positions: "invoices.nodes.client". */
  readonly path: string;
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whether every page of a list is read. */
  readonly readsAll: boolean;
  /** Where the rows are answered whole: whether all of them are shown, or a page of them. */
  readonly whole: 'list' | 'page' | undefined;
}

export interface CallSites {
  /** The call site of the resolver that runs, also of what it starts asynchronously. */
  readonly current: AsyncLocalStorage<CallSite>;
  /** The owners of entities, by type and number: "Invoice:1001". */
  readonly owners: Map<string, number | null>;
}

const watched = new WeakMap<object, CallSites>();
const copies = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** Starts recording call sites for a context. It slows all operations a little, until `current.disable()`. */
export const trackCallSites = (context: object, sites: CallSites): void => void watched.set(context, sites);

/** The schema for operations whose call sites may be recorded. */
export function withCallSites(schema: GraphQLSchema): GraphQLSchema {
  const known = copies.get(schema);
  if (known) return known;
  // Sorting is used because it creates new types, so that the schema itself does not change.
  const copy = lexicographicSortSchema(schema);
  for (const type of Object.values(copy.getTypeMap()))
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) wrap(field);
  copies.set(schema, copy);
  return copy;
}

function wrap(field: GraphQLField<unknown, object>): void {
  const { resolve } = field;
  if (!resolve) return;
  const { readsAll, whole } = metaOf(field);
  const wrapped: typeof resolve = (source, args: Readonly<Record<string, unknown>>, context, info) => {
    const ask = (): unknown => resolve(source, args, context, info);
    const watching = watched.get(context);
    if (!watching) return ask();
    if (source instanceof Entity) watching.owners.set(`${source.typename}:${source.whmcsId}`, source.ownerId);
    const site = { path: pathOf(info), field: field.name, args, readsAll: readsAll?.(args) === true, whole };
    return watching.current.run(site, ask);
  };
  field.resolve = wrapped;
}

function pathOf(info: GraphQLResolveInfo): string {
  const names: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev)
    if (typeof at.key === 'string') names.unshift(at.key);
  return names.join('.');
}
