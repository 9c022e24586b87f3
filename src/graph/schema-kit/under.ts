/** How what a command answers hangs on a thing: the thing says what is asked for, and owns what is answered. */
import type { ObjectRef } from '@pothos/core';
import type { Params, ReadCommand } from '../../whmcs/command.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { Entity } from '../base/entity.ts';
import type { CurrencySource } from '../entity/money.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Types } from './builder.ts';
import type { FactHolder } from './declared-field.ts';
import type { Filters } from './list-filters.ts';
import { ownerOf } from './owner.ts';
import type { Owning } from './shown-row.ts';

/** The type of a thing that gets a field. */
export type ParentType<P extends object> = ObjectRef<Types, P> | (new (...given: never[]) => P);

/** What a field of a thing may hang on before the thing is there. */
export interface Numbers {
  readonly whmcsId: number;
  readonly ownerId: number | null;
}

/** A thing is known to its fields by its numbers alone, so that they can be asked for together with it. */
export type Hanging<P> = P extends Numbers ? Numbers : P;

export interface Under<C extends ReadCommand, P> {
  /** The description of the field. The command is added. */
  readonly description: string;
  /** What the thing asks for; null if there is nothing to ask. */
  readonly params: (parent: Hanging<P>) => MaybePromise<Params<C> | null>;
  /** The arguments that the thing answers by itself: a client's log has no argument for the client. */
  readonly without?: readonly string[];
  /** `staff`: nobody else sees the field. Otherwise whoever sees the thing does. */
  readonly offered?: 'staff';
  /** The currency of amounts, if it is not that of the client who owns the thing. */
  readonly currency?: (parent: Hanging<P>, graph: ResolverContext) => CurrencySource | null;
}

export type AnyUnder = Under<ReadCommand, object>;

/** What is asked for, and whose the answer is. */
export interface Asked {
  readonly params: object;
  readonly of: Owning;
}

export function askedUnder(
  thing: object,
  { params, currency }: AnyUnder,
  graph: ResolverContext,
): MaybePromise<Asked | null> {
  return andThen(params(thing), (asked) => {
    if (asked === null) return null;
    const ownerId = ownerIdOf(thing);
    const of = {
      ownerId,
      currency: currency ? currency(thing, graph) : ownerOf(graph, ownerId),
      parentId: numberOf(thing),
    };
    return { params: { ...asked }, of };
  });
}

const numberOf = (thing: object): number | undefined =>
  'whmcsId' in thing && typeof thing.whmcsId === 'number' ? thing.whmcsId : undefined;

const ownerIdOf = (thing: object | FactHolder): number | null => ('ownerId' in thing ? thing.ownerId : null);

/** The arguments that are left. @throws TypeError for one that there is not */
export function argumentsUnder(field: string, { without = [] }: AnyUnder, filters: Filters): Filters {
  const unknown = without.find((name) => !(name in filters));
  if (unknown !== undefined) throw new TypeError(`${field}: there is no argument ${unknown} to leave out`);
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !without.includes(name)));
}

/** Whether fields of the type hang on nothing but numbers. */
export const isEarlyUnder = (parent: ParentType<object>): boolean =>
  typeof parent === 'function' && parent.prototype instanceof Entity;
