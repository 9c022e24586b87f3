/** The outcome of a mutation whose answer was lost and which reading found to have happened. */
import { parseGlobalId } from '../base/global-id.ts';
import type { FoundIds } from './run-recorded.ts';

const ENDS_IN_ID = /Id$/;

/** The numbers of the things that an input names: most outcomes consist of nothing else. */
export function numbersNamed(input: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]: [string, unknown]): [string, number][] => {
      const number = ENDS_IN_ID.test(name) && typeof value === 'string' ? numberIn(value) : null;
      return number === null ? [] : [[name, number]];
    }),
  );
}

const numberIn = (text: string): number | null =>
  /^\d+$/.test(text) ? Number(text) : (parseGlobalId(text)?.id ?? null);

/** The number of a thing that was found, by its name in WHMCS's answer. */
export function foundOne(found: FoundIds, name: string): number | null {
  const number = found[name];
  return typeof number === 'number' ? number : null;
}

/** As `foundOne`, of several. */
export function foundMany(found: FoundIds, name: string): readonly number[] {
  const numbers = found[name] ?? [];
  return typeof numbers === 'number' ? [numbers] : numbers;
}
