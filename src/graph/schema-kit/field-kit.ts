/**
 * The kinds of declared fields: each names the column that it shows, and says what it means. A column that the answer does not have, or
 * that holds something else, does not compile.
 */
import type { ObjectRef } from '@pothos/core';
import type { MaybePromise } from '../base/maybe-promise.ts';
import { bareId } from '../base/global-id.ts';
import { Money, moneyOf, type CurrencySource } from '../entity/money.ts';
import { builder, type Types } from './builder.ts';
import { flagIn, numberIn, objectIn, textIn, type ColumnOf } from './columns.ts';
import type { ResolverContext } from '../read/scope.ts';
import { declared, factsIn, RowView, viewsOf, type Field, type Fields, type Teller } from './declared-field.ts';
import type { Enumeration } from './enumeration.ts';

/** Finds the thing that a link leads to, by its number. */
export type FindLinked = (id: number, thing: Teller, graph: ResolverContext) => MaybePromise<object | null>;

/** The type of a thing that is declared elsewhere: a reference, or the class of its things. */
export type TypeOf = ObjectRef<Types, object> | (new (...given: never[]) => object);

const plain = { suffix: '', meta: {} } as const;

export class FieldKit<R> {
  text(column: ColumnOf<R, string>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.string({ ...options, resolve: told(textIn) }),
    };
  }

  /** A text that is never null: empty if WHMCS does not report it. */
  filledText(read: (row: R) => string | null | undefined, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read,
      declare: (t, { options, told }) =>
        t.string({ ...options, nullable: false, resolve: told((text) => textIn(text) ?? '') }),
    };
  }

  flag(column: ColumnOf<R, boolean>, description: string): Field<R, boolean | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.boolean({ ...options, resolve: told(flagIn) }),
    };
  }

  /** A whole number: a count, or a number of WHMCS's own that is shown as one. */
  count(column: ColumnOf<R, number, 'id' | undefined>, description: string): Field<R, number | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.int({ ...options, resolve: told(numberIn) }),
    };
  }

  /** WHMCS's number of something that inputs name by id: bare, as they take it. */
  id(column: ColumnOf<R, number, 'id'>, description: string): Field<R, number | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.id({ ...options, resolve: told((id) => bareId(numberIn(id))) }),
    };
  }

  /** An exact decimal without a currency, such as a rate. */
  decimal(column: ColumnOf<R, string, 'decimal'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.field({ ...options, type: 'Decimal', resolve: told(textIn) }),
    };
  }

  /** An amount in the currency of its thing: the client's, unless the declaration names another. */
  money(column: ColumnOf<R, string, 'decimal'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: Money,
          resolve: told((amount, { currency }) => moneyOf(textIn(amount), currency)),
        }),
    };
  }

  day(column: ColumnOf<R, string, 'day'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) => t.field({ ...options, type: 'Date', resolve: told(textIn) }),
    };
  }

  /** A wall-clock time of the installation, shown as an instant. */
  instant(column: ColumnOf<R, string, 'time'>, description: string): Field<R, string | null> {
    return {
      ...plain,
      description,
      read: (row) => row[column],
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: 'DateTime',
          resolve: told((time, _, { clock }) => (typeof time === 'string' ? clock.instant(time) : null)),
        }),
    };
  }

  enumOf<N extends string>(
    { words, type }: Enumeration<N>,
    column: ColumnOf<R, string>,
    description: string,
  ): Field<R, N | 'OTHER' | null> {
    return {
      ...plain,
      description,
      read: (row) => {
        const word: unknown = row[column];
        return typeof word === 'string' ? words.read(word) : word;
      },
      declare: (t, { options, told }) => t.field({ ...options, type, resolve: told(textIn) }),
    };
  }

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
      description,
      read,
      declare: (t, { options, told }) => t.field({ ...options, type: shown, resolve: told(objectIn) }),
    };
  }

  /** Texts of their own, made of a row. */
  texts(
    description: string,
    read: (row: R) => readonly string[] | null | undefined,
  ): Field<R, readonly string[] | null> {
    return {
      ...plain,
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
    { name, description, fields }: PartDeclaration<E>,
  ): Field<R, readonly object[] | null> {
    const known = fields(new FieldKit<E>());
    const view = viewsOf(factsIn(known));
    const type = builder.objectRef<Teller>(name).implement({
      description,
      fields: (t) => Object.fromEntries(Object.entries(known).map(([part, each]) => [part, declared(t, part, each)])),
    });
    return {
      ...plain,
      description: means,
      read: (row) => {
        const parts = read(row);
        return parts?.map(view) ?? parts;
      },
      declare: (t, { options, told }) =>
        t.field({
          ...options,
          type: [type],
          resolve: told((parts, thing) =>
            Array.isArray(parts)
              ? parts.flatMap((part: unknown) => (part instanceof RowView ? new Part(part, thing) : []))
              : null,
          ),
        }),
    };
  }

  /** Lets a field be served stale while a fresh answer is fetched: it names or describes its thing, and nobody acts on it. */
  lasting<T, S extends string>(of: Field<R, T, S>): Field<R, T, S> {
    return { ...of, meta: { ...of.meta, lasting: true } };
  }

  /** Names the fact of a field, if that does not follow from the name of the field. */
  fact<N extends string, T>(factName: N, of: Field<R, T>): Field<R, T> & { readonly factName: N } {
    return { ...of, factName };
  }

  /** Takes a field out of every schema but that of staff. */
  staff<T, S extends string>(of: Field<R, T, S>): Field<R, T, S> {
    return { ...of, meta: { ...of.meta, forStaff: true } };
  }
}

/** The type of the rows of a list within a row. */
interface PartDeclaration<E> {
  readonly name: string;
  readonly description: string;
  readonly fields: (f: FieldKit<E>) => Fields<E>;
}

/** A row of a list within a thing. */
class Part implements Teller {
  readonly ownerId: number | null;
  readonly currency: CurrencySource | null;
  readonly #facts: RowView;

  constructor(facts: RowView, { ownerId, currency }: Teller) {
    this.#facts = facts;
    this.ownerId = ownerId;
    this.currency = currency;
  }

  tell(fact: string): unknown {
    return this.#facts[fact];
  }
}
