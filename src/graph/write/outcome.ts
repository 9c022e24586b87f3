/** Outcomes: the numbers of what a mutation is about, as the journal keeps them and the payload shows them. */
import { isRef, type Fields, type Noun } from './input-shape.ts';
import type { ShownThing } from './payload.ts';
import type { Sent } from './perform.ts';

/** A thing that the command makes; its number stands in the answer. */
export interface Made<Key extends string> extends ShownThing {
  readonly numberIn: Key;
}

/** @param numberIn the name that WHMCS's answer has for its number */
export const made = <const Key extends string>(noun: Noun, numberIn: Key, description?: string): Made<Key> => ({
  noun,
  numberIn,
  description,
});

/** What a payload shows, by its fields; without `numberIn` the input names it. */
type Returned = Readonly<Record<string, ShownThing & { readonly numberIn: string | null }>>;

/** @param returns names of the input's things, or what the command makes */
export function returnedBy(
  returns: string | readonly string[] | Readonly<Record<string, Made<string>>>,
  input: Fields,
): Returned {
  if (typeof returns === 'object' && !isNames(returns)) return returns;
  const names = typeof returns === 'string' ? [returns] : returns;
  return Object.fromEntries(
    names.flatMap((name) => {
      const field = input[name];
      return field && isRef(field) ? [[name, { noun: field.noun, numberIn: null }]] : [];
    }),
  );
}

const isNames = (returns: object): returns is readonly string[] => Array.isArray(returns);

/**
 * The numbers of what is shown: those that the input names, and those that the answer tells.
 *
 * @param tellsDone whether it is said as well that it had been done before
 */
export function outcomeOf(returned: Returned, read: object, sent: Sent, tellsDone: boolean): object {
  const named: Readonly<Record<string, unknown>> = { ...read };
  const told: Readonly<Record<string, unknown>> = { ...(typeof sent?.answer === 'object' ? sent.answer : null) };
  return {
    ...Object.fromEntries(
      Object.entries(returned).map(([name, { numberIn }]) => [
        `${name}Id`,
        (numberIn === null ? named[`${name}Id`] : told[numberIn]) ?? null,
      ]),
    ),
    ...(tellsDone && { alreadyDone: sent === null }),
  };
}
