/** What a declared field is: how its fact is read of a row, and how the graph shows it. */
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { withMeta, type FieldMeta } from '../base/field-meta.ts';
import type { CurrencySource } from '../entity/money.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Types } from './builder.ts';
import type { Row } from './columns.ts';
import { shownBy, staffOnly } from './staff.ts';

/** Whatever declared fields are fields of: a thing, or a part of one. */
export interface FactHolder {
  tell(fact: string): MaybePromise<unknown>;
  /** The fact, if it is known without a call. */
  known(fact: string): unknown;
  /** When the account with a fact was asked for; 0 if that is not kept. */
  askedOn(fact: string): number;
  readonly ownerId: number | null;
  /** The currency of amounts. */
  readonly currency: CurrencySource | null;
}

type Resolve<T> = (source: FactHolder, args: object, graph: ResolverContext) => MaybePromise<T>;

/** The declaration of a field of any kind. */
export interface Showing {
  readonly options: { readonly description: string };
  /** A resolver that shows the fact, made what the graph shows by `show`. */
  readonly told: <T>(show: (fact: unknown, of: FactHolder, graph: ResolverContext) => MaybePromise<T>) => Resolve<T>;
}

export type FieldBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, FactHolder>;
export type FieldRef = PothosSchemaTypes.FieldRef<Types, unknown, 'Object'>;
type Declare = (t: FieldBuilder, showing: Showing) => FieldRef;

declare const fact: unique symbol;

/**
 * A field over rows `R` that shows a fact `T`.
 *
 * `Suffix` is what the name of the fact has beside the field's: a link `order` shows the fact `orderId`.
 */
export interface Field<R, T, Suffix extends string = ''> {
  /** For the compiler alone. */
  readonly [fact]?: T;
  readonly description: string;
  readonly suffix: Suffix;
  /** The name of its fact, if that does not follow from the field's. */
  readonly factName?: string;
  readonly meta: FieldMeta;
  /** The fact as a row tells it; undefined if it does not. */
  read(row: R): unknown;
  /** Whether it is worth keeping with the row: a value that is made, and not a column as it is. */
  readonly isMade?: boolean;
  readonly declare: Declare;
}

export type Fields<R> = Readonly<Record<string, Field<R, unknown, string>>>;

type FactOf<F> = F extends { readonly [fact]?: infer T } ? T : never;
type FactName<K, F> = F extends { readonly factName: infer Name extends string }
  ? Name
  : F extends { readonly suffix: infer Suffix extends string }
    ? `${K & string}${Suffix}`
    : never;

/** The facts that fields show, by name. */
export type FactsOf<F> = { [K in keyof F as FactName<K, F[K]>]: Exclude<FactOf<F[K]>, undefined> };

/** The name of the fact that a field of this name shows. */
export const factNamed = (
  name: string,
  { suffix, factName }: { readonly suffix: string; readonly factName?: string },
): string => factName ?? `${name}${suffix}`;

/**
 * Declares the field `name` at its type.
 *
 * @param meta what is known of it beside what it says itself: at a thing, the fact that it shows
 */
export function declared<R>(
  t: FieldBuilder,
  name: string,
  of: Field<R, unknown, string>,
  meta: FieldMeta = {},
): FieldRef {
  const known = factNamed(name, of);
  return of.declare(t, {
    options: { description: of.description },
    told<T>(show: (value: unknown, thing: FactHolder, graph: ResolverContext) => MaybePromise<T>): Resolve<T> {
      const resolve: Resolve<T> = (thing, _, graph) =>
        andThen(thing.tell(known), (value) => show(value ?? null, thing, graph));
      const marked = withMeta(resolve, { ...of.meta, ...meta });
      const { forStaff, shownBy: purpose } = of.meta;
      const granted = purpose === undefined ? marked : shownBy(purpose, marked);
      return forStaff ? staffOnly(granted) : granted;
    },
  });
}

/** What a row tells, by the name of the fact: each is read when it is asked for; what is made of columns is made once. */
export abstract class RowView {
  readonly [fact: string]: unknown;
}

const ofRow = Symbol('row');
const made = Symbol('made');

type Fact<R> = Pick<Field<R, unknown, string>, 'read' | 'isMade'>;

/** Makes views of rows. */
export function viewsOf<R>(facts: ReadonlyMap<string, Fact<R>>): (row: R) => RowView {
  class View extends RowView {
    readonly [ofRow]: R;
    /** The values that have been made, by the place of their fact. */
    private [made]: unknown[] | undefined = undefined;

    constructor(row: R) {
      super();
      this[ofRow] = row;
    }
  }
  for (const [place, [name, { read, isMade }]] of [...facts].entries())
    Object.defineProperty(View.prototype, name, {
      enumerable: true,
      get: isMade
        ? function madeOnce(this: View) {
            return ((this[made] ??= [])[place] ??= read(this[ofRow]));
          }
        : function ofColumn(this: View) {
            return read(this[ofRow]);
          },
    });
  return (row) => new View(row);
}

/** What each field reads, by the name of its fact. */
export const factsIn = <R>(fields: Fields<R>): Map<string, Fact<R>> =>
  new Map(Object.entries(fields).map(([name, each]) => [factNamed(name, each), each]));

/** A row of an answer, with what the door needs to know of it. */
export interface ListedRow {
  readonly id: number | null;
  readonly owner: number | null;
  /** Whether staff alone see it. */
  readonly forStaff: boolean;
  readonly account: RowView;
  readonly row: Row;
}
