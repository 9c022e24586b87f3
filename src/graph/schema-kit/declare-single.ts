/**
 * Declares one thing that a command reports and that has no id, such as the installation: the columns to show, and the query or the
 * fields of other things that show it.
 */
import type { ObjectRef } from '@pothos/core';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { CurrencySource } from '../entity/money.ts';
import { nullIfMissing } from '../base/found.ts';
import { prefetchable } from '../base/field-meta.ts';
import { scopeOf, type ResolverContext } from '../read/scope.ts';
import { builder, type Types } from './builder.ts';
import type { Row } from './columns.ts';
import type { Fields } from './declared-field.ts';
import { FieldKit } from './field-kit.ts';
import { askedBy, filterArgs, FilterKit, type Filters } from './list-filters.ts';
import { askedUnder, argumentsUnder, isEarlyUnder, type AnyUnder, type ParentType, type Under } from './under.ts';
import { nobodys, rowType, type Owning, type ShownRow } from './shown-row.ts';
import { staffOnly } from './staff.ts';

interface Declaration<C extends ReadCommand, R extends object> {
  /** What it is: the description of the type. The command is added, as to all descriptions here. */
  readonly description: string;
  readonly command: C;
  /** What is sent with every question. */
  readonly params?: Params<C>;
  /** The arguments, each for a parameter. */
  readonly filters?: (filter: FilterKit<Params<C>>) => Filters;
  /** The part of the answer that reports the thing; null if WHMCS does not report it. */
  readonly row: (answer: Answer<C>) => R | null | undefined;
  readonly fields: (f: FieldKit<R>) => Fields<R>;
  /** The currency of amounts. */
  readonly currency?: (graph: ResolverContext) => CurrencySource;
  /** The query that shows it, if one does. */
  readonly query?: { readonly name: string; readonly description: string };
  /** `staff`: nobody else sees its type and the query. */
  readonly offered: 'staff' | 'everyone';
}

type AnyDeclaration = Declaration<ReadCommand, Row> & { readonly params?: object };

export interface DeclaredSingle<C extends ReadCommand> {
  /** Its type, so that fields can be added to it. */
  readonly Type: ObjectRef<Types, ShownRow>;
  /** Adds a field to a type: the thing as that type's things ask for it. */
  under<P extends object>(parent: ParentType<P>, field: string, under: Under<C, P>): void;
}

export function single<C extends ReadCommand, R extends object>(
  typename: string,
  declaration: Declaration<C, R>,
): DeclaredSingle<C>;
export function single(typename: string, declaration: unknown): ReturnType<typeof declare> {
  if (!isDeclaration(declaration)) throw new TypeError(`${typename}: this is no declaration of a single thing`);
  return declare(typename, declaration);
}

/** The signature of `single` has checked the declaration against its command. */
const isDeclaration = (value: unknown): value is AnyDeclaration =>
  typeof value === 'object' && value !== null && 'command' in value && 'row' in value && 'fields' in value;

function declare(typename: string, declaration: AnyDeclaration) {
  const { command, params, row, query, offered, currency } = declaration;
  const told = (description: string): string => `${description} WHMCS: ${command.name}.`;
  const isForStaff = offered === 'staff';
  const { type, show } = rowType<Row>({
    name: typename,
    description: told(declaration.description),
    columns: declaration.fields(new FieldKit<Row>()),
    isForStaff,
  });
  const filters = declaration.filters?.(new FilterKit<unknown>()) ?? {};
  const ask = (asked: object, of: Owning, graph: ResolverContext): MaybePromise<ShownRow | null> =>
    andThen(nullIfMissing(scopeOf(graph).session.read(command, asked)), (answer) => {
      const reported = answer === null ? null : row(answer);
      return reported ? show(reported, of) : null;
    });
  if (query) {
    const resolve = (_: object, given: object, graph: ResolverContext) =>
      ask(
        { ...params, ...askedBy(filters, { ...given }, graph.clock).sent },
        currency ? { ...nobodys, currency: currency(graph) } : nobodys,
        graph,
      );
    builder.queryField(query.name, (t) =>
      t.field({
        type,
        description: told(query.description),
        args: filterArgs(filters, t.arg),
        resolve: isForStaff ? staffOnly(resolve) : resolve,
      }),
    );
  }
  return {
    Type: type,
    under(parent: ParentType<object>, field: string, under: AnyUnder): void {
      const ofParent = argumentsUnder(field, under, filters);
      const resolve = (thing: object, given: object, graph: ResolverContext) =>
        andThen(askedUnder(thing, under, graph), (asked) =>
          asked
            ? ask({ ...params, ...asked.params, ...askedBy(ofParent, { ...given }, graph.clock).sent }, asked.of, graph)
            : null,
        );
      const marked = isEarlyUnder(parent) ? prefetchable(resolve) : resolve;
      builder.objectField(parent, field, (t) =>
        t.field({
          type,
          description: told(under.description),
          args: filterArgs(ofParent, t.arg),
          resolve: under.offered === 'staff' ? staffOnly(marked) : marked,
        }),
      );
    },
  };
}
