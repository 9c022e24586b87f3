/** Reads values of a mutation's input. */
import { GraphQLError } from 'graphql';
import { placesOf } from '../base/decimal.ts';
import { InvalidInputError } from '../base/errors.ts';
import { numberOf } from '../base/global-id.ts';

/**
 * The number behind an id in an input.
 *
 * @param path the input field, for the error
 * @throws InvalidInputError for the id of another type
 */
export function idIn(type: string, text: string, ...path: string[]): number {
  try {
    return numberOf(type, text);
  } catch (error) {
    if (error instanceof GraphQLError) throw new InvalidInputError(error.message, path);
    throw error;
  }
}

/** As `idIn`, for an id that may be left out. */
export const optionalIdIn = (type: string, text: string | null | undefined, ...path: string[]): number | undefined =>
  text == null ? undefined : idIn(type, text, ...path);

/** Text that WHMCS would refuse or misunderstand if it were empty. */
export function notEmpty(text: string, ...path: string[]): string {
  if (text.trim() === '') throw new InvalidInputError(`${path.at(-1)} must not be empty`, path);
  return text;
}

/**
 * An amount, as it is sent. WHMCS keeps two places of every amount in every currency, and silently rounds the rest away.
 *
 * @throws InvalidInputError if it has more
 */
export function amountIn<T extends string | null | undefined>(amount: T, ...path: string[]): T {
  if (amount != null && placesOf(amount) > 2) {
    throw new InvalidInputError(`${path.at(-1)} must have at most two decimal places, got ${amount}`, path);
  }
  return amount;
}

/** The object without null and undefined: WHMCS leaves what an absent parameter stands for as it is. */
export function withoutNullish<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], null | undefined> };
export function withoutNullish(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}
