/**
 * Resolvers of a schema that count the rows they show, make way for other requests, and compute each list once in an operation:
 * things know their client and the client knows its things, so that without it a short document could ask for the same list
 * thousands of times, from memory and without a call.
 */
import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Scope } from '../read/scope.ts';
import { Entity } from '../base/entity.ts';
import { isConnection as isPage, isRow, isWrapper } from './row-types.ts';
import type { RowBudget } from '../read/row-budget.ts';
import { widthOf } from './selection-width.ts';

type Resolve = GraphQLFieldResolver<unknown, Scope, Record<string, unknown>>;

/** A longer list is shown in pieces. */
const PIECE = 200;

/** Lets all fields that show objects count them. The schema is changed. */
export function countRows(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields())) count(field, type.name);
  return schema;
}

function count(field: GraphQLField<unknown, Scope>, parent: string): void {
  const named = getNamedType(field.type);
  if (!isCompositeType(named)) return;
  const resolve: Resolve = field.resolve ?? defaultFieldResolver;
  const isList = isListType(getNullableType(field.type));
  const isConnection = isPage(named.name);
  if (!isList && !isConnection && !(isRow(named) && !isWrapper(parent))) return;
  const asked: Resolve = isConnection ? once(resolve, field.name) : resolve;
  const counting: Resolve = (source, args, graph, info) => {
    const { rows } = graph;
    const shown: unknown = asked(source, args, graph, info);
    if (!rows.counts || isConnection) return shown;
    return shown instanceof Promise
      ? shown.then((value: unknown) => passed(value, rows, info))
      : passed(shown, rows, info);
  };
  field.resolve = counting;
}

function passed(shown: unknown, rows: RowBudget, info: GraphQLResolveInfo): unknown {
  if (shown === null || shown === undefined) return shown;
  const isList = Array.isArray(shown);
  const turn = rows.count(isList ? shown.length : 1, widthOf(info));
  const pass = (): unknown => (isList && shown.length > PIECE ? inPieces(shown, rows) : shown);
  return turn ? turn.then(pass) : pass();
}

/** The rows of a long list, each piece at a turn of its own. */
function inPieces(list: readonly unknown[], rows: RowBudget): readonly unknown[] {
  if (rows.isCompiled) throw new NotCompilableError();
  const pieces: Promise<void>[] = [];
  return list.map((row, index) => {
    if (index < PIECE) return row;
    return (pieces[Math.floor(index / PIECE)] ??= rows.turn()).then(() => row);
  });
}

/** Compiled code shows a list in one go; the executor goes on without it. */
export class NotCompilableError extends Error {
  override readonly name = 'NotCompilableError';
}

/** Answers the same question about the same thing once. */
const once =
  (resolve: Resolve, name: string): Resolve =>
  (source, args, graph, info) => {
    const { lists } = graph;
    const thing = source instanceof Entity ? source : graph;
    let known = lists.get(thing);
    if (!known) {
      known = new Map<string, unknown>();
      lists.set(thing, known);
    }
    const key = `${name} ${JSON.stringify(args)}`;
    if (!known.has(key)) known.set(key, resolve(source, args, graph, info));
    return known.get(key);
  };
