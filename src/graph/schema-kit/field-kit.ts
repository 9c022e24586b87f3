/** The kinds of declared fields: those of one column, and those that are links, lists or values made of a row. */
import type { ObjectRef } from '@pothos/core';
import type { Purpose } from '../../whmcs/command.ts';
import { allOf, andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Types } from './builder.ts';
import { ColumnKit } from './column-kit.ts';
import { objectIn, type ColumnOf } from './columns.ts';
import { factsIn, RowView, viewsOf, type Field, type Fields, type FactHolder } from './declared-field.ts';
import { rowType, ShownRow } from './shown-row.ts';

/** Finds the thing that a link leads to, by its number. */
export type FindLinked = (id: number, thing: FactHolder, graph: ResolverContext) => MaybePromise<object | null>;

/** The type of a thing that is declared elsewhere: a reference, or the class of its things. */
export type TypeOf = ObjectRef<Types, object> | (new (...given: never[]) => object);

const plain = { suffix: '', meta: {} } as const;

export class FieldKit<R> extends ColumnKit<R> {
  /** The thing whose number a column holds. Its fact is named for the number: `order` shows `orderId`. */
  link(
    type: TypeOf,
    find: FindLinked,
    column: ColumnOf<R, number, 'id'>,
    description: string,
  ): Field<R, number | null, 'Id'> {
    return {
      suffix: 'Id',
      meta: {},
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type,
          resolve: told((id, thing, graph) => (typeof id === 'number' ? find(id, thing, graph) : null)),
        }),
    };
  }

  /** The things whose numbers a row has in a list; those that the viewer may not see, or that are gone, are left out. */
  links(
    type: TypeOf,
    description: string,
    read: (row: R) => readonly number[] | null | undefined,
    find: (id: number, graph: ResolverContext) => MaybePromise<object | null>,
  ): Field<R, readonly number[] | null, 'Ids'> {
    return {
      suffix: 'Ids',
      meta: {},
      isMade: true,
      description,
      read,
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: [type],
          resolve: told((ids, _, graph): MaybePromise<object[] | null> => {
            if (!Array.isArray(ids)) return null;
            const found = ids.map((id: unknown) => (typeof id === 'number' ? find(id, graph) : null));
            return andThen(allOf(found), (things) => things.filter((thing) => thing !== null));
          }),
        }),
    };
  }

  /** The thing that a row names by number or by code. */
  named(
    type: TypeOf,
    description: string,
    read: (row: R) => number | string | null | undefined,
    find: (name: number | string, graph: ResolverContext) => MaybePromise<object | null>,
  ): Field<R, number | string | null> {
    return {
      ...plain,
      description,
      read,
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type,
          resolve: told((name, _, graph) =>
            typeof name === 'number' || typeof name === 'string' ? find(name, graph) : null,
          ),
        }),
    };
  }

  /** A value of a type that is declared elsewhere, made of a row. */
  value<T extends object>(
    type: ObjectRef<Types, T>,
    description: string,
    read: (row: R) => T | null | undefined,
  ): Field<R, T | null> {
    const shown: ObjectRef<Types, object> = type;
    return {
      ...plain,
      isMade: true,
      description,
      read,
      declare: (t, { options, told }) => t.field({ ...options, type: shown, resolve: told(objectIn) }),
    };
  }

  /**
   * Values of a type that is declared elsewhere, made of a row.
   *
   * @param isShown whether the viewer may see a value
   */
  values<T extends object>(
    type: ObjectRef<Types, T>,
    description: string,
    read: (row: R) => readonly T[] | null | undefined,
    isShown: (value: T, graph: ResolverContext) => boolean,
  ): Field<R, readonly T[] | null> {
    const shown: ObjectRef<Types, object> = type;
    const known = new WeakMap<object, readonly T[]>();
    return {
      ...plain,
      isMade: true,
      description,
      read: (row) => {
        const values = read(row);
        if (values) known.set(values, values);
        return values;
      },
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: [shown],
          resolve: told((fact, _, graph): object[] | null => {
            const values = Array.isArray(fact) ? known.get(fact) : undefined;
            return values?.filter((value) => isShown(value, graph)) ?? null;
          }),
        }),
    };
  }

  /** Texts of their own, made of a row. */
  texts(
    description: string,
    read: (row: R) => readonly string[] | null | undefined,
  ): Field<R, readonly string[] | null> {
    return {
      ...plain,
      isMade: true,
      description,
      read,
      declare: (t, { options, told }) =>
        t.stringList({
          ...options,
          resolve: told((texts) => (Array.isArray(texts) ? texts.map((text: unknown) => String(text)) : null)),
        }),
    };
  }

  /** The rows of a list within the row, as objects of a type that is declared with it. */
  list<E extends object>(
    read: (row: R) => readonly E[] | null | undefined,
    means: string,
    declaration: PartDeclaration<E>,
  ): Field<R, readonly object[] | null> {
    const { type, keep } = typeOfParts(declaration);
    return {
      ...plain,
      isMade: true,
      description: means,
      read: (row) => {
        const parts = read(row);
        return parts?.map(keep) ?? parts;
      },
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: [type],
          resolve: told((parts, thing) =>
            Array.isArray(parts)
              ? parts.flatMap((part: unknown) => (part instanceof RowView ? new ShownRow(part, thing) : []))
              : null,
          ),
        }),
    };
  }

  /** An object within the row, of a type that is declared with it. */
  part<E extends object>(
    read: (row: R) => E | null | undefined,
    means: string,
    declaration: PartDeclaration<E>,
  ): Field<R, object | null> {
    const { type, keep } = typeOfParts(declaration);
    return {
      ...plain,
      isMade: true,
      description: means,
      read: (row) => {
        const told = read(row);
        return told ? keep(told) : told;
      },
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type,
          resolve: told((part, thing) => (part instanceof RowView ? new ShownRow(part, thing) : null)),
        }),
    };
  }

  /** Lets a field be served stale while a fresh answer is fetched: it names or describes its entity, and no decision depends on it. */
  lasting<T, S extends string>(of: Field<R, T, S>): Field<R, T, S> {
    return { ...of, meta: { ...of.meta, lasting: true } };
  }

  /** Names the fact of a field, if that does not follow from the name of the field. */
  fact<N extends string, T>(factName: N, of: Field<R, T>): Field<R, T> & { readonly factName: N } {
    return { ...of, factName };
  }

  /** Takes a field out of every schema but those of viewers whose `allow` lists a purpose, and of staff without such a list. */
  granted<T, S extends string>(purpose: Purpose, of: Field<R, T, S>): Field<R, T, S> {
    return { ...of, meta: { ...of.meta, shownBy: purpose } };
  }

  /** Takes a field out of every schema but that of staff. */
  staff<T, S extends string>(of: Field<R, T, S>): Field<R, T, S> {
    return { ...of, meta: { ...of.meta, forStaff: true } };
  }
}

/** The type of the rows of a list within a row, or of an object within it. */
interface PartDeclaration<E> {
  readonly name: string;
  readonly description: string;
  readonly fields: (f: FieldKit<E>) => Fields<E>;
}

function typeOfParts<E extends object>({ name, description, fields }: PartDeclaration<E>) {
  const columns = fields(new FieldKit<E>());
  return { type: rowType({ name, description, columns }).type, keep: viewsOf(factsIn(columns)) };
}
