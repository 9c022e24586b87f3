/** Outcomes: the numbers of what a mutation is about, as the journal keeps them and the payload shows them. */
import { ownerHinted, parseGlobalId } from '../base/global-id.ts';
import { isRef, type Fields, type Noun } from './input-shape.ts';
import { hintIn } from './refs.ts';
import type { ShownNumber, ShownThing } from './payload.ts';
import type { Sent } from './perform.ts';

/** A thing that the command makes; its number stands in the answer. */
export interface Made<Key extends string> extends ShownThing {
  readonly numberIn: Key;
}

interface MadeOptions {
  readonly description?: string;
  /** The input's thing to which it belongs, if WHMCS tells of it only in its owner's list. */
  readonly ownedBy?: string;
}

/** @param numberIn the name that WHMCS's answer has for its number */
export const made = <const Key extends string>(
  noun: Noun,
  numberIn: Key,
  { description, ownedBy }: MadeOptions = {},
): Made<Key> => ({ noun, numberIn, description, ownedBy });

/** A thing of the input that the command deletes: all that is left to show is its id. */
export interface Gone<Ref extends string> {
  readonly gone: Ref;
}

/** `deletedContactId: gone('contact')` shows the global id of the input's contact. */
export const gone = <const Ref extends string>(ref: Ref): Gone<Ref> => ({ gone: ref });

/** A number of the answer that is shown as it is. */
export interface Told<Key extends string> extends ShownNumber {
  readonly numberIn: Key;
}

/** How many of something the command reports. @param numberIn the name that WHMCS's answer has for it */
export const counted = <const Key extends string>(numberIn: Key, description: string): Told<Key> => ({
  numberIn,
  description,
  as: 'Int',
});

/** The id of what the command makes, where the graph has no thing of its kind. @param numberIn as above */
export const idTold = <const Key extends string>(numberIn: Key, description: string): Told<Key> => ({
  numberIn,
  description,
  as: 'ID',
});

/** What a payload shows: names of the input's things, or by the payload's fields these, and what the command makes, deletes or reports. */
export type Returns<Ref extends string, Key extends string> =
  Ref | readonly Ref[] | Readonly<Record<string, Ref | Made<Key> | Gone<Ref> | Told<Key>>>;

/** What a payload shows, by its fields; its number is that of a thing that the input names, or stands in the answer. */
type ReturnedThing = ShownThing & ({ readonly namedBy: string } | { readonly numberIn: string });

type Returned = Readonly<Record<string, ReturnedThing | Told<string>>>;

export function returnedBy(returns: Returns<string, string>, input: Fields): Returned {
  const shown = typeof returns === 'string' ? { [returns]: returns } : returns;
  const fields = isNames(shown) ? Object.fromEntries(shown.map((name) => [name, name])) : shown;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, thing]): [string, ReturnedThing | Told<string>][] => {
      if (typeof thing !== 'string' && 'numberIn' in thing) return [[name, thing]];
      const [isGone, namedBy] = typeof thing === 'string' ? [false, thing] : [true, thing.gone];
      const field = input[namedBy];
      return field && isRef(field) ? [[name, { noun: field.noun, namedBy, ...(isGone && { gone: namedBy }) }]] : [];
    }),
  );
}

const isNames = (returns: object): returns is readonly string[] => Array.isArray(returns);

/**
 * The numbers of what is shown: those that the input names, and those that the answer tells; of the owners those that are needed to show it.
 *
 * @param tellsDone whether it is said as well that it had been done before
 * @param hintOf the owner in the global id of a thing that is deleted
 */
export function outcomeOf(
  returned: Returned,
  read: object,
  sent: Sent,
  tellsDone: boolean,
  hintOf: (name: string) => number | null = () => null,
): object {
  const named: Readonly<Record<string, unknown>> = { ...read };
  const told: Readonly<Record<string, unknown>> = { ...(typeof sent?.answer === 'object' ? sent.answer : null) };
  const numberNamed = (name: string): [string, unknown] => [`${name}Id`, named[`${name}Id`] ?? null];
  const numberOf = (name: string, thing: ReturnedThing): [string, unknown] => [
    `${name}Id`,
    ('numberIn' in thing ? told[thing.numberIn] : named[`${thing.namedBy}Id`]) ?? null,
  ];
  const hintNamed = (name: string, thing: ReturnedThing): [string, unknown][] =>
    'namedBy' in thing && thing.noun.isOwnersOnly ? [[`${name}Hint`, hintOf(thing.namedBy)]] : [];
  const numbersOf = (name: string, thing: ReturnedThing): [string, unknown][] =>
    thing.gone === undefined
      ? [
          numberOf(name, thing),
          ...(thing.ownedBy === undefined ? [] : [numberNamed(thing.ownedBy)]),
          ...hintNamed(name, thing),
        ]
      : [numberNamed(thing.gone), [`${thing.gone}Hint`, hintOf(thing.gone)]];
  return {
    ...Object.fromEntries(
      Object.entries(returned).flatMap(([name, shown]): [string, unknown][] =>
        'as' in shown ? [[name, told[shown.numberIn] ?? null]] : numbersOf(name, shown),
      ),
    ),
    ...(tellsDone && { alreadyDone: sent === null }),
  };
}

/** The owner in the global id of a thing that was found. */
export const hintOfFound =
  (found: object) =>
  (name: string): number | null => {
    const things: Readonly<Record<string, unknown>> = { ...found };
    const thing = things[name];
    const id = typeof thing === 'object' && thing !== null && 'globalId' in thing ? thing.globalId : null;
    const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
    return parsed && ownerHinted(parsed);
  };

/** The same, as far as the input tells. */
export const hintOfInput =
  (fields: Fields, given: object) =>
  (name: string): number | null => {
    const field = fields[name];
    return field && isRef(field) ? hintIn(name, field, given) : null;
  };
