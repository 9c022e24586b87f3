/** What AddOrder would pass over without a word, refused before it is asked. */
import { InvalidInputError } from '../errors.ts';

/** How many of something: one at least. */
export function countIn(count: number | null | undefined, ...path: string[]): number | undefined {
  if (count != null && count < 1) throw new InvalidInputError(`${path.at(-1)} must be at least 1, got ${count}`, path);
  return count ?? undefined;
}

/** A list for which WHMCS has so many places. */
export function mostIn(most: number, list: readonly string[] | null | undefined, ...path: string[]): readonly string[] {
  if (list && list.length > most) {
    throw new InvalidInputError(`${path.at(-1)} takes at most ${most}, got ${list.length}`, path);
  }
  return list ?? [];
}
