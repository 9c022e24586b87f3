/**
 * Declares a noun: which command tells of its things, whose they are, and which columns they show. Everything else follows from that:
 * the things and the door to them, the object type with `node`, the connection, the queries and the field of the client.
 */
import type { ObjectRef } from '@pothos/core';
import type { Answer, ReadCommand } from '../../whmcs/command.ts';
import { kindsIn } from '../../whmcs/declare/mentions.ts';
import type { ResolverContext, Scope } from '../read/scope.ts';
import type { Page } from '../read/paging.ts';
import { prefetchable } from '../base/field-meta.ts';
import { builder, type Types } from './builder.ts';
import type { Row, RowAt, RowsIn } from './columns.ts';
import { connectionOf } from './connection.type.ts';
import { declared, factNamed, type FactsOf, type Fields } from './declared-field.ts';
import { doorOf } from './declared-door.ts';
import { declareQueries } from './declared-queries.ts';
import type { DeclaredThing, DeclaredThings } from './declared-things.ts';
import { FieldKit } from './field-kit.ts';
import { FilterKit } from './list-filters.ts';
import { Node } from './node.type.ts';
import { forStaff } from './staff.ts';
import type { AnyDeclaration, AnyFacts, NounDeclaration, Plan } from './noun-declaration.ts';

/** What a noun is declared to be: the class of its things, and with it what the rest of the graph needs of them. */
export interface DeclaredNoun<Facts extends object> {
  new (graph: Scope, id: number, owner: number | null): DeclaredThing<Facts>;
  readonly typename: string;
  /** The noun, for `graph.noun()`. */
  readonly Things: new (graph: Scope) => DeclaredThings<Facts>;
  readonly Connection: ObjectRef<Types, Page<object>>;
  /** Whether WHMCS lists its things of one client alone, so that none is found without its client. */
  readonly isOwnersOnly: boolean;
  /** For inputs that name its things. */
  doorIn(graph: ResolverContext): DeclaredThings<Facts>;
}

/** A thing of a declared noun. */
export type ThingOf<N extends abstract new (...given: never[]) => object> = InstanceType<N>;

export function noun<
  C extends ReadCommand,
  K extends RowsIn<Answer<C>>,
  F extends Fields<RowAt<Answer<C>, K>>,
  D extends ReadCommand,
  R extends Partial<RowAt<Answer<C>, K>>,
  G extends Fields<R> = Record<never, never>,
>(typename: string, declaration: NounDeclaration<C, K, F, D, R, G>): DeclaredNoun<FactsOf<F> & FactsOf<G>>;
export function noun(typename: string, declaration: unknown): DeclaredNoun<AnyFacts> {
  if (!isDeclaration(declaration)) throw new TypeError(`${typename}: this is no declaration of a noun`);
  const plan = planOf(typename, declaration);
  const door = doorOf(plan);
  const { Thing, Things } = door;
  const { columns, recordColumns, otherFields, called, list } = plan;
  const type = builder.objectType(Thing, {
    name: typename,
    description: plan.description,
    interfaces: [Node],
    isTypeOf: (value) => value instanceof Thing,
    ...(plan.offered === 'staff' && forStaff),
    fields: (t) => ({
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      ...Object.fromEntries(
        Object.entries({ ...columns, ...recordColumns }).map(([name, each]) => [
          name,
          declared(t, name, each, { fact: factNamed(name, each) }),
        ]),
      ),
      ...(list.client !== undefined && {
        client: t.field({
          type: 'Client',
          description: 'Whose it is.',
          resolve: prefetchable((thing) => thing.client),
        }),
      }),
      ...otherFields?.(t),
    }),
  });
  let known: DeclaredNoun<AnyFacts>['Connection'] | undefined;
  // A type that no field shows would still be part of the schema.
  const connection = () => (known ??= connectionOf(typename, type, called.many));
  declareQueries(plan, door, connection);
  const statics = Object.assign(Thing, {
    typename,
    Things,
    isOwnersOnly: !list.command.params.safeParse({}).success,
    doorIn: (graph: ResolverContext) => graph.noun(Things),
  });
  return withConnection(statics, connection);
}

function withConnection<T extends object, C>(statics: T, connection: () => C): T & { readonly Connection: C };
function withConnection(statics: object, connection: () => unknown): object {
  return Object.defineProperty(statics, 'Connection', { get: connection });
}

/** The signature of `noun` has checked the declaration against its command; from here on it is one over rows of any kind. */
const isDeclaration = (value: unknown): value is AnyDeclaration =>
  typeof value === 'object' && value !== null && 'list' in value && 'fields' in value;

/** "ToDoItem" as words: "to do item". */
const wordsIn = (typename: string): string => typename.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

function planOf(typename: string, declaration: AnyDeclaration): Plan {
  const { list } = declaration;
  const { command, rows } = list;
  const name = `${typename.slice(0, 1).toLowerCase()}${typename.slice(1)}`;
  const words = wordsIn(typename);
  const paramOf = (column: string): string | null =>
    Object.entries(command.filters).find(([, cell]) => cell === `${rows}[].${column}`)?.[0] ?? null;
  const { record, offered } = declaration;
  const [kind] = kindsIn(command.mentions);
  const byClient = list.client === undefined ? null : paramOf(list.client);
  if (!kind) throw new TypeError(`${typename}: ${command.name} does not say what its rows mention`);
  if (list.client !== undefined && byClient === null)
    throw new TypeError(`${typename}: ${command.name} has no filter by ${rows}[].${list.client}`);
  if (list.client !== undefined && offered === 'everyone')
    throw new TypeError(`${typename}: what clients own is not for everyone`);
  if (record && kindsIn(record.command.mentions)[0] !== kind)
    throw new TypeError(`${typename}: ${record.command.name} does not say that its answer mentions a ${kind}`);
  return {
    ...declaration,
    typename,
    kind,
    byId: typeof command.keep === 'string' ? null : command.keep.recordBy,
    byClient,
    called: declaration.called ?? { one: words, many: `${words}s` },
    queries: { one: name, list: `${name}s` },
    columns: declaration.fields(new FieldKit<Row>()),
    recordColumns: record?.fields(new FieldKit<Row>()) ?? {},
    filters: list.filters?.(new FilterKit<unknown>()) ?? {},
  };
}
